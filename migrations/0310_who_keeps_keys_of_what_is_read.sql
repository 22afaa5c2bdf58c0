-- Before somebody leaves: which openings in danger run now through keys that she keeps a half of, or is named for. The next save there after she
-- has left makes new keys, which ends them (0261). That a record is open everybody knows; whose it is stands here for nobody.
create function openings_through_her(who uuid) returns table (asked_by uuid, until timestamptz) language plpgsql stable security definer
set search_path = pg_catalog, public as $$
begin
  if not my_roles() @> '{coordinator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  return query select r.asked_by, r.until from glass_request r
    where r.agreed_by is not null and r.ended_at is null and r.until > now() and (r.asked_by = who or exists (
      select 1 from hold h where h.holder = r.id and h.form = 'glass' and not h.superseded
        and (exists (select 1 from glass_share g where g.folder = h.folder and g.gen = h.gen and g.coordinator = who)
          or exists (select 1 from hold o where o.folder = h.folder and o.holder = who and not o.superseded and o.form <> 'glass'))))
    order by r.until;
end $$;

alter function openings_through_her(uuid) owner to guard;
revoke all on function openings_through_her(uuid) from public;
grant execute on function openings_through_her(uuid) to app;
