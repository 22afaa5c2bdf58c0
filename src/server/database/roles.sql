-- For an external PostgreSQL whose login in DATABASE_URL may not create roles: run once as its administrator,
-- with the name of that login in place of "owner", then give it CREATEROLE or set the passwords from logins.json.
create role guard nologin;
create role audit_writer nologin;
create role counter nologin;
create role app login;
create role stats login;
create role loader login;
create role sequencer login;
create role backup login;
grant guard, audit_writer, counter to "owner";
