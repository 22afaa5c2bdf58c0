-- Records that she held herself, with keys she lost. What the asker holds she gives back; what a client's restriction keeps to those named, only one
-- of them can, by new keys; the rest somebody else who holds it, or recovery.
drop function lost_holds(uuid);
create function lost_holds(who uuid) returns table (folder uuid, gen int, listed date, shared boolean, mine boolean, named boolean) language plpgsql stable security definer
set search_path = pg_catalog, public as $$
begin
  if not my_roles() @> '{coordinator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  return query select h.folder, h.gen, h.listed, exists (
      select 1 from hold o where o.folder = h.folder and not o.superseded and o.form <> 'glass' and o.holder <> who and o.holder <> (select id from organisation)),
      exists (select 1 from hold o where o.folder = h.folder and not o.superseded and o.form <> 'glass' and o.holder = any (my_holders())),
      named_for(h.folder) is not null
    from hold h join member m on m.id = h.holder where h.holder = who and h.form <> 'glass' and not h.superseded and h.epoch < m.keys;
end $$;
alter function lost_holds(uuid) owner to guard;
revoke all on function lost_holds(uuid) from public;
grant execute on function lost_holds(uuid) to app;
