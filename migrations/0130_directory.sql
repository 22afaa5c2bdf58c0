-- Institutions, agreements with them and requests from authorities. What stands in them is sealed in folders of their own.
-- Other migrations add kinds of folders too, in whatever order they come: what is there stays, these are added.
do $$
declare kinds text;
begin
  select string_agg(distinct quote_literal(kind), ', ') into kinds from (
    select (regexp_matches(pg_get_constraintdef(oid), '''([a-z_]+)''', 'g'))[1] as kind
    from pg_constraint where conrelid = 'folder'::regclass and conname = 'folder_kind_check'
    union select unnest(array['directory', 'memorandum', 'request'])) known;
  alter table folder drop constraint folder_kind_check;
  execute format('alter table folder add constraint folder_kind_check check (kind in (%s))', kinds);
end $$;

-- A directory taken from a file: its pages are sealed documents that nobody is shown before all of them have come.
create table directory_import (
  id      uuid primary key,
  folder  uuid not null references folder,
  by      uuid not null references member,
  made_on date not null,
  entries int not null check (entries between 1 and 200000),
  state   text not null default 'coming' check (state in ('coming', 'taken'))
);
create index directory_import_folder on directory_import (folder);

create table directory_import_page (
  import uuid not null references directory_import,
  folder uuid not null references folder,
  doc    uuid not null,
  primary key (import, doc)
);
create index directory_import_page_doc on directory_import_page (folder, doc);

do $$
declare t text; holds text;
begin
  foreach t in array array['directory_import', 'directory_import_page'] loop
    holds := format('exists (select 1 from hold h where h.folder = %I.folder and h.holder = any ((select my_holders())::uuid[]))', t);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy see on %I for select to app using (%s)', t, holds);
    execute format('create policy write on %I for insert to app with check (%s)', t, holds);
    execute format('create policy load on %I for all to loader using (true) with check (true)', t);
    execute format('create policy guard on %I for all to guard using (true) with check (true)', t);
    execute format('grant select, insert on %I to app', t);
    execute format('grant select, insert, update, delete on %I to loader', t);
  end loop;
end $$;
grant select, update, delete on directory_import to guard;
grant select, delete on directory_import_page to guard;
grant select, delete on doc to guard;
create policy "pages of an import" on doc for select to guard
  using (exists (select 1 from directory_import_page p where p.folder = doc.folder and p.doc = doc.id));
create policy "drop an import" on doc for delete to guard
  using (exists (select 1 from directory_import_page p where p.folder = doc.folder and p.doc = doc.id));

-- All pages have come: from now on everybody sees them, at once.
create function take_import(wanted uuid, pages int) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare one directory_import;
begin
  select * into one from directory_import i where i.id = wanted and i.by = my_member()
    and exists (select 1 from hold h where h.folder = i.folder and h.holder = any (my_holders())) for update;
  if not found then raise exception 'not-found' using errcode = 'WA404'; end if;
  if one.state = 'taken' then return false; end if;
  if pages <> (select count(*) from directory_import_page p where p.import = wanted) then
    raise exception 'changed-meanwhile' using errcode = 'WA410';
  end if;
  update directory_import set state = 'taken' where id = wanted;
  return true;
end $$;

-- Stopped, or taken back whole: the sealed pages go with it. What somebody has written since has documents of its own and stays.
create function drop_import(wanted uuid) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if not exists (select 1 from directory_import i join hold h on h.folder = i.folder
      where i.id = wanted and h.holder = any (my_holders())) then
    return false;
  end if;
  delete from doc d using directory_import_page p where p.import = wanted and d.folder = p.folder and d.id = p.doc;
  delete from directory_import_page where import = wanted;
  delete from directory_import where id = wanted;
  return true;
end $$;
alter function take_import(uuid, int) owner to guard;
alter function drop_import(uuid) owner to guard;
revoke all on function take_import(uuid, int), drop_import(uuid) from public;
grant execute on function take_import(uuid, int), drop_import(uuid) to app;

-- Pieces of files (the schema has had the table from the beginning): whoever holds the folder may add them.
do $$
begin
  if not exists (select 1 from pg_policy where polrelid = 'chunk'::regclass and polcmd = 'a') then
    create policy write on chunk for insert to app
      with check (exists (select 1 from hold h where h.folder = chunk.folder and h.holder = any ((select my_holders())::uuid[])));
    grant insert on chunk to app;
  end if;
end $$;
