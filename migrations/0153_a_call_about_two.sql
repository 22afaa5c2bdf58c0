-- A call about two restricted clients is for those named for either. It is linked to one after the other, so that who may hold it is asked when
-- both links are there: at the end of the transaction.
drop trigger stays_restricted on contact_client;
create constraint trigger stays_restricted after insert on contact_client deferrable initially deferred for each row execute function stays_restricted();
