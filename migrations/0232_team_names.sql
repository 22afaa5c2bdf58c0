-- What a team is called is words for everybody, and set up in another language it stood so for good. Its kind, which rights are told by, stays.
create function put_team_names(named jsonb) returns int language plpgsql security definer
set search_path = pg_catalog, public as $$
declare changed int;
begin
  if not my_roles() && '{coordinator,administrator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  update team t set name = n->>'name' from jsonb_array_elements(named) as n where t.id = (n->>'id')::uuid and t.name <> n->>'name';
  get diagnostics changed = row_count;
  return changed;
end $$;

alter function put_team_names(jsonb) owner to guard;
revoke all on function put_team_names(jsonb) from public;
grant execute on function put_team_names(jsonb) to app;
