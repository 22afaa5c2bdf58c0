-- The records of one client, several of which may have been joined: looked up for every client of a year who may be new in it.
create index client_one on client ((coalesce(merged_into, id)));
