-- The organisation's name, languages and lines can be changed; a line that is given up is closed and keeps its contacts.
alter table line add column closed boolean not null default false;

create function put_house(settings jsonb) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if not my_roles() && '{coordinator,administrator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  update organisation set name = settings->>'name', languages = array(select jsonb_array_elements_text(settings->'languages'));
  insert into line (id, name, channel, place, closed)
  select (l->>'id')::uuid, l->>'name', l->>'channel', n::int, (l->>'closed')::boolean
  from jsonb_array_elements(settings->'lines') with ordinality as t(l, n)
  -- Contacts were counted under its channel: that stays.
  on conflict (id) do update set name = excluded.name, place = excluded.place, closed = excluded.closed;
end $$;

alter function put_house(jsonb) owner to guard;
revoke all on function put_house(jsonb) from public;
grant execute on function put_house(jsonb) to app;
