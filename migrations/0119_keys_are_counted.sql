-- After recovery and restricted clients: what counts the keys of persons, of teams and of recovery stands in one place, and what a
-- witness is told of the root.

-- A person's hold names how many times she had got new keys: one from before can be opened by nobody.
create or replace function is_current(wanted uuid, at int) returns boolean language sql stable security definer
set search_path = pg_catalog, public as $$
  select at = (select max(k.gen) from folder_key k where k.folder = wanted) and not exists (
    select 1 from hold h where h.folder = wanted and not h.superseded
      and (h.epoch < (select max(t.epoch) from team_epoch t where t.team = h.holder)
        or (h.epoch < recovery_generation() and h.holder = (select o.id from organisation o))
        or exists (select 1 from member m where m.id = h.holder and (m.state = 'removed' or m.keys > h.epoch))))
    and not exists (select 1 from folder_key k where k.folder = wanted and k.gen = at and k.ended)
    and not exists (select 1 from hold h join seat s on s.holder = h.holder
      where h.folder = wanted and h.gen = at and h.form = 'glass' and s.until <= now())
    and not exists (select 1 from glass_share g join member m on m.id = g.coordinator where g.folder = wanted and g.gen = at and m.state = 'removed')
$$;

create or replace function add_holds(rows jsonb, is_base boolean, through uuid) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if exists (select 1 from jsonb_array_elements(rows) r
      where (r->>'epoch')::int < (select max(t.epoch) from team_epoch t where t.team = (r->>'holder')::uuid)
        or ((r->>'epoch')::int < recovery_generation() and (r->>'holder')::uuid = (select o.id from organisation o))
        or (r->>'epoch')::int < (select m.keys from member m where m.id = (r->>'holder')::uuid)
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

-- Whoever lost her keys is gone as a holder of what she alone held with them: the papers give that to a team as well.
create or replace function held_alone_by_gone() returns table (folder uuid, holder uuid) language sql stable security definer
set search_path = pg_catalog, public as $$
  select h.folder, h.holder from hold h join member m on m.id = h.holder
  where (m.state in ('removed', 'suspended') or h.form <> 'glass' and h.epoch < m.keys) and not h.superseded and not exists (
    select 1 from hold o where o.folder = h.folder and not o.superseded and o.form <> 'glass' and o.holder <> h.holder and o.holder <> (select id from organisation))
$$;

-- With the certificates each member had before her newest.
create or replace function house_for_papers(proof bytea) returns jsonb language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  perform need_papers(proof, false);
  perform tell_of_recovery('recovery.opened', null, '{}');
  return jsonb_build_object(
    'organisation', (select to_jsonb(o) from organisation o),
    'recoveries', (select coalesce(jsonb_agg(to_jsonb(r) order by r.generation), '[]') from recovery r),
    'teams', (select coalesce(jsonb_agg(to_jsonb(t) order by t.name), '[]') from team t),
    'members', (select coalesce(jsonb_agg(to_jsonb(m) || jsonb_build_object('former', (select coalesce(jsonb_agg(to_jsonb(f) order by f.number), '[]')
      from former_certificate f where f.member = m.id)) order by m.joined_on, m.id), '[]') from member m),
    'epochs', (select coalesce(jsonb_agg(to_jsonb(e) order by e.team, e.epoch), '[]') from team_epoch e),
    'seats', (select coalesce(jsonb_agg(to_jsonb(s)), '[]') from seat s where s.member = (select id from organisation)));
end $$;

-- For a witness: the founding root and what took its place, the certified key, and certificates, without names.
grant select on recovery to audit_writer;
create policy witness on recovery for select to audit_writer using (true);
create function witness_key(token bytea) returns jsonb language plpgsql stable security definer
set search_path = pg_catalog, public as $$
begin
  if not exists (select 1 from witness w where w.token_hash = token and w.ended_at is null) then return null; end if;
  return jsonb_build_object(
    'organisation', (select to_jsonb(o) - 'name' - 'languages' - 'founded_on' from organisation o),
    'recoveries', (select coalesce(jsonb_agg(to_jsonb(r) - 'keepers' - 'sealed_for' - 'epoch' - 'made_on' order by r.generation), '[]') from recovery r),
    'key', (select to_jsonb(k) from ledger_key k order by k.number desc limit 1),
    'members', (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'state', m.state, 'now', to_jsonb(m) - 'name' - 'name_key' - 'shown' - 'roles', 'former',
        (select coalesce(jsonb_agg(to_jsonb(f) order by f.number), '[]') from former_certificate f where f.member = m.id)) order by m.joined_on, m.id), '[]')
      from member m where m.certificate is not null and (m.manager or exists (select 1 from former_certificate f where f.member = m.id and f.manager))));
end $$;
alter function witness_key(bytea) owner to audit_writer;
revoke all on function witness_key(bytea) from public;
grant execute on function witness_key(bytea) to app;
