-- For an external PostgreSQL whose login in DATABASE_URL may not create roles. Run once as its administrator, with the name of
-- that login in place of "owner" and each password from logins.json, which Wayout wrote into its data folder when it refused.
create role guard nologin;
create role audit_writer nologin;
create role counter nologin;
create role app login password 'the password of app';
create role stats login password 'the password of stats';
create role loader login password 'the password of loader';
create role sequencer login password 'the password of sequencer';
create role backup login password 'the password of backup';
grant guard, audit_writer, counter to "owner";
