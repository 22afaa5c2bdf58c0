-- Hours written down by mistake are taken back by whoever holds the activist, as heads that were miscounted are.
create policy take_back on activist_hours for delete to app
  using (exists (select 1 from hold h where h.folder = activist_hours.folder and h.holder = any ((select my_holders())::uuid[])));
grant delete on activist_hours to app;

-- An event's kind may be corrected after its hours are written: they are counted under the kind that it has now.
do $$
declare s text;
begin
  foreach s in array array['count', 'mine'] loop
    execute format('create or replace view %I.activist_hours %s as select g.folder as activist, g.hours, coalesce(e.kind, g.kind) as kind, g.on_day, g.recorded_on
      from activist_hours g left join event e on e.folder = g.event', s, case when s = 'mine' then 'with (security_invoker = true)' else '' end);
  end loop;
end $$;
