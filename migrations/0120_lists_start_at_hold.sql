-- Every list starts at the asker's holds and reads a page of them, however many rows the house has: newest first for contacts and
-- notes, by folder id (random, so the order tells nothing) for cards and situations. What was superseded is in no list.
drop index hold_list;
create index hold_list on hold (holder, kind, listed desc, folder desc) where not superseded;
create index hold_page on hold (holder, kind, folder) where not superseded and kind in ('card', 'account');
