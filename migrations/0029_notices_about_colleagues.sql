-- A notice may be about a colleague: who she works with is told when somebody leaves.
alter table notice add column about uuid references member;

create function tell_colleagues(whom uuid, news text, teams uuid[]) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if not my_roles() @> '{coordinator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  insert into notice (member, what, by, about)
  select m.id, news, my_member(), whom from member m
  where m.state = 'active' and m.id <> my_member() and m.id <> whom
    and (m.roles @> '{coordinator}' or exists (select 1 from seat s where s.member = m.id and s.holder = any (teams)));
end $$;
alter function tell_colleagues(uuid, text, uuid[]) owner to guard;
revoke all on function tell_colleagues(uuid, text, uuid[]) from public;
grant execute on function tell_colleagues(uuid, text, uuid[]) to app;
