-- Recovery: the printed papers open teams and folders again, let a manager in where none can get in, and are replaced by new
-- ones. Generation 0 is the sheet of the founding; every later one is signed by the root before it.

create table recovery (
  generation int primary key check (generation > 0),
  statement  bytea not null check (length(statement) <= 16384),
  prev       bytea not null check (length(prev) between 40 and 200),
  by         uuid not null references member,
  sig_before bytea not null check (length(sig_before) = 64),
  sig_own    bytea not null check (length(sig_own) = 64),
  sig_by     bytea not null check (length(sig_by) = 64),
  -- Who keeps which sheet, sealed for a team, and that team's epoch.
  keepers    bytea not null check (length(keepers) between 40 and 16384),
  sealed_for uuid not null references team,
  epoch      int not null,
  made_on    date not null default current_date
);
-- What the papers prove themselves with, hashed. A house founded before this had none: the first true proof is kept then.
create table recovery_proof (
  generation int primary key check (generation >= 0),
  proof_hash bytea not null check (length(proof_hash) = 32)
);
alter table recovery owner to guard;
alter table recovery_proof owner to guard;
do $$
declare t text;
begin
  foreach t in array array['recovery', 'recovery_proof'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy load on %I for all to loader using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to loader', t);
  end loop;
end $$;
create policy inside on recovery for select to app using ((select my_member()) is not null);
grant select on recovery to app;

create function recovery_generation() returns int language sql stable security definer
set search_path = pg_catalog, public as $$ select coalesce(max(generation), 0) from recovery $$;

-- ── the newest recovery holds what is written from now on ───────────────────────────────────────
create or replace function is_current(wanted uuid, at int) returns boolean language sql stable security definer
set search_path = pg_catalog, public as $$
  select at = (select max(k.gen) from folder_key k where k.folder = wanted) and not exists (
    select 1 from hold h where h.folder = wanted and not h.superseded
      and (h.epoch < (select max(t.epoch) from team_epoch t where t.team = h.holder)
        or (h.epoch < recovery_generation() and h.holder = (select o.id from organisation o))
        or exists (select 1 from member m where m.id = h.holder and m.state = 'removed')))
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
  insert into hold (holder, folder, gen, kind, listed, form, epoch, wrap, by, sig, base, via)
  select (r->>'holder')::uuid, (r->>'folder')::uuid, (r->>'gen')::int, f.kind, (r->>'listed')::date, r->>'form',
         (r->>'epoch')::int, decode(r->>'wrap', 'hex'), my_member(), decode(r->>'sig', 'hex'), is_base,
         case when through is null then '{}'::uuid[] else array[through] end
  from jsonb_array_elements(rows) r join folder f on f.id = (r->>'folder')::uuid
  on conflict (holder, folder, gen) do update
    set via = case when through is null or through = any (hold.via) then hold.via else hold.via || through end;
end $$;

-- ── who has the papers ──────────────────────────────────────────────────────────────────────────
create function found_recovery(hash bytea) returns void language sql security definer
set search_path = pg_catalog, public as $$
  insert into recovery_proof (generation, proof_hash) select 0, hash where recovery_generation() = 0 on conflict do nothing
$$;

-- 'good': the papers of today. 'old': of an earlier generation. 'unknown': none is kept yet. 'wrong'.
create function papers_are(proof bytea) returns text language sql stable security definer
set search_path = pg_catalog, public as $$
  select case
    when exists (select 1 from recovery_proof p where p.generation = recovery_generation() and p.proof_hash = proof) then 'good'
    when exists (select 1 from recovery_proof p where p.proof_hash = proof) then 'old'
    when not exists (select 1 from recovery_proof p where p.generation = recovery_generation()) then 'unknown'
    else 'wrong' end
$$;

create function need_papers(proof bytea, as_manager boolean) returns void language plpgsql stable security definer
set search_path = pg_catalog, public as $$
begin
  if papers_are(proof) <> 'good' then raise exception 'wrong-papers' using errcode = 'WA413'; end if;
  if as_manager and not my_roles() @> '{coordinator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
end $$;

-- The root keys, for checking the first proof of a house that keeps none, and hashes of the sheets of today.
create function papers_of_today() returns table (root_public bytea, statement bytea) language sql stable security definer
set search_path = pg_catalog, public as $$
  select o.root_public, (select r.statement from recovery r order by r.generation desc limit 1) from organisation o
$$;

-- All that whoever has the papers needs to begin: the house as a member sees it, and what is sealed to recovery.
create function house_for_papers(proof bytea) returns jsonb language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  perform need_papers(proof, false);
  perform tell_of_recovery('recovery.opened', null, '{}');
  return jsonb_build_object(
    'organisation', (select to_jsonb(o) from organisation o),
    'recoveries', (select coalesce(jsonb_agg(to_jsonb(r) order by r.generation), '[]') from recovery r),
    'teams', (select coalesce(jsonb_agg(to_jsonb(t) order by t.name), '[]') from team t),
    'members', (select coalesce(jsonb_agg(to_jsonb(m) order by m.joined_on, m.id), '[]') from member m),
    'epochs', (select coalesce(jsonb_agg(to_jsonb(e) order by e.team, e.epoch), '[]') from team_epoch e),
    'seats', (select coalesce(jsonb_agg(to_jsonb(s)), '[]') from seat s where s.member = (select id from organisation)));
end $$;

create function tell_of_recovery(news text, whom uuid, also uuid[]) returns void language sql security definer
set search_path = pg_catalog, public as $$
  insert into notice (member, what, by, about) select m.id, news, my_member(), whom from member m
  where m.state in ('active', 'suspended') and m.id is distinct from my_member() and m.id is distinct from whom
    and (m.roles @> '{coordinator}' or m.id = any (also))
$$;

-- ── a manager is let in by the papers ───────────────────────────────────────────────────────────
-- True when made now, false when the same was sent before.
create function enter_by_papers(proof bytea, m jsonb, account jsonb, epochs jsonb, seats jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare me uuid := (m->>'id')::uuid; e jsonb;
begin
  perform need_papers(proof, false);
  if exists (select 1 from member o where o.id = me) then
    if exists (select 1 from member o where o.id = me and o.certificate = decode(m->>'certificate', 'hex')) then return false; end if;
    raise exception 'taken' using errcode = 'WA409';
  end if;
  insert into member (id, name, name_key, shown, roles, state, x_public, ed_public, manager, certificate, joined_on)
  values (me, m->>'name', m->>'nameKey', m->>'shown', '{coordinator}', 'active', decode(m->>'xPublic', 'hex'),
    decode(m->>'edPublic', 'hex'), true, decode(m->>'certificate', 'hex'), current_date);
  perform put_account(me, account);
  insert into seat (member, holder, epoch) values (me, me, 0);
  for e in select * from jsonb_array_elements(epochs) loop
    perform 1 from team t where t.id = (e->>'team')::uuid for update;
    update team_epoch t set version = (e->>'version')::int, roster = decode(e->>'roster', 'hex'), by = me, sig = decode(e->>'sig', 'hex')
    where t.team = (e->>'team')::uuid and t.epoch = (e->>'epoch')::int and t.version = (e->>'version')::int - 1
      and t.public_key = decode(e->>'publicKey', 'hex')
      and not exists (select 1 from team_epoch later where later.team = t.team and later.epoch > t.epoch);
    if not found then raise exception 'changed-meanwhile' using errcode = 'WA410'; end if;
  end loop;
  insert into seat (member, holder, epoch, wrap, by, sig)
  select me, (s->>'holder')::uuid, (s->>'epoch')::int, decode(s->>'wrap', 'hex'), me, decode(s->>'sig', 'hex')
  from jsonb_array_elements(seats) s where (s->>'member')::uuid = me;
  perform tell_of_recovery('recovery.let-in', me, '{}');
  return true;
exception when unique_violation then raise exception 'taken' using errcode = 'WA409';
end $$;

-- ── new places in teams that nobody can open ────────────────────────────────────────────────────
-- Whoever gets no place in the new epoch sits there no longer. True when something changed now.
create function seat_by_papers(proof bytea, epochs jsonb, seats jsonb) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare e jsonb; changed boolean := false; before uuid[]; after uuid[];
begin
  perform need_papers(proof, true);
  for e in select * from jsonb_array_elements(epochs) loop
    continue when exists (select 1 from team_epoch t where t.team = (e->>'team')::uuid and t.sig = decode(e->>'sig', 'hex'));
    changed := true;
    select array_agg(distinct s.member) into before from seat s join member m on m.id = s.member where s.holder = (e->>'team')::uuid;
    perform put_rosters(jsonb_build_array(e), (select coalesce(jsonb_agg(s), '[]') from jsonb_array_elements(seats) s where s->>'holder' = e->>'team'));
    if not exists (select 1 from seat s where s.member = (select id from organisation) and s.holder = (e->>'team')::uuid and s.epoch = (e->>'epoch')::int) then
      raise exception 'missing-recovery' using errcode = 'WA422';
    end if;
    delete from seat s where s.holder = (e->>'team')::uuid and s.member <> (select id from organisation)
      and not exists (select 1 from seat n where n.member = s.member and n.holder = s.holder and n.epoch = (e->>'epoch')::int);
    select array_agg(distinct s.member) into after from seat s join member m on m.id = s.member where s.holder = (e->>'team')::uuid;
    perform tell_of_recovery('recovery.team', null, coalesce(before, '{}') || coalesce(after, '{}'));
  end loop;
  return changed;
end $$;

-- ── folders that somebody who is gone held alone ────────────────────────────────────────────────
create function held_alone_by_gone() returns table (folder uuid, holder uuid) language sql stable security definer
set search_path = pg_catalog, public as $$
  select h.folder, h.holder from hold h join member m on m.id = h.holder
  where m.state in ('removed', 'suspended') and not h.superseded and not exists (
    select 1 from hold o where o.folder = h.folder and not o.superseded and o.holder <> h.holder and o.holder <> (select id from organisation))
$$;

-- How many, of whom and of which kind: for every coordinator, without any paper.
create function alone_by_kind() returns table (holder uuid, kind text, folders int) language plpgsql stable security definer
set search_path = pg_catalog, public as $$
begin
  if not my_roles() @> '{coordinator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  return query select a.holder, f.kind, count(*)::int from held_alone_by_gone() a join folder f on f.id = a.folder group by 1, 2 order by 1, 2;
end $$;

create function alone_for_papers(proof bytea, whose uuid, of_kind text, most int) returns table (folder uuid, kind text, gen int, commitment bytea,
  prev bytea, by uuid, sig bytea, trace uuid, listed date, form text, epoch int, wrap bytea, hold_by uuid, hold_sig bytea)
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
  perform need_papers(proof, true);
  return query select k.folder, f.kind, k.gen, k.commitment, k.prev, k.by, k.sig, f.trace, h.listed, h.form, h.epoch, h.wrap, h.by, h.sig
    from held_alone_by_gone() a join folder f on f.id = a.folder
    join hold h on h.folder = a.folder and h.holder = (select id from organisation) and not h.superseded
    join folder_key k on k.folder = h.folder and k.gen = h.gen
    where a.holder = whose and f.kind = of_kind order by h.listed, k.folder limit most;
end $$;

create function give_by_papers(proof bytea, whose uuid, rows jsonb) returns uuid[] language plpgsql security definer
set search_path = pg_catalog, public as $$
declare given uuid[];
begin
  perform need_papers(proof, true);
  -- Sent twice it finds them given already.
  select array_agg(distinct f.trace) into given from jsonb_array_elements(rows) r
    join held_alone_by_gone() a on a.folder = (r->>'folder')::uuid and a.holder = whose join folder f on f.id = a.folder;
  if exists (select 1 from jsonb_array_elements(rows) r where not exists (select 1 from team t where t.id = (r->>'holder')::uuid)
      or not exists (select 1 from hold h where h.folder = (r->>'folder')::uuid and h.holder = whose)) then
    raise exception 'not-found' using errcode = 'WA404';
  end if;
  perform add_holds(coalesce((select jsonb_agg(r) from jsonb_array_elements(rows) r
    join held_alone_by_gone() a on a.folder = (r->>'folder')::uuid and a.holder = whose), '[]'), true, null);
  if given is not null then
    perform tell_of_recovery('recovery.folders', whose, array(select distinct s.member from seat s
      where s.holder in (select (r->>'holder')::uuid from jsonb_array_elements(rows) r)));
  end if;
  return coalesce(given, '{}');
end $$;

-- ── new papers take the place of the old ────────────────────────────────────────────────────────
-- With them every team gets new keys, so that the old papers open nothing that is written from now on.
create function replace_papers(proof bytea, made jsonb, new_hash bytea, epochs jsonb, seats jsonb) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare generation int := (made->>'generation')::int; house uuid := (select id from organisation); e jsonb;
begin
  if exists (select 1 from recovery r where r.generation = (made->>'generation')::int and r.by = my_member() and r.sig_by = decode(made->>'sigBy', 'hex')) then
    return false;
  end if;
  perform need_papers(proof, true);
  lock table recovery in share row exclusive mode;
  if generation <> recovery_generation() + 1 or exists (
      select t.team from team_epoch t except select (x->>'team')::uuid from jsonb_array_elements(epochs) x) then
    raise exception 'changed-meanwhile' using errcode = 'WA410';
  end if;
  perform put_rosters(epochs, seats);
  for e in select * from jsonb_array_elements(epochs) loop
    -- Everybody who sat there sits there still, and so does recovery.
    if exists (
        select s.member from seat s left join member m on m.id = s.member
        where s.holder = (e->>'team')::uuid and s.epoch = (e->>'epoch')::int - 1 and m.state is distinct from 'removed'
        except select n.member from seat n where n.holder = (e->>'team')::uuid and n.epoch = (e->>'epoch')::int)
      or not exists (select 1 from seat n where n.holder = (e->>'team')::uuid and n.epoch = (e->>'epoch')::int and n.member = house) then
      raise exception 'changed-meanwhile' using errcode = 'WA410';
    end if;
    delete from seat s using member m where m.id = s.member and m.state = 'removed' and s.holder = (e->>'team')::uuid;
  end loop;
  insert into recovery (generation, statement, prev, by, sig_before, sig_own, sig_by, keepers, sealed_for, epoch)
  values (generation, decode(made->>'statement', 'hex'), decode(made->>'prev', 'hex'), my_member(), decode(made->>'sigBefore', 'hex'),
    decode(made->>'sigOwn', 'hex'), decode(made->>'sigBy', 'hex'), decode(made->>'keepers', 'hex'), (made->>'sealedFor')::uuid, (made->>'epoch')::int);
  insert into recovery_proof (generation, proof_hash) values (generation, new_hash);
  perform tell_of_recovery('recovery.replaced', null, '{}');
  return true;
end $$;

do $$
declare f text;
begin
  foreach f in array array['recovery_generation()', 'is_current(uuid, int)', 'add_holds(jsonb, boolean, uuid)', 'found_recovery(bytea)', 'papers_are(bytea)',
      'need_papers(bytea, boolean)', 'papers_of_today()', 'house_for_papers(bytea)', 'tell_of_recovery(text, uuid, uuid[])',
      'enter_by_papers(bytea, jsonb, jsonb, jsonb, jsonb)', 'seat_by_papers(bytea, jsonb, jsonb)', 'held_alone_by_gone()', 'alone_by_kind()',
      'alone_for_papers(bytea, uuid, text, int)', 'give_by_papers(bytea, uuid, jsonb)', 'replace_papers(bytea, jsonb, bytea, jsonb, jsonb)'] loop
    execute format('alter function %s owner to guard', f);
    execute format('revoke all on function %s from public', f);
  end loop;
end $$;
grant execute on function recovery_generation(), is_current(uuid, int), found_recovery(bytea), papers_are(bytea), papers_of_today(), house_for_papers(bytea),
  enter_by_papers(bytea, jsonb, jsonb, jsonb, jsonb), seat_by_papers(bytea, jsonb, jsonb), alone_by_kind(), alone_for_papers(bytea, uuid, text, int),
  give_by_papers(bytea, uuid, jsonb), replace_papers(bytea, jsonb, bytea, jsonb, jsonb) to app;
