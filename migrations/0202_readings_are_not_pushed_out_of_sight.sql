-- What a member read in the last hour is looked back at entry by entry. A hundred lists, or two thousand records, were enough to push out of
-- sight what was read before them, also when they were the same one over and over. It is looked back farther than the same may be looked
-- at again without a pause, and the same set of folders is taken apart once.
create or replace function my_readings(actions text[], since timestamptz, each_folder boolean)
returns table (entries int, sets int, folders int, latest timestamptz) language sql stable security definer
set search_path = pg_catalog, public as $$
  with me as (select my_member() as id),
  counted as (
    select * from (
      select e.at, e.traces from ledger_entry e, me where e.actor = me.id and e.at > since and e.action = any (actions)
      order by e.at desc limit case when each_folder then 3000 else 10000 end) newest
    union all
    select p.at, p.traces from pending p, me where p.actor = me.id and p.at > since and p.action = any (actions)
  )
  select count(*)::int, count(distinct traces)::int,
    case when each_folder then (select count(distinct t)::int from (select distinct traces from counted) c, unnest(c.traces) t) else 0 end, max(at)
  from counted
$$;
