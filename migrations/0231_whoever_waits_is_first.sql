-- While anybody waits for a place, whoever comes joins the end of those who wait: a place that comes free is given by those who run the event,
-- and taken by nobody meanwhile. The page then offers no place either. Sent again it says so, and for how many it had been.
create or replace function door_page(wanted text) returns jsonb language sql stable security definer
set search_path = pg_catalog, public as $$
  select jsonb_build_object('title', p.title, 'said', p.said, 'where', p.at_place, 'contact', p.contact, 'locale', p.locale,
    'open', p.open and e.state = 'planned', 'begun', e.on_day <= current_date and e.state <> 'cancelled',
    'left', case when e.capacity is not null and exists (select 1 from registration r where r.folder = e.folder and r.state = 'waiting') then least(places_left(e.folder), 0) else places_left(e.folder) end,
    'trace', f.trace, 'organisation', (select id from organisation), 'team', p.team, 'epoch', t.epoch, 'publicKey', encode(t.public_key, 'hex'),
    'sessions', coalesce((select jsonb_agg(jsonb_build_object('onDay', s.on_day, 'starts', to_char(s.starts, 'HH24:MI'), 'ends', to_char(s.ends, 'HH24:MI')) order by s.on_day, s.starts)
      from event_session s where s.folder = e.folder), '[]'))
  from event_page p join event e on e.folder = p.folder join folder f on f.id = p.folder
  join lateral (select * from team_epoch t where t.team = p.team order by t.epoch desc limit 1) t on true
  where p.slug = wanted
$$;

drop function door_register(text, uuid, int, int, bytea);
create function door_register(wanted text, given uuid, many int, in_epoch int, letter bytea) returns jsonb language plpgsql security definer
set search_path = pg_catalog, public as $$
declare p event_page; e event; before registration; room int; stands text;
begin
  -- One after the other, and after whoever gives a place at this moment.
  select * into p from event_page where slug = wanted for update;
  if not found then return jsonb_build_object('state', 'not-found', 'again', false); end if;
  select * into before from registration where id = given;
  if found then
    return jsonb_build_object('state', case when before.folder = p.folder then before.state else 'not-found' end, 'again', true, 'heads', before.heads, 'named', before.sealed is not null);
  end if;
  select * into e from event where folder = p.folder;
  if not p.open or e.state <> 'planned' then return jsonb_build_object('state', 'closed', 'again', false); end if;
  -- A key that somebody took along is not written to.
  if letter is not null and in_epoch <> (select max(t.epoch) from team_epoch t where t.team = p.team) then return jsonb_build_object('state', 'old-key', 'again', false); end if;
  room := places_left(p.folder);
  stands := case
    when room is null then 'listed'
    when room < many or exists (select 1 from registration r where r.folder = p.folder and r.state = 'waiting') then 'waiting'
    else 'listed' end;
  insert into registration (id, folder, arrived_on, state, heads, epoch, sealed) values (given, p.folder, current_date, stands, many, in_epoch, letter);
  return jsonb_build_object('state', stands, 'again', false, 'heads', many, 'named', letter is not null);
end $$;
alter function door_register(text, uuid, int, int, bytea) owner to guard;
revoke all on function door_register(text, uuid, int, int, bytea) from public;
grant execute on function door_register(text, uuid, int, int, bytea) to app;
