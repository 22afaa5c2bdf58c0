-- What belongs to no folder (which client was restricted or joined, who is on a call) is told to desks whose work it is and to no others: the
-- program needs to know what each of them may.
drop function who_hears(bytea[], uuid[]);
create function who_hears(tokens bytea[], folders uuid[]) returns table (token bytea, member uuid, held uuid[], roles text[]) language sql stable security definer
set search_path = pg_catalog, public as $$
  select s.token_hash, s.member, array(
    select distinct h.folder from hold h join seat t on t.holder = h.holder
    where t.member = s.member and (t.until is null or t.until > now()) and h.folder = any (folders)), m.roles
  from session s join member m on m.id = s.member
  where s.token_hash = any (tokens) and s.ended_at is null and s.ends_at > now() and m.state = 'active'
$$;
alter function who_hears(bytea[], uuid[]) owner to guard;
revoke all on function who_hears(bytea[], uuid[]) from public;
grant execute on function who_hears(bytea[], uuid[]) to app;
