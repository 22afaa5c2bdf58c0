-- The last hour of one member is found by its time, whatever the years before hold; different folders are counted only
-- where they are what counts, and then in the hundred latest lists: enough to tell, and as quick at the end of a busy hour.
create index ledger_lately on ledger_entry (actor, at desc);

drop function my_readings(text[], timestamptz);
create function my_readings(actions text[], since timestamptz, each_folder boolean)
returns table (entries int, sets int, folders int, latest timestamptz) language sql stable security definer
set search_path = pg_catalog, public as $$
  with me as (select my_member() as id),
  counted as (
    select * from (
      select e.at, e.traces from ledger_entry e, me where e.actor = me.id and e.at > since and e.action = any (actions)
      order by e.at desc limit case when each_folder then 100 else 2000 end) newest
    union all
    select p.at, p.traces from pending p, me where p.actor = me.id and p.at > since and p.action = any (actions)
  )
  select count(*)::int, count(distinct traces)::int,
    case when each_folder then (select count(distinct t)::int from counted c, unnest(c.traces) t) else 0 end, max(at)
  from counted
$$;
alter function my_readings(text[], timestamptz, boolean) owner to audit_writer;
revoke all on function my_readings(text[], timestamptz, boolean) from public;
grant execute on function my_readings(text[], timestamptz, boolean) to app;
