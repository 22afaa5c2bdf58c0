-- A client linked late changes an earlier year only as a visible correction: a link counts as recorded on the later of the
-- contact's and its own day. The line is shown too, because only contacts on a line of the house are its calls.
do $$
declare s text; mine text;
begin
  foreach s in array array['count', 'mine'] loop
    mine := case when s = 'mine' then 'with (security_invoker = true)' else '' end;
    execute format('create or replace view %I.contact_client %s as select c.folder as contact, o.client, cc."as", c.channel, c.direction,
      c.type, c.subtype, c.need, c.on_day, greatest(c.recorded_on, cc.recorded_on) as recorded_on, c.line from contact_client cc
      join contact c on c.folder = cc.contact join client k on k.id = cc.client
      cross join lateral (select coalesce(k.merged_into, k.id) as client) o', s, mine);
  end loop;
end $$;
