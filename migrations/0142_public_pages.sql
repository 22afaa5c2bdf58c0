-- What somebody outside sees of an event: a page to register on, questions to answer without a name, whether a certificate's code is valid,
-- and a calendar. What a page says is public by a worker's decision. Names that come in are sealed to the prevention team before they are sent.

create table event_page (
  folder    uuid primary key references event,
  slug      text not null unique check (slug ~ '^[a-z0-9]{10,20}$'),
  open      boolean not null,
  locale    text not null,
  title     text not null check (length(title) between 1 and 200),
  said      text not null check (length(said) <= 4000),
  at_place  text not null check (length(at_place) <= 300),
  contact   text not null check (length(contact) between 1 and 300),
  team      uuid not null references team
);

-- sealed: to the public key of that epoch of the team; null: heads alone, for who has no script or gives no name.
create table registration (
  id         uuid primary key,
  folder     uuid not null references event,
  arrived_on date not null,
  state      text not null check (state in ('listed', 'waiting', 'taken', 'withdrawn')),
  heads      int not null check (heads between 1 and 200),
  epoch      int,
  sealed     bytea check (length(sealed) between 60 and 8192),
  place      bigint generated always as identity,
  check ((sealed is null) = (epoch is null))
);
create index registration_folder on registration (folder, place);

-- One to four, or nothing where it was skipped. Nobody's.
create table evaluation (
  id         uuid primary key,
  folder     uuid not null references event,
  arrived_on date not null,
  useful     int check (useful between 1 and 4),
  clear      int check (clear between 1 and 4),
  learnt     int check (learnt between 1 and 4),
  recommends int check (recommends between 1 and 4)
);
create index evaluation_folder on evaluation (folder);

-- SHA-256 of a code that stands on paper. Whose it is stands in the sealed register alone.
create table certificate (
  code_hash    bytea primary key check (length(code_hash) = 32),
  folder       uuid not null references event,
  issued_on    date not null,
  withdrawn_on date
);
create index certificate_folder on certificate (folder);

create table calendar_feed (
  id         uuid primary key,
  token_hash bytea not null unique check (length(token_hash) = 32),
  member     uuid not null references member,
  locale     text not null,
  made_on    date not null,
  ended_on   date
);

do $$
declare t text; holds text;
begin
  foreach t in array array['event_page', 'registration', 'evaluation', 'certificate'] loop
    holds := format('exists (select 1 from hold h where h.folder = %I.folder and h.holder = any ((select my_holders())::uuid[]))', t);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy see on %I for select to app using (%s)', t, holds);
    execute format('create policy load on %I for all to loader using (true) with check (true)', t);
    execute format('create policy guard on %I for all to guard using (true) with check (true)', t);
    execute format('grant select on %I to app', t);
    execute format('grant select, insert, update on %I to guard', t);
    execute format('grant select, insert, update, delete on %I to loader', t);
  end loop;
  foreach t in array array['event_page', 'certificate'] loop
    holds := format('exists (select 1 from hold h where h.folder = %I.folder and h.holder = any ((select my_holders())::uuid[]))', t);
    execute format('create policy write on %I for insert to app with check (%s)', t, holds);
    execute format('grant insert on %I to app', t);
  end loop;
  foreach t in array array['event_page', 'registration', 'certificate'] loop
    execute format('create policy change on %I for update to app using (exists (select 1 from hold h where h.folder = %I.folder and h.holder = any ((select my_holders())::uuid[])))', t, t);
  end loop;
end $$;
grant update on event_page to app;
grant update (state) on registration to app;
grant update (withdrawn_on) on certificate to app;

alter table calendar_feed enable row level security;
alter table calendar_feed force row level security;
create policy mine on calendar_feed for select to app using (member = (select my_member()));
create policy make on calendar_feed for insert to app with check (member = (select my_member()));
create policy stop on calendar_feed for update to app using (member = (select my_member()));
create policy load on calendar_feed for all to loader using (true) with check (true);
create policy guard on calendar_feed for select to guard using (true);
grant select, insert on calendar_feed to app;
grant update (ended_on) on calendar_feed to app;
grant select on calendar_feed to guard;
grant select, insert, update, delete on calendar_feed to loader;

grant select on event, event_session to guard;
create policy guard on event for select to guard using (true);
create policy guard on event_session for select to guard using (true);

-- How many places are left: null without a limit. Who waits takes none.
create function places_left(wanted uuid) returns int language sql stable security definer
set search_path = pg_catalog, public as $$
  select e.capacity - coalesce((select sum(r.heads) from registration r where r.folder = e.folder and r.state in ('listed', 'taken')), 0)::int
  from event e where e.folder = wanted
$$;

-- What the page of a slug says; nothing for a slug that is none.
create function door_page(wanted text) returns jsonb language sql stable security definer
set search_path = pg_catalog, public as $$
  select jsonb_build_object('title', p.title, 'said', p.said, 'where', p.at_place, 'contact', p.contact, 'locale', p.locale,
    'open', p.open and e.state = 'planned', 'begun', e.on_day <= current_date and e.state <> 'cancelled', 'left', places_left(e.folder), 'trace', f.trace,
    'organisation', (select id from organisation), 'team', p.team, 'epoch', t.epoch, 'publicKey', encode(t.public_key, 'hex'),
    'sessions', coalesce((select jsonb_agg(jsonb_build_object('onDay', s.on_day, 'starts', to_char(s.starts, 'HH24:MI'), 'ends', to_char(s.ends, 'HH24:MI')) order by s.on_day, s.starts)
      from event_session s where s.folder = e.folder), '[]'))
  from event_page p join event e on e.folder = p.folder join folder f on f.id = p.folder
  join lateral (select * from team_epoch t where t.team = p.team order by t.epoch desc limit 1) t on true
  where p.slug = wanted
$$;

-- Sent twice it answers what it answered; whoever comes when all places are taken waits.
create function door_register(wanted text, given uuid, many int, in_epoch int, letter bytea) returns text language plpgsql security definer
set search_path = pg_catalog, public as $$
declare p event_page; e event; before registration; room int;
begin
  select * into p from event_page where slug = wanted for update;
  if not found then return 'not-found'; end if;
  select * into before from registration where id = given;
  if found then return case when before.folder = p.folder then before.state else 'not-found' end; end if;
  select * into e from event where folder = p.folder;
  if not p.open or e.state <> 'planned' then return 'closed'; end if;
  -- A key that somebody took along is not written to.
  if letter is not null and in_epoch <> (select max(t.epoch) from team_epoch t where t.team = p.team) then return 'old-key'; end if;
  room := places_left(p.folder);
  insert into registration (id, folder, arrived_on, state, heads, epoch, sealed)
  values (given, p.folder, current_date, case when room is null or room >= many then 'listed' else 'waiting' end, many, in_epoch, letter);
  return case when room is null or room >= many then 'listed' else 'waiting' end;
end $$;

create function door_evaluate(wanted text, given uuid, answers jsonb) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare at_event uuid;
begin
  select e.folder into at_event from event_page p join event e on e.folder = p.folder where p.slug = wanted and e.on_day <= current_date and e.state <> 'cancelled';
  if not found then return false; end if;
  insert into evaluation (id, folder, arrived_on, useful, clear, learnt, recommends)
  values (given, at_event, current_date, (answers->>'useful')::int, (answers->>'clear')::int, (answers->>'learnt')::int, (answers->>'recommends')::int)
  on conflict (id) do nothing;
  return true;
end $$;

create function door_certificate(wanted bytea) returns boolean language sql stable security definer
set search_path = pg_catalog, public as $$
  select exists (select 1 from certificate where code_hash = wanted and withdrawn_on is null)
$$;

-- Days and hours of what the feed's owner may see, while she may; a kind and no name.
create function door_calendar(wanted bytea) returns table (session uuid, on_day date, starts text, ends text, kind text, state text, locale text) language sql stable security definer
set search_path = pg_catalog, public as $$
  select s.id, s.on_day, to_char(s.starts, 'HH24:MI'), to_char(s.ends, 'HH24:MI'), e.kind, e.state, c.locale
  from calendar_feed c join member m on m.id = c.member and m.state = 'active'
  join event e on exists (select 1 from hold h join seat t on t.holder = h.holder where h.folder = e.folder and t.member = c.member)
  join event_session s on s.folder = e.folder
  where c.token_hash = wanted and c.ended_on is null and s.on_day > current_date - 400 order by s.on_day, s.starts
$$;

create function is_calendar(wanted bytea) returns boolean language sql stable security definer
set search_path = pg_catalog, public as $$
  select exists (select 1 from calendar_feed c join member m on m.id = c.member where c.token_hash = wanted and c.ended_on is null and m.state = 'active')
$$;

do $$
declare f text;
begin
  foreach f in array array['places_left(uuid)', 'door_page(text)', 'door_register(text, uuid, int, int, bytea)', 'door_evaluate(text, uuid, jsonb)',
      'door_certificate(bytea)', 'door_calendar(bytea)', 'is_calendar(bytea)'] loop
    execute format('alter function %s owner to guard', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to app', f);
  end loop;
end $$;
