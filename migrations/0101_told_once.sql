-- The sheets are put in again after every step on the page; coordinators who have not seen the first notice need no second.
create or replace function tell_of_recovery(news text, whom uuid, also uuid[]) returns void language sql security definer
set search_path = pg_catalog, public as $$
  insert into notice (member, what, by, about) select m.id, news, my_member(), whom from member m
  where m.state in ('active', 'suspended') and m.id is distinct from my_member() and m.id is distinct from whom
    and (m.roles @> '{coordinator}' or m.id = any (also))
    and not (news = 'recovery.opened' and exists (select 1 from notice n where n.member = m.id and n.what = news
      and n.by is not distinct from my_member() and n.seen_at is null and n.at > now() - interval '1 hour'))
$$;
