-- Prevention: campaigns and events. What was done is counted: kinds, roles, years, heads. Titles, places, partners and trainers are sealed
-- in folders of their own kinds. Names of participants have a kind of their own too, held by the prevention team alone and tied to nothing.

-- Whatever kinds other migrations made stay: these are added to them.
do $$
declare kinds text[];
begin
  select array_agg(distinct m[1]) into kinds from pg_constraint c, regexp_matches(pg_get_constraintdef(c.oid), '''([a-z_]+)''', 'g') m
  where c.conrelid = 'folder'::regclass and c.conname = 'folder_kind_check';
  kinds := kinds || array['campaign', 'event', 'participants', 'activist'];
  alter table folder drop constraint folder_kind_check;
  execute format('alter table folder add constraint folder_kind_check check (kind = any (%L::text[]))', kinds);
end $$;

create table campaign (
  folder      uuid primary key references folder,
  team        uuid not null references team,
  role        text not null,
  -- null: not known. A campaign whose year nobody remembers is still one.
  year        int check (year between 1990 and 2200),
  from_month  date check (extract(day from from_month) = 1),
  to_month    date check (extract(day from to_month) = 1),
  recorded_on date not null,
  version     int not null default 1,
  check (to_month is null or from_month is not null),
  check (to_month >= from_month),
  check (from_month is null or extract(year from from_month) = year)
);

-- How many were reached, by channel; null: not known, which is not zero.
create table campaign_reach (
  folder      uuid not null references campaign,
  channel     text not null,
  reached     int check (reached >= 0),
  recorded_on date not null,
  primary key (folder, channel)
);

create table event (
  folder      uuid primary key references folder,
  team        uuid not null references team,
  kind        text not null,
  role        text not null,
  form        text not null,
  state       text not null check (state in ('planned', 'held', 'cancelled')),
  campaign    uuid references campaign,
  -- copies of one another share it
  series      uuid,
  on_day      date not null,
  -- null: no limit. None at all is no capacity but an event that nobody can come to.
  capacity    int check (capacity > 0),
  recorded_on date not null,
  version     int not null default 1
);
create index event_day on event (on_day desc, folder);
create index event_campaign on event (campaign);
create index event_series on event (series);

-- An event's hour says nothing about a person; null where it is not said.
create table event_session (
  id     uuid primary key,
  folder uuid not null references event,
  on_day date not null,
  starts time,
  ends   time
);
create index event_session_folder on event_session (folder);

create table event_heads (
  folder      uuid not null references event,
  audience    text not null,
  sex         text not null,
  age_band    text not null,
  place       text not null,
  heads       int not null check (heads between 0 and 100000),
  recorded_on date not null,
  primary key (folder, audience, sex, age_band, place)
);

-- The names that were given for an event stand in a folder that the prevention team alone holds; nothing else leads to it or from it.
create table event_register (
  event    uuid primary key references event,
  register uuid not null unique references folder
);
alter table event_register enable row level security;
alter table event_register force row level security;
create policy see on event_register for select to app
  using (exists (select 1 from hold h where h.folder = event_register.register and h.holder = any ((select my_holders())::uuid[])));
create policy write on event_register for insert to app
  with check (exists (select 1 from hold h where h.folder = event_register.register and h.holder = any ((select my_holders())::uuid[]))
    and exists (select 1 from hold h where h.folder = event_register.event and h.holder = any ((select my_holders())::uuid[])));
create policy load on event_register for all to loader using (true) with check (true);
grant select, insert on event_register to app;
grant select, insert, update, delete on event_register to loader;

do $$
declare t text; holds text;
begin
  foreach t in array array['campaign', 'campaign_reach', 'event', 'event_session', 'event_heads'] loop
    holds := format('exists (select 1 from hold h where h.folder = %I.folder and h.holder = any ((select my_holders())::uuid[]))', t);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy see on %I for select to app using (%s)', t, holds);
    execute format('create policy write on %I for insert to app with check (%s)', t, holds);
    execute format('create policy change on %I for update to app using (%s)', t, holds);
    execute format('create policy count on %I for select to counter using (true)', t);
    execute format('create policy load on %I for all to loader using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to app', t);
    execute format('grant select on %I to counter', t);
    execute format('grant select, insert, update, delete on %I to loader', t);
  end loop;
  -- A plan that changes takes its hours and its counts back; what was held is corrected in the same way.
  foreach t in array array['campaign_reach', 'event_session', 'event_heads'] loop
    execute format('create policy take_back on %I for delete to app using (exists (select 1 from hold h where h.folder = %I.folder and h.holder = any ((select my_holders())::uuid[])))', t, t);
    execute format('grant delete on %I to app', t);
  end loop;
end $$;

do $$
declare s text; mine text;
begin
  foreach s in array array['count', 'mine'] loop
    mine := case when s = 'mine' then 'with (security_invoker = true)' else '' end;
    execute format('create view %I.campaign %s as select folder as campaign, role, year, recorded_on from campaign', s, mine);
    execute format('create view %I.campaign_reach %s as select r.folder as campaign, r.channel, r.reached, c.year, r.recorded_on
      from campaign_reach r join campaign c on c.folder = r.folder', s, mine);
    execute format('create view %I.event %s as select folder as event, kind, role, form, state, on_day, recorded_on from event', s, mine);
    execute format('create view %I.event_heads %s as select h.folder as event, h.audience, h.sex, h.age_band, h.place, h.heads, e.kind, e.role, e.state,
      e.on_day, greatest(e.recorded_on, h.recorded_on) as recorded_on from event_heads h join event e on e.folder = h.folder', s, mine);
  end loop;
end $$;
do $$
declare v text;
begin
  foreach v in array array['campaign', 'campaign_reach', 'event', 'event_heads'] loop
    execute format('alter view count.%I owner to counter', v);
    execute format('grant select on count.%I to stats', v);
    execute format('grant select on mine.%I to app', v);
  end loop;
end $$;
