-- What nodes tell each other is worth nothing after a crash, and its table is not logged. Neither was the sequence that numbers it; on a standby
-- that becomes the primary such a sequence cannot be read (PostgreSQL 15 and later), and nothing was told any more. Its numbers are logged now.
create sequence happened_order as bigint;
alter table happened alter column n drop identity;
alter table happened alter column n set default nextval('happened_order');
select setval('happened_order', coalesce((select max(n) from happened), 0) + 1);
grant usage on sequence happened_order to guard;
