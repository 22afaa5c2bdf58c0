-- Whoever changes who is named, or gives a restricted client back, ends what was open in danger: the halves were of keys that are no longer
-- hers. It ends in the same transaction, at its true hour, and everybody whom its beginning was told to is told by whom it ended.
create function end_openings(whose uuid, how text) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
declare r glass_request; me uuid := my_member();
begin
  for r in select * from glass_request q where q.client = whose and q.ended_at is null
      and case when q.agreed_by is null then q.asked_at > now() - interval '24 hours' else q.until > now() end for update loop
    update glass_request set ended_at = now(), ended_by = me, until = least(until, now()) where id = r.id;
    update seat set until = now() where holder = r.id;
    insert into notice (member, what, by, about)
    select m.id, case when r.agreed_by is null then 'glass.lapsed-' else 'glass.ended-' end || how, me, r.asked_by from member m
    where m.state = 'active' and m.id <> me
      and (r.agreed_by is not null or m.roles @> '{coordinator}' or m.id in (select unnest(n.named) from restriction n where n.client = whose));
  end loop;
end $$;

-- What was open is still told of when its folders are split anew, or given back: they are those that were passed on.
create or replace function glass_traces(wanted uuid) returns uuid[] language sql stable security definer
set search_path = pg_catalog, public as $$
  select coalesce(array_agg(distinct f.trace), '{}') from glass_request r join folder f
    on f.id = r.box or f.id in (select g.folder from glass_share g where g.box = r.box) or f.id in (select h.folder from glass_half h where h.request = r.id)
  where r.id = wanted and my_member() is not null
$$;

-- Those named for other restricted clients in what is hers too, whether or not the asker may know of those.
create function named_beside(whose uuid) returns table (folder uuid, named uuid[]) language sql stable security definer
set search_path = pg_catalog, public as $$
  select x.folder, array_agg(distinct n) from restriction r cross join unnest(r.named) n
  cross join lateral (select f.folder from client_folder f where f.client = r.client union select c.contact from contact_client c where c.client = r.client union select unnest(r.also)) x
  where r.client <> whose and exists (select 1 from hold h where h.folder = x.folder and h.holder = any (my_holders()) and h.form <> 'glass')
    and (x.folder = any (r.also) or x.folder in (select hers_and_mine(whose)))
  group by x.folder
$$;

-- As before; a restriction that is just being changed is waited for, so that nothing is asked of keys that are gone.
create or replace function ask_glass(made jsonb) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare me uuid := my_member(); r restriction;
begin
  if not my_roles() @> '{coordinator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  select * into r from restriction where client = (made->>'client')::uuid and box = (made->>'box')::uuid for share;
  if not found or not exists (select 1 from glass_share g where g.box = r.box and g.coordinator = me) then
    raise exception 'not-found' using errcode = 'WA404';
  end if;
  if exists (select 1 from glass_request where id = (made->>'id')::uuid) then
    if exists (select 1 from glass_request where id = (made->>'id')::uuid and asked_by = me and sig = decode(made->>'sig', 'hex')) then return false; end if;
    raise exception 'taken' using errcode = 'WA409';
  end if;
  insert into glass_request (id, client, box, asked_by, hours, sig)
  values ((made->>'id')::uuid, r.client, r.box, me, (made->>'hours')::int, decode(made->>'sig', 'hex'));
  insert into notice (member, what, by, about)
  select m.id, 'glass.asked', me, me from member m
  where m.state = 'active' and m.id <> me and (m.roles @> '{coordinator}' or m.id = any (r.named));
  return true;
end $$;

-- As before; what is open ends with it.
create or replace function restrict_client(made jsonb) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare
  me uuid := my_member();
  whose uuid := (made->>'client')::uuid;
  named uuid[] := array(select jsonb_array_elements_text(made->'named')::uuid);
  old restriction;
  her_card uuid;
  k jsonb;
begin
  select c.folder into her_card from client c join hold h on h.folder = c.folder
  where c.id = whose and h.holder = any (my_holders()) and h.form <> 'glass' limit 1;
  if not found then raise exception 'not-found' using errcode = 'WA404'; end if;
  perform 1 from folder f where f.id = her_card for update;
  select * into old from restriction where client = whose;
  if not (my_roles() && '{coordinator,case_manager}' or me = any (coalesce(old.named, '{}'))) then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  if old.box = (made->>'box')::uuid then return false; end if;
  if coalesce(old.version, 0) <> (made->>'fromVersion')::int then raise exception 'changed-meanwhile' using errcode = 'WA410'; end if;
  if exists (select unnest(named) except select id from member where state = 'active')
    or not exists (select 1 from folder f where f.id = (made->>'box')::uuid and f.kind = 'glass' and f.made_by = me) then
    raise exception 'bad-input' using errcode = 'WA400';
  end if;
  -- Everything of hers that I hold, and accounts that I hold, and nothing else.
  if exists (select hers_and_mine(whose) except select (r->>'folder')::uuid from jsonb_array_elements(made->'keys') r)
    or exists (select 1 from jsonb_array_elements(made->'keys') r where not exists (
      select 1 from hold h join folder f on f.id = h.folder
      where h.folder = (r->>'folder')::uuid and h.holder = any (my_holders()) and h.form <> 'glass'
        and (f.kind = 'account' or h.folder in (select hers_and_mine(whose))))) then
    raise exception 'keys-changed' using errcode = 'WA411';
  end if;
  perform end_openings(whose, 'anew');
  insert into restriction (client, card, box, named, also, since, by, sig)
  values (whose, her_card, (made->>'box')::uuid, named, array(select f.id from folder f join jsonb_array_elements(made->'keys') r
    on f.id = (r->>'folder')::uuid where f.kind = 'account'), (made->>'since')::date, me, decode(made->>'sig', 'hex'))
  on conflict (client) do update set box = excluded.box, named = excluded.named, also = excluded.also, by = excluded.by, sig = excluded.sig,
    version = restriction.version + 1;
  for k in select * from jsonb_array_elements(made->'keys') loop
    perform rehold(k, named_for((k->>'folder')::uuid));
  end loop;
  insert into notice (member, what, by) select unnest(named), 'restriction.named', me except select me, 'restriction.named', me;
  return true;
end $$;

create or replace function widen_client(made jsonb) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare
  me uuid := my_member();
  whose uuid := (made->>'client')::uuid;
  old restriction;
  f uuid;
begin
  select * into old from restriction r where r.client = whose for update;
  if not found then
    if exists (select 1 from client c join hold h on h.folder = c.folder where c.id = whose and h.holder = any (my_holders())) then return false; end if;
    raise exception 'not-found' using errcode = 'WA404';
  end if;
  if not exists (select 1 from hold h where h.folder = old.card and h.holder = any (my_holders()) and h.form <> 'glass') then
    raise exception 'not-found' using errcode = 'WA404';
  end if;
  if me <> all (old.named) then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  perform end_openings(whose, 'widened');
  delete from restriction where client = whose;
  for f in select hers_and_mine(whose) union select unnest(old.also) loop
    continue when not exists (select 1 from hold h where h.folder = f and h.holder = any (my_holders()));
    -- Another restricted client is in it: it stays with those named for her.
    if named_for(f) is not null then
      delete from hold h where h.folder = f and h.form <> 'glass' and not may_hold(h.holder, f, named_for(f));
      update folder_key k set ended = true where k.folder = f and k.gen = (select max(n.gen) from folder_key n where n.folder = f);
      continue;
    end if;
    -- Whoever widens gives it to a team at least; nothing of hers is left with nobody.
    if not exists (select 1 from jsonb_array_elements((made->'base') || (made->'linked')) r join team t on t.id = (r->>'holder')::uuid where (r->>'folder')::uuid = f) then
      raise exception 'keys-changed' using errcode = 'WA411';
    end if;
  end loop;
  if exists (select 1 from jsonb_array_elements((made->'base') || (made->'linked')) r
      where not exists (select 1 from hold h where h.folder = (r->>'folder')::uuid and h.holder = any (my_holders()) and h.form <> 'glass')) then
    raise exception 'not-found' using errcode = 'WA404';
  end if;
  perform add_holds(made->'base', true, null);
  perform add_holds(made->'linked', false, whose);
  for f in select distinct (r->>'folder')::uuid from jsonb_array_elements((made->'base') || (made->'linked')) r loop
    delete from hold where folder = f and (holder = any (old.named) or form = 'glass');
    delete from glass_share where folder = f;
    update folder_key k set ended = true where k.folder = f and k.gen = (select max(n.gen) from folder_key n where n.folder = f);
  end loop;
  insert into notice (member, what, by) select unnest(old.named), 'restriction.widened', me except select me, 'restriction.widened', me;
  return true;
end $$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where n.nspname = 'public' and p.proname in ('end_openings', 'named_beside') loop
    execute format('alter function %s owner to guard', f);
    execute format('revoke all on function %s from public', f);
  end loop;
end $$;
grant execute on function named_beside(uuid) to app;
