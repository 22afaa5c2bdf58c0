-- Whether a document may be written into this folder under this key: somebody holds it who asks, and it is the folder's newest. Asked under
-- row-level security, the same is planned by what is known of the tables, which is nothing in a house that is new or was restored:
-- then every hold of the house is read for each document. Here it is looked up by its key, however little is known.
create function is_hers_to_write(wanted uuid, at int) returns boolean language plpgsql stable security definer
set search_path = pg_catalog, public as $$
begin
  return exists (select 1 from hold h where h.folder = wanted and h.holder = any (my_holders())) and is_current(wanted, at);
end $$;
alter function is_hers_to_write(uuid, int) owner to guard;
revoke all on function is_hers_to_write(uuid, int) from public;
grant execute on function is_hers_to_write(uuid, int) to app;

-- As it was, but for `superseded`: said as a number it leads past the index of lists, which begins with the holder and is read whole when it is
-- asked for a folder.
create or replace function is_current(wanted uuid, at int) returns boolean language sql stable security definer
set search_path = pg_catalog, public as $$
  select at = (select max(k.gen) from folder_key k where k.folder = wanted) and not exists (
    select 1 from hold h where h.folder = wanted and h.superseded::int = 0
      and (h.epoch < (select max(t.epoch) from team_epoch t where t.team = h.holder)
        or (h.epoch < recovery_generation() and h.holder = (select o.id from organisation o))
        or exists (select 1 from member m where m.id = h.holder and (m.state = 'removed' or m.keys > h.epoch))))
    and not exists (select 1 from folder_key k where k.folder = wanted and k.gen = at and k.ended)
    and not exists (select 1 from hold h join seat s on s.holder = h.holder
      where h.folder = wanted and h.gen = at and h.form = 'glass' and s.until <= now())
    and not exists (select 1 from glass_share g join member m on m.id = g.coordinator where g.folder = wanted and g.gen = at and m.state = 'removed')
$$;
