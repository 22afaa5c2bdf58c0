-- A client may be restricted to named people: all her folders get a new key that only they and recovery have. In danger two
-- coordinators may open them for some hours: each new key is split into halves for coordinators, of which any two open it.

-- Whatever kinds other migrations made stay.
do $$
declare kinds text[];
begin
  select array_agg(distinct m[1]) into kinds from pg_constraint c, regexp_matches(pg_get_constraintdef(c.oid), '[''{,]([a-z_]+)(?=[''},])', 'g') m
  where c.conrelid = 'folder'::regclass and c.conname = 'folder_kind_check';
  alter table folder drop constraint folder_kind_check;
  execute format('alter table folder add constraint folder_kind_check check (kind in (%s))',
    (select string_agg(quote_literal(k), ', ') from unnest(kinds || array['glass']) k));
end $$;
alter table hold drop constraint hold_form_check;
alter table hold add constraint hold_form_check check (form in ('team', 'hpke', 'own', 'glass'));
-- A seat that ends by itself: no transaction that begins after it sees what it gave.
alter table seat add column until timestamptz;
-- Somebody was taken off this key: what is written next goes under a new one.
alter table folder_key add column ended boolean not null default false;

-- box: the folder that coordinators and the named hold, with the few words by which coordinators know whom it is about.
create table restriction (
  client  uuid primary key references client on delete cascade,
  card    uuid not null,
  box     uuid not null references folder,
  named   uuid[] not null check (cardinality(named) between 1 and 20),
  also    uuid[] not null default '{}',
  since   date not null,
  by      uuid not null references member,
  sig     bytea not null check (length(sig) = 64),
  version int not null default 1
);
create index restriction_box on restriction (box);

create table glass_share (
  folder      uuid not null references folder on delete cascade,
  gen         int not null,
  coordinator uuid not null references member,
  box         uuid not null references folder on delete cascade,
  wrap        bytea not null check (length(wrap) between 60 and 120),
  by          uuid not null references member,
  sig         bytea not null check (length(sig) = 64),
  primary key (folder, gen, coordinator)
);
create index glass_share_box on glass_share (box, coordinator);

create table glass_request (
  id        uuid primary key,
  client    uuid not null references client on delete cascade,
  box       uuid not null references folder on delete cascade,
  asked_by  uuid not null references member,
  asked_at  timestamptz not null default now(),
  hours     int not null check (hours between 1 and 72),
  sig       bytea not null check (length(sig) = 64),
  agreed_by uuid references member,
  agreed_at timestamptz,
  until     timestamptz,
  ended_at  timestamptz,
  ended_by  uuid references member,
  check (agreed_by <> asked_by)
);
create index glass_request_box on glass_request (box);
create index glass_request_asked on glass_request (asked_at desc);

create table glass_half (
  request uuid not null references glass_request on delete cascade,
  folder  uuid not null references folder on delete cascade,
  gen     int not null,
  wrap    bytea not null check (length(wrap) between 60 and 120),
  sig     bytea not null check (length(sig) = 64),
  primary key (request, folder)
);

do $$
declare t text;
begin
  foreach t in array array['restriction', 'glass_share', 'glass_request', 'glass_half'] loop
    execute format('alter table %I owner to guard', t);
    execute format('alter table %I enable row level security', t);
    execute format('create policy load on %I for all to loader using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to loader', t);
  end loop;
  foreach t in array array['client', 'client_folder', 'contact_client', 'contact'] loop
    execute format('create policy guard on %I for select to guard using (true)', t);
    execute format('grant select on %I to guard', t);
  end loop;
end $$;
grant references on client to guard;
-- Coordinators see that there is one and who is named, whom it is about they do not.
create policy see on restriction for select to app using ((select my_roles()) @> '{coordinator}'
  or exists (select 1 from hold h where h.folder = restriction.card and h.holder = any ((select my_holders())::uuid[])));
create policy see on glass_request for select to app using ((select my_roles()) @> '{coordinator}'
  or exists (select 1 from hold h where h.folder = glass_request.box and h.holder = any ((select my_holders())::uuid[])));
grant select on restriction, glass_request to app;

-- ── who is asking, and who hears ────────────────────────────────────────────────────────────────
create or replace function my_holders() returns uuid[] language sql stable security definer
set search_path = pg_catalog, public as $$
  select coalesce(array_agg(distinct holder), '{}') from seat where member = my_member() and (until is null or until > now())
$$;

create or replace function who_hears(tokens bytea[], folders uuid[]) returns table (token bytea, member uuid, held uuid[]) language sql stable security definer
set search_path = pg_catalog, public as $$
  select s.token_hash, s.member, array(
    select distinct h.folder from hold h join seat t on t.holder = h.holder
    where t.member = s.member and (t.until is null or t.until > now()) and h.folder = any (folders))
  from session s join member m on m.id = s.member
  where s.token_hash = any (tokens) and s.ended_at is null and s.ends_at > now() and m.state = 'active'
$$;

-- ── whom a folder is restricted to ──────────────────────────────────────────────────────────────
-- Those named for any restricted client it concerns; null: it is not restricted.
create function named_for(wanted uuid) returns uuid[] language sql stable security definer
set search_path = pg_catalog, public as $$
  select array_agg(distinct n) from restriction r cross join unnest(r.named) n
  where r.client in (select f.client from client_folder f where f.folder = wanted union select c.client from contact_client c where c.contact = wanted)
    or wanted = any (r.also)
$$;

-- The same for whoever holds the folder.
create function my_named_for(wanted uuid) returns uuid[] language sql stable security definer
set search_path = pg_catalog, public as $$
  select named_for(wanted) where exists (select 1 from hold h where h.folder = wanted and h.holder = any (my_holders()))
$$;

-- Whoever made a folder may keep a hold of her own; everybody else must be named, or recovery. Where nobody named is left here it
-- is closed to nobody any more: recovery gives it back.
create function may_hold(who uuid, wanted uuid, named uuid[]) returns boolean language sql stable security definer
set search_path = pg_catalog, public as $$
  select named is null or not exists (select 1 from member m where m.id = any (named) and m.state = 'active') or who = any (named) or who = (select id from organisation) or exists (select 1 from folder f where f.id = wanted and f.made_by = who)
$$;

-- What joins a restricted client's records is held by the named alone before it joins.
create function stays_restricted() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
declare joins uuid := case tg_table_name when 'contact_client' then to_jsonb(new)->>'contact' else to_jsonb(new)->>'folder' end;
  named uuid[];
begin
  if not exists (select 1 from restriction r where r.client = new.client) then return null; end if;
  named := named_for(joins);
  if exists (select 1 from hold h where h.folder = joins and not h.superseded and h.form <> 'glass' and not may_hold(h.holder, joins, named)) then
    raise exception 'restricted' using errcode = 'WA412';
  end if;
  return null;
end $$;
create trigger stays_restricted after insert on client_folder for each row execute function stays_restricted();
create trigger stays_restricted after insert on contact_client for each row execute function stays_restricted();

-- ── keys ────────────────────────────────────────────────────────────────────────────────────────
create or replace function is_current(wanted uuid, at int) returns boolean language sql stable security definer
set search_path = pg_catalog, public as $$
  select at = (select max(k.gen) from folder_key k where k.folder = wanted) and not exists (
    select 1 from hold h where h.folder = wanted and not h.superseded
      and (h.epoch < (select max(t.epoch) from team_epoch t where t.team = h.holder)
        or (h.epoch < recovery_generation() and h.holder = (select o.id from organisation o))
        or exists (select 1 from member m where m.id = h.holder and m.state = 'removed')))
    and not exists (select 1 from folder_key k where k.folder = wanted and k.gen = at and k.ended)
    and not exists (select 1 from hold h join seat s on s.holder = h.holder
      where h.folder = wanted and h.gen = at and h.form = 'glass' and s.until <= now())
    and not exists (select 1 from glass_share g join member m on m.id = g.coordinator where g.folder = wanted and g.gen = at and m.state = 'removed')
$$;

create or replace function holders_of(wanted uuid) returns setof hold language sql stable security definer
set search_path = pg_catalog, public as $$
  select h.* from hold h where h.folder = wanted and not h.superseded and h.form <> 'glass'
    and exists (select 1 from hold mine where mine.folder = wanted and mine.holder = any (my_holders()))
$$;

-- Halves of the newest key, for whoever makes the next: she splits anew for the same coordinators.
create function glass_of(wanted uuid) returns setof glass_share language sql stable security definer
set search_path = pg_catalog, public as $$
  select g.* from glass_share g where g.folder = wanted and g.gen = (select max(k.gen) from folder_key k where k.folder = wanted)
    and exists (select 1 from hold mine where mine.folder = wanted and mine.holder = any (my_holders()))
$$;

create or replace function add_holds(rows jsonb, is_base boolean, through uuid) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if exists (select 1 from jsonb_array_elements(rows) r
      where (r->>'epoch')::int < (select max(t.epoch) from team_epoch t where t.team = (r->>'holder')::uuid)
        or ((r->>'epoch')::int < recovery_generation() and (r->>'holder')::uuid = (select o.id from organisation o))
        or (r->>'gen')::int < (select max(k.gen) from folder_key k where k.folder = (r->>'folder')::uuid)) then
    raise exception 'keys-changed' using errcode = 'WA411';
  end if;
  if exists (select 1 from restriction) and exists (select 1 from jsonb_array_elements(rows) r
      where not may_hold((r->>'holder')::uuid, (r->>'folder')::uuid, named_for((r->>'folder')::uuid))) then
    raise exception 'restricted' using errcode = 'WA412';
  end if;
  if exists (select 1 from jsonb_array_elements(rows) r where r->>'form' = 'glass') then
    raise exception 'bad-input' using errcode = 'WA400';
  end if;
  insert into hold (holder, folder, gen, kind, listed, form, epoch, wrap, by, sig, base, via)
  select (r->>'holder')::uuid, (r->>'folder')::uuid, (r->>'gen')::int, f.kind, (r->>'listed')::date, r->>'form',
         (r->>'epoch')::int, decode(r->>'wrap', 'hex'), my_member(), decode(r->>'sig', 'hex'), is_base,
         case when through is null then '{}'::uuid[] else array[through] end
  from jsonb_array_elements(rows) r join folder f on f.id = (r->>'folder')::uuid
  on conflict (holder, folder, gen) do update
    set via = case when through is null or through = any (hold.via) then hold.via else hold.via || through end;
end $$;

create function put_glass(wanted uuid, at int, made jsonb) returns void language sql security definer
set search_path = pg_catalog, public as $$
  delete from glass_share where folder = wanted;
  insert into glass_share (folder, gen, coordinator, box, wrap, by, sig)
  select wanted, at, (s->>'coordinator')::uuid, (made->>'box')::uuid, decode(s->>'wrap', 'hex'), my_member(), decode(s->>'sig', 'hex')
  from jsonb_array_elements(coalesce(made->'shares', '[]')) s
$$;

create or replace function make_folder(made jsonb) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare
  me uuid := my_member();
  new_id uuid := (made->>'id')::uuid;
  old folder;
begin
  if me is null then raise exception 'not-signed-in' using errcode = 'WA401'; end if;
  select * into old from folder where id = new_id;
  if found then
    if old.made_by = me and old.trace = (made->>'trace')::uuid and exists (select 1 from folder_key k
        where k.folder = new_id and k.gen = 1 and k.commitment = decode(made->>'commitment', 'hex')) then
      return false;
    end if;
    raise exception 'taken' using errcode = 'WA409';
  end if;
  if not made->'holds' @> jsonb_build_array(jsonb_build_object('holder', (select id from organisation))) then
    raise exception 'missing-recovery' using errcode = 'WA422';
  end if;
  insert into folder (id, kind, trace, made_by) values (new_id, made->>'kind', (made->>'trace')::uuid, me);
  insert into folder_key (folder, gen, commitment, by, sig)
  values (new_id, 1, decode(made->>'commitment', 'hex'), me, decode(made->>'sig', 'hex'));
  perform add_holds(made->'holds', true, null);
  perform put_glass(new_id, 1, made->'glass');
  if exists (select 1 from jsonb_array_elements(made->'holds') r where (r->>'folder')::uuid <> new_id) then
    raise exception 'bad-input' using errcode = 'WA400';
  end if;
  return true;
exception when unique_violation then
  raise exception 'taken' using errcode = 'WA409';
end $$;

-- Whoever reads through broken glass lets nobody else in.
create or replace function share(rows jsonb, through uuid) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
declare mine uuid[] := my_holders();
begin
  if exists (select 1 from jsonb_array_elements(rows) r
             where not exists (select 1 from hold h where h.folder = (r->>'folder')::uuid and h.holder = any (mine) and h.form <> 'glass')) then
    raise exception 'not-found' using errcode = 'WA404';
  end if;
  perform add_holds(rows, through is null, through);
end $$;

-- Unlinking takes back only the holds that this link added; whoever had one keeps that key, so the next is a new one.
create or replace function take_back(from_folder uuid, through uuid) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if not exists (select 1 from hold h where h.folder = from_folder and h.holder = any (my_holders())) then
    raise exception 'not-found' using errcode = 'WA404';
  end if;
  update hold set via = array_remove(via, through) where folder = from_folder and through = any (via);
  delete from hold where folder = from_folder and form <> 'glass'
    and (not base and via = '{}' or not may_hold(holder, from_folder, named_for(from_folder)));
  if found then
    update folder_key set ended = true where folder = from_folder and gen = (select max(k.gen) from folder_key k where k.folder = from_folder);
  end if;
end $$;

create or replace function renew_folder(made jsonb) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare
  me uuid := my_member();
  wanted uuid := (made->>'folder')::uuid;
  next int := (made->>'gen')::int;
  newest int;
begin
  if not exists (select 1 from hold h where h.folder = wanted and h.holder = any (my_holders())) then
    raise exception 'not-found' using errcode = 'WA404';
  end if;
  perform 1 from folder f where f.id = wanted for update;
  if exists (select 1 from folder_key k where k.folder = wanted and k.gen = next and k.by = me
      and k.commitment = decode(made->>'commitment', 'hex')) then
    return false;
  end if;
  select max(k.gen) into newest from folder_key k where k.folder = wanted;
  if next <> newest + 1 or is_current(wanted, newest) or exists (
      (select h.holder from hold h where h.folder = wanted and not h.superseded and h.form <> 'glass'
         and not exists (select 1 from member m where m.id = h.holder and m.state = 'removed'))
      except select (r->>'holder')::uuid from jsonb_array_elements(made->'holds') r)
    or exists (select (r->>'holder')::uuid from jsonb_array_elements(made->'holds') r
      except select h.holder from hold h where h.folder = wanted and not h.superseded and h.form <> 'glass') then
    raise exception 'keys-changed' using errcode = 'WA411';
  end if;
  insert into folder_key (folder, gen, commitment, prev, by, sig)
  values (wanted, next, decode(made->>'commitment', 'hex'), decode(made->>'prev', 'hex'), me, decode(made->>'sig', 'hex'));
  perform add_holds(made->'holds', true, null);
  perform put_glass(wanted, next, made->'glass');
  update hold n set base = o.base, via = o.via, listed = o.listed from hold o
  where n.folder = wanted and n.gen = next and o.folder = wanted and o.gen = newest and o.holder = n.holder;
  update hold set superseded = true where folder = wanted and gen <= newest;
  return true;
end $$;

create or replace function held_by_her_alone(who uuid) returns int language plpgsql stable security definer
set search_path = pg_catalog, public as $$
begin
  if not my_roles() @> '{coordinator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  return (select count(*) from hold h where h.holder = who and not h.superseded and not exists (
    select 1 from hold o where o.folder = h.folder and o.holder <> who and o.form <> 'glass' and o.holder <> (select id from organisation)));
end $$;

create or replace function held_alone_by_gone() returns table (folder uuid, holder uuid) language sql stable security definer
set search_path = pg_catalog, public as $$
  select h.folder, h.holder from hold h join member m on m.id = h.holder
  where m.state in ('removed', 'suspended') and not h.superseded and not exists (
    select 1 from hold o where o.folder = h.folder and not o.superseded and o.form <> 'glass' and o.holder <> h.holder and o.holder <> (select id from organisation))
$$;

-- ── restricting and widening ────────────────────────────────────────────────────────────────────
-- The next key of a folder for exactly these, and nobody else keeps a wrapped key of it.
create function rehold(made jsonb, whom uuid[]) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
declare
  wanted uuid := (made->>'folder')::uuid;
  next int := (made->>'gen')::int;
  all_of uuid[] := whom || (select id from organisation);
  given uuid[] := array(select (r->>'holder')::uuid from jsonb_array_elements(made->'holds') r where (r->>'folder')::uuid = wanted and (r->>'gen')::int = next);
begin
  perform 1 from folder f where f.id = wanted for update;
  if next <> (select max(k.gen) from folder_key k where k.folder = wanted) + 1 or not (given @> all_of and all_of @> given)
    or jsonb_array_length(made->'holds') <> cardinality(all_of) then
    raise exception 'keys-changed' using errcode = 'WA411';
  end if;
  insert into folder_key (folder, gen, commitment, prev, by, sig)
  values (wanted, next, decode(made->>'commitment', 'hex'), decode(made->>'prev', 'hex'), my_member(), decode(made->>'sig', 'hex'));
  delete from hold where folder = wanted and holder <> all (all_of);
  update hold set superseded = true where folder = wanted;
  perform add_holds(made->'holds', true, null);
  perform put_glass(wanted, next, made->'glass');
end $$;

-- Her folders that I hold myself or through a team.
create function hers_and_mine(whose uuid) returns setof uuid language sql stable security definer
set search_path = pg_catalog, public as $$
  select f.folder from (select folder from client_folder where client = whose union select contact from contact_client where client = whose) f
  where exists (select 1 from hold h where h.folder = f.folder and h.holder = any (my_holders()) and h.form <> 'glass')
$$;

-- Her folders that I do not hold, by the teams that do: they stay there until one of those is asked.
create function hers_elsewhere(whose uuid) returns table (team uuid, folders int) language sql stable security definer
set search_path = pg_catalog, public as $$
  select h.holder, count(distinct f.folder)::int
  from (select folder from client_folder where client = whose union select contact from contact_client where client = whose) f
  join hold h on h.folder = f.folder and not h.superseded and h.form <> 'glass'
  where exists (select 1 from client c join hold m on m.folder = c.folder where c.id = whose and m.holder = any (my_holders()))
    and not exists (select 1 from hold m where m.folder = f.folder and m.holder = any (my_holders()))
    and h.holder <> (select id from organisation)
  group by h.holder
$$;

create function restrict_client(made jsonb) returns boolean language plpgsql security definer
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

-- A contact is moved to those named for a client before it is linked to her.
create function move_to_named(made jsonb, whose uuid) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
declare
  wanted uuid := (made->>'folder')::uuid;
  her restriction;
  already uuid[] := named_for(wanted);
begin
  select * into her from restriction where client = whose;
  if her.client is null or not exists (select 1 from hold h where h.folder = her.card and h.holder = any (my_holders()) and h.form <> 'glass')
    or not exists (select 1 from hold h where h.folder = wanted and h.holder = any (my_holders()) and h.form <> 'glass') then
    raise exception 'not-found' using errcode = 'WA404';
  end if;
  if exists (select 1 from folder_key k where k.folder = wanted and k.gen = (made->>'gen')::int and k.commitment = decode(made->>'commitment', 'hex')) then return; end if;
  perform rehold(made, array(select distinct unnest(her.named || coalesce(already, '{}'))));
end $$;

create function widen_client(made jsonb) returns boolean language plpgsql security definer
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

-- ── breaking the glass ──────────────────────────────────────────────────────────────────────────
-- What an opening is about in the ledger: the traces of all folders with halves in this box, and of the box.
create function glass_traces(wanted uuid) returns uuid[] language sql stable security definer
set search_path = pg_catalog, public as $$
  select coalesce(array_agg(distinct f.trace), '{}') from glass_request r join folder f
    on f.id = r.box or f.id in (select g.folder from glass_share g where g.box = r.box)
  where r.id = wanted and my_member() is not null
$$;

create function ask_glass(made jsonb) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare me uuid := my_member(); r restriction;
begin
  if not my_roles() @> '{coordinator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  select * into r from restriction where client = (made->>'client')::uuid and box = (made->>'box')::uuid;
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

-- My halves for a request: of whoever asked once another agreed, of another while it waits for one.
create function my_glass_shares(wanted uuid) returns table (folder uuid, kind text, gen int, box uuid, coordinator uuid, wrap bytea, by uuid, sig bytea)
language sql stable security definer set search_path = pg_catalog, public as $$
  select g.folder, f.kind, g.gen, g.box, g.coordinator, g.wrap, g.by, g.sig
  from glass_request r join glass_share g on g.box = r.box and g.coordinator = my_member() join folder f on f.id = g.folder
  where r.id = wanted and r.ended_at is null and my_roles() @> '{coordinator}'
    and (r.asked_by <> my_member() and r.agreed_by is null or r.asked_by = my_member() and r.until > now())
$$;

create function agree_glass(made jsonb) returns timestamptz language plpgsql security definer
set search_path = pg_catalog, public as $$
declare me uuid := my_member(); r glass_request; ends timestamptz;
begin
  if not my_roles() @> '{coordinator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  select * into r from glass_request where id = (made->>'id')::uuid for update;
  if not found or r.asked_by = me or (r.agreed_by is null and (r.ended_at is not null or r.asked_at < now() - interval '24 hours')) then
    raise exception 'not-found' using errcode = 'WA404';
  end if;
  if r.agreed_by = me then return r.until; end if;
  if r.agreed_by is not null then raise exception 'changed-meanwhile' using errcode = 'WA410'; end if;
  if exists ((select folder, gen from my_glass_shares(r.id)) except select (h->>'folder')::uuid, (h->>'gen')::int from jsonb_array_elements(made->'halves') h) then
    raise exception 'keys-changed' using errcode = 'WA411';
  end if;
  ends := now() + r.hours * interval '1 hour';
  insert into glass_half (request, folder, gen, wrap, sig)
  select r.id, (h->>'folder')::uuid, (h->>'gen')::int, decode(h->>'wrap', 'hex'), decode(h->>'sig', 'hex') from jsonb_array_elements(made->'halves') h;
  update glass_request set agreed_by = me, agreed_at = now(), until = ends where id = r.id;
  insert into seat (member, holder, epoch, until) values (r.asked_by, r.id, 0, ends);
  insert into notice (member, what, by, about) select m.id, 'glass.agreed', me, r.asked_by from member m where m.state = 'active' and m.id <> me;
  return ends;
end $$;

create function glass_halves(wanted uuid) returns table (folder uuid, kind text, gen int, wrap bytea, sig bytea, commitment bytea, prev bytea, by uuid, key_sig bytea)
language sql stable security definer set search_path = pg_catalog, public as $$
  select h.folder, f.kind, h.gen, h.wrap, h.sig, k.commitment, k.prev, k.by, k.sig
  from glass_request r join glass_half h on h.request = r.id join folder f on f.id = h.folder join folder_key k on k.folder = h.folder and k.gen = h.gen
  where r.id = wanted and r.asked_by = my_member() and r.ended_at is null and r.until > now()
$$;

create function open_glass(wanted uuid, rows jsonb) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if not exists (select 1 from glass_request r where r.id = wanted and r.asked_by = my_member() and r.ended_at is null and r.until > now()) then
    raise exception 'not-found' using errcode = 'WA404';
  end if;
  if exists (select 1 from jsonb_array_elements(rows) h where (h->>'holder')::uuid <> wanted or h->>'form' <> 'glass'
      or not exists (select 1 from glass_half g where g.request = wanted and g.folder = (h->>'folder')::uuid and g.gen = (h->>'gen')::int)) then
    raise exception 'bad-input' using errcode = 'WA400';
  end if;
  insert into hold (holder, folder, gen, kind, listed, form, epoch, wrap, by, sig, base)
  select wanted, f.id, (h->>'gen')::int, f.kind, (h->>'listed')::date, 'glass', 0, decode(h->>'wrap', 'hex'), my_member(), decode(h->>'sig', 'hex'), false
  from jsonb_array_elements(rows) h join folder f on f.id = (h->>'folder')::uuid
  on conflict do nothing;
end $$;

-- Any coordinator and any of the named may end it, or say no before anybody agrees.
create function end_glass(wanted uuid) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare r glass_request;
begin
  select * into r from glass_request where id = wanted for update;
  if not found or not (my_roles() @> '{coordinator}' or exists (select 1 from hold h where h.folder = r.box and h.holder = any (my_holders()))) then
    raise exception 'not-found' using errcode = 'WA404';
  end if;
  if r.ended_at is not null or r.until <= now() then return false; end if;
  update glass_request set ended_at = now(), ended_by = my_member(), until = least(until, now()) where id = wanted;
  update seat set until = now() where holder = wanted;
  insert into notice (member, what, by, about) select m.id, case when r.agreed_by is null then 'glass.refused' else 'glass.ended' end, my_member(), r.asked_by
    from member m where m.state = 'active' and m.id <> my_member() and (r.agreed_by is not null or m.roles @> '{coordinator}' or m.id in (select unnest(named) from restriction where box = r.box));
  return true;
end $$;

-- Which coordinators have halves in these boxes, for coordinators and the named.
create function glass_keepers(boxes uuid[]) returns table (box uuid, coordinators uuid[]) language sql stable security definer
set search_path = pg_catalog, public as $$
  select g.box, array_agg(distinct g.coordinator) from glass_share g
  where g.box = any (boxes) and (my_roles() @> '{coordinator}' or exists (select 1 from hold h where h.folder = g.box and h.holder = any (my_holders())))
  group by g.box
$$;

-- What the whole team sees: that a restricted record is or was open, for whom, by whom, until when. Not whose it is.
create function glass_for_all() returns table (id uuid, asked_by uuid, agreed_by uuid, agreed_at timestamptz, until timestamptz, ended_by uuid)
language sql stable security definer set search_path = pg_catalog, public as $$
  select r.id, r.asked_by, r.agreed_by, r.agreed_at, r.until, r.ended_by from glass_request r
  where my_member() is not null and r.agreed_by is not null and r.until > now() - interval '7 days' order by r.agreed_at desc limit 20
$$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where n.nspname = 'public' and p.proname in ('named_for', 'my_named_for', 'may_hold', 'stays_restricted', 'glass_of', 'put_glass', 'rehold', 'hers_and_mine',
             'hers_elsewhere', 'restrict_client', 'move_to_named', 'widen_client', 'glass_traces', 'ask_glass', 'my_glass_shares', 'agree_glass', 'glass_halves',
             'open_glass', 'end_glass', 'glass_keepers', 'glass_for_all') loop
    execute format('alter function %s owner to guard', f);
    execute format('revoke all on function %s from public', f);
  end loop;
end $$;
grant execute on function my_named_for(uuid), glass_of(uuid), hers_and_mine(uuid), hers_elsewhere(uuid), restrict_client(jsonb), move_to_named(jsonb, uuid),
  widen_client(jsonb), glass_traces(uuid), ask_glass(jsonb), my_glass_shares(uuid), agree_glass(jsonb), glass_halves(uuid), open_glass(uuid, jsonb),
  end_glass(uuid), glass_keepers(uuid[]), glass_for_all() to app;
