-- The latest time that stands in the ledger is asked for whenever somebody who looks after the house unlocks: by its key.
create index ledger_head_by_time on ledger_head (at);
