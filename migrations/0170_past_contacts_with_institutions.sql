-- Contacts with institutions from spreadsheets. They wait beside the table that is counted until all of them have come, and are then moved
-- into it in one step: until then no list, no figure and no way down can tell that there is anything.
create table institution_import (
  id       uuid primary key,
  folder   uuid not null references folder,
  by       uuid not null references member,
  team     uuid not null references team,
  made_on  date not null,
  contacts int not null check (contacts between 1 and 100000),
  state    text not null default 'coming' check (state in ('coming', 'taken'))
);
create index institution_import_folder on institution_import (folder);

-- Contacts of neighbouring days share a folder, a hundred each.
create table institution_import_block (
  import uuid not null references institution_import,
  folder uuid not null references folder,
  primary key (import, folder)
);
create index institution_import_block_folder on institution_import_block (folder);

create table institution_import_waiting (
  import    uuid not null references institution_import,
  id        uuid not null,
  folder    uuid not null references folder,
  kind      text not null,
  topic     text not null,
  channel   text not null,
  direction text not null check (direction in ('in', 'out')),
  on_day    date not null,
  primary key (import, id)
);
create index institution_import_waiting_folder on institution_import_waiting (folder);

do $$
declare t text; holds text;
begin
  foreach t in array array['institution_import', 'institution_import_block', 'institution_import_waiting'] loop
    holds := format('exists (select 1 from hold h where h.folder = %I.folder and h.holder = any ((select my_holders())::uuid[]))', t);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy see on %I for select to app using (%s)', t, holds);
    execute format('create policy write on %I for insert to app with check (%s)', t, holds);
    execute format('create policy load on %I for all to loader using (true) with check (true)', t);
    execute format('create policy guard on %I for all to guard using (true) with check (true)', t);
    execute format('grant select, insert on %I to app', t);
    execute format('grant select, insert, update, delete on %I to loader', t);
    execute format('grant select, update, delete on %I to guard', t);
  end loop;
end $$;

-- The guard touches what came with an import, and no other contact and no other document.
grant select, insert, delete on institution_contact to guard;
create policy "an import" on institution_contact for all to guard
  using (exists (select 1 from institution_import_block b where b.folder = institution_contact.folder))
  with check (exists (select 1 from institution_import_block b where b.folder = institution_contact.folder));
create policy "past contacts" on doc for select to guard
  using (exists (select 1 from institution_import_block b where b.folder = doc.folder) or exists (select 1 from institution_import i where i.folder = doc.folder));
create policy "drop past contacts" on doc for delete to guard
  using (exists (select 1 from institution_import_block b where b.folder = doc.folder) or exists (select 1 from institution_import i where i.folder = doc.folder));

-- Lists go by the day and the id: thousands of one day are no reason to sort them all for a page.
create index institution_contact_listed on institution_contact (on_day, id);
drop index institution_contact_day;

-- All have come: from now on they are counted and listed, at once.
create function take_institution_import(wanted uuid, expected int, today date) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare one institution_import;
begin
  select * into one from institution_import i where i.id = wanted and i.by = my_member()
    and exists (select 1 from hold h where h.folder = i.folder and h.holder = any (my_holders())) for update;
  if not found then raise exception 'not-found' using errcode = 'WA404'; end if;
  if one.state = 'taken' then return false; end if;
  if expected <> one.contacts or expected <> (select count(*) from institution_import_waiting w where w.import = wanted) then
    raise exception 'changed-meanwhile' using errcode = 'WA410';
  end if;
  insert into institution_contact (id, folder, client, contact, team, kind, topic, channel, direction, on_day, recorded_on)
  select w.id, w.folder, null, null, one.team, w.kind, w.topic, w.channel, w.direction, w.on_day, today
  from institution_import_waiting w where w.import = wanted;
  delete from institution_import_waiting where import = wanted;
  update institution_import set state = 'taken' where id = wanted;
  return true;
exception when unique_violation then
  raise exception 'taken' using errcode = 'WA409';
end $$;

-- Stopped, or taken back whole: the contacts, their sealed words and what was noted of them later, and the keys of it all.
create function drop_institution_import(wanted uuid) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare gone uuid[];
begin
  perform 1 from institution_import i where i.id = wanted
    and exists (select 1 from hold h where h.folder = i.folder and h.holder = any (my_holders())) for update;
  if not found then return false; end if;
  gone := array(select b.folder from institution_import_block b where b.import = wanted union select i.folder from institution_import i where i.id = wanted);
  delete from institution_contact where folder = any (gone);
  delete from doc where folder = any (gone);
  delete from institution_import_waiting where import = wanted;
  delete from institution_import_block where import = wanted;
  delete from institution_import where id = wanted;
  delete from hold where folder = any (gone);
  delete from folder_key where folder = any (gone);
  delete from folder where id = any (gone);
  return true;
end $$;
alter function take_institution_import(uuid, int, date) owner to guard;
alter function drop_institution_import(uuid) owner to guard;
revoke all on function take_institution_import(uuid, int, date), drop_institution_import(uuid) from public;
grant execute on function take_institution_import(uuid, int, date), drop_institution_import(uuid) to app;
