-- Whether a contact with an institution came with an import stands with it. Asked of the imports' folders, a page of the list weighed every hold of the
-- asker a second time.
alter table institution_contact add column imported boolean not null default false;

alter table institution_contact no force row level security;
alter table institution_import_block no force row level security;
update institution_contact i set imported = true where exists (select 1 from institution_import_block b where b.folder = i.folder);
alter table institution_contact force row level security;
alter table institution_import_block force row level security;

create or replace function take_institution_import(wanted uuid, expected int, today date) returns boolean language plpgsql security definer
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
  insert into institution_contact (id, folder, client, contact, team, kind, topic, channel, direction, on_day, recorded_on, imported)
  select w.id, w.folder, null, null, one.team, w.kind, w.topic, w.channel, w.direction, w.on_day, today, true
  from institution_import_waiting w where w.import = wanted;
  delete from institution_import_waiting where import = wanted;
  update institution_import set state = 'taken' where id = wanted;
  return true;
exception when unique_violation then
  raise exception 'taken' using errcode = 'WA409';
end $$;
