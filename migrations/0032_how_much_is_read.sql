-- How much a member read lately, and how long an entry has waited: counted by the ledger's own role, pending entries included,
-- so that it holds whichever node of the program is asked.

create index ledger_slowed on ledger_entry (seq) where action = 'reading.slowed';

-- Her own readings since an instant: entries, different sets of folders, different folders, and the latest.
create function my_readings(actions text[], since timestamptz)
returns table (entries int, sets int, folders int, latest timestamptz) language sql stable security definer
set search_path = pg_catalog, public as $$
  with me as (select my_member() as id),
  recent as (
    select * from (select e.at, e.action, e.traces from ledger_entry e, me where e.actor = me.id order by e.seq desc limit 2000) newest
    union all
    select p.at, p.action, p.traces from pending p, me where p.actor = me.id
  ),
  counted as (select at, traces from recent where action = any (actions) and at > since)
  select count(*)::int, count(distinct traces)::int, (select count(distinct t)::int from counted c, unnest(c.traces) t), max(at) from counted
$$;

-- Seconds that the oldest entry has waited to be ordered; 0 when none waits.
create function ledger_waits() returns int language sql stable security definer
set search_path = pg_catalog, public as $$
  select coalesce(extract(epoch from clock_timestamp() - min(at)), 0)::int from pending
$$;

do $$
declare f regprocedure;
begin
  foreach f in array array['my_readings(text[], timestamptz)', 'ledger_waits()']::regprocedure[] loop
    execute format('alter function %s owner to audit_writer', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to app', f);
  end loop;
end $$;
