-- Coded facts of the work, and the few coarse codes of persons that may stand in the clear (docs/security/clear.md).
-- Every row about a person has a folder, and the folder's holds decide who sees the row.

create table client (
  id          uuid primary key,
  folder      uuid not null unique,
  merged_into uuid references client,
  recorded_on date not null,
  check (merged_into <> id)
);

create table client_folder (
  client uuid not null references client,
  folder uuid not null,
  kind   text not null,
  primary key (client, folder)
);
create index client_folder_folder on client_folder (folder);

create table contact (
  folder       uuid primary key,
  line         uuid references line,
  channel      text not null,
  direction    text not null check (direction in ('in', 'out')),
  type         text not null,
  subtype      text not null,
  need         text,
  outcome      text not null,
  urgency      text not null,
  on_day       date not null,
  part_of_day  text not null,
  minutes_band text not null,
  team         uuid not null references team,
  recorded_on  date not null,
  version      int not null default 1,
  check ((need is not null) = (subtype = 'post_festum'))
);
create index contact_day on contact (on_day);

create table contact_client (
  contact     uuid not null references contact,
  client      uuid not null references client,
  "as"        text not null check ("as" in ('caller', 'about')),
  recorded_on date not null,
  primary key (contact, client, "as")
);
create index contact_client_client on contact_client (client, contact);

create table service (
  id          uuid primary key,
  folder      uuid not null,
  client      uuid references client,
  contact     uuid references contact,
  team        uuid not null references team,
  kind        text not null,
  state       text not null,
  times       int not null check (times between 1 and 999),
  on_day      date not null,
  recorded_on date not null
);
create index service_folder on service (folder);
create index service_client on service (client);
create index service_day on service (on_day);

create table institution_contact (
  id          uuid primary key,
  folder      uuid not null,
  client      uuid references client,
  contact     uuid references contact,
  team        uuid not null references team,
  kind        text not null,
  topic       text not null,
  channel     text not null,
  direction   text not null check (direction in ('in', 'out')),
  on_day      date not null,
  recorded_on date not null
);
create index institution_contact_folder on institution_contact (folder);
create index institution_contact_client on institution_contact (client);
create index institution_contact_day on institution_contact (on_day);

create table situation (
  folder      uuid primary key,
  year        int not null check (year between 1990 and 2200),
  form        text not null,
  scope       text not null,
  persons     int not null check (persons between 1 and 999),
  recorded_on date not null,
  version     int not null default 1
);

create table person (
  folder      uuid primary key,
  client      uuid not null references client,
  sex         text not null,
  form        text not null,
  citizen_rs  text not null,
  exploited_rs text not null,
  recorded_on date not null,
  version     int not null default 1
);
create index person_client on person (client);

-- Dated events; status is derived from them and never overwritten.
create table status_event (
  id          uuid primary key,
  folder      uuid not null,
  client      uuid not null references client,
  status      text not null,
  decided_by  text not null,
  month       date not null check (extract(day from month) = 1),
  minor       text not null,
  report      uuid references contact,
  recorded_on date not null
);
create index status_event_folder on status_event (folder);
create index status_event_client on status_event (client, month);
create index status_event_report on status_event (report);

create table centre_event (
  id          uuid primary key,
  folder      uuid not null,
  client      uuid not null references client,
  step        text not null check (step in ('reported', 'outcome')),
  outcome     text not null,
  month       date not null check (extract(day from month) = 1),
  recorded_on date not null
);
create index centre_event_folder on centre_event (folder);
create index centre_event_client on centre_event (client);

-- ── one policy text for every table of people ───────────────────────────────────────────────────
do $$
declare t text; of text; holds text;
begin
  foreach t in array array['client', 'client_folder', 'contact', 'service', 'institution_contact', 'situation',
                           'person', 'status_event', 'centre_event', 'contact_client'] loop
    of := case when t = 'contact_client' then 'contact' else 'folder' end;
    holds := format('exists (select 1 from hold h where h.folder = %I.%I and h.holder = any ((select my_holders())::uuid[]))', t, of);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy see on %I for select to app using (%s)', t, holds);
    execute format('create policy write on %I for insert to app with check (%s)', t, holds);
    execute format('create policy count on %I for select to counter using (true)', t);
    execute format('create policy load on %I for all to loader using (true) with check (true)', t);
    execute format('grant select, insert on %I to app', t);
    execute format('grant select on %I to counter', t);
    execute format('grant select, insert, update, delete on %I to loader', t);
  end loop;
  foreach t in array array['contact', 'situation', 'person'] loop
    execute format('create policy change on %I for update to app using (exists (select 1 from hold h where h.folder = %I.folder and h.holder = any ((select my_holders())::uuid[])))', t, t);
    execute format('grant update on %I to app', t);
  end loop;
end $$;
create policy unlink on contact_client for delete to app
  using (exists (select 1 from hold h where h.folder = contact_client.contact and h.holder = any ((select my_holders())::uuid[])));
grant delete on contact_client to app;
-- references are checked as the owner, whom FORCE would blind
grant select on folder, hold to counter;

-- ── what is counted: clear codes only, no folder of a person but as an opaque id ─────────────────
-- Twice the same views: count.* for everybody's figures (as counter), mine.* for the way down (as whoever asks).
create schema mine;
grant usage on schema mine to app;
do $$
declare s text; mine text;
begin
  foreach s in array array['count', 'mine'] loop
    mine := case when s = 'mine' then 'with (security_invoker = true)' else '' end;
    execute format('create view %I.one_client %s as select id, coalesce(merged_into, id) as client from client', s, mine);
    execute format('create view %I.contact %s as select folder as contact, line, channel, direction, type, subtype, need, outcome,
      urgency, on_day, part_of_day, minutes_band, team, recorded_on from contact', s, mine);
    execute format('create view %I.contact_client %s as select c.folder as contact, o.client, cc."as", c.channel, c.direction,
      c.type, c.subtype, c.need, c.on_day, c.recorded_on from contact_client cc
      join contact c on c.folder = cc.contact join client k on k.id = cc.client
      cross join lateral (select coalesce(k.merged_into, k.id) as client) o', s, mine);
    execute format('create view %I.service %s as select s.id as service, coalesce(k.merged_into, k.id) as client, s.contact, s.team, s.kind,
      s.state, s.times, s.on_day, s.recorded_on from service s left join client k on k.id = s.client', s, mine);
    execute format('create view %I.institution_contact %s as select i.id as institution_contact, coalesce(k.merged_into, k.id) as client,
      i.contact, i.team, i.kind, i.topic, i.channel, i.direction, i.on_day, i.recorded_on
      from institution_contact i left join client k on k.id = i.client', s, mine);
    execute format('create view %I.situation %s as select folder as situation, year, form, scope, persons, recorded_on from situation', s, mine);
    execute format('create view %I.person %s as select distinct on (coalesce(k.merged_into, k.id)) coalesce(k.merged_into, k.id) as client,
      p.sex, p.form, p.citizen_rs, p.exploited_rs, p.recorded_on from person p join client k on k.id = p.client
      order by coalesce(k.merged_into, k.id), p.recorded_on desc, p.folder', s, mine);
    execute format('create view %I.status_event %s as select e.id as event, coalesce(k.merged_into, k.id) as client, e.status, e.decided_by,
      e.month, e.minor, e.report, e.recorded_on, p.sex, p.form, p.citizen_rs, p.exploited_rs, r.on_day as report_day
      from status_event e join client k on k.id = e.client
      left join %I.person p on p.client = coalesce(k.merged_into, k.id) left join contact r on r.folder = e.report', s, mine, s);
    execute format('create view %I.centre_event %s as select e.id as event, coalesce(k.merged_into, k.id) as client, e.step, e.outcome, e.month,
      e.recorded_on from centre_event e join client k on k.id = e.client', s, mine);
  end loop;
end $$;
do $$
declare v record;
begin
  for v in select schemaname, viewname from pg_views where schemaname = 'count' loop
    execute format('alter view count.%I owner to counter', v.viewname);
    execute format('grant select on count.%I to stats', v.viewname);
  end loop;
  for v in select schemaname, viewname from pg_views where schemaname = 'mine' loop
    execute format('grant select on mine.%I to app', v.viewname);
  end loop;
end $$;
