-- A member leaves a team or the house: a new signed roster and a new epoch of each team, and at the next write into a folder a
-- new key for those who hold it now. Whoever kept old keys opens nothing that is written after.

-- Wraps of the key before stay where they are, so that a careless or hostile new key takes nothing away; lists read the newest.
alter table hold add column superseded boolean not null default false;

-- Whether a folder's newest key is wrapped to nobody who has left: every holder's epoch is the newest of its team.
create function is_current(wanted uuid, at int) returns boolean language sql stable security definer
set search_path = pg_catalog, public as $$
  select at = (select max(k.gen) from folder_key k where k.folder = wanted) and not exists (
    select 1 from hold h where h.folder = wanted and not h.superseded
      and (h.epoch < (select max(t.epoch) from team_epoch t where t.team = h.holder)
        or exists (select 1 from member m where m.id = h.holder and m.state = 'removed')))
$$;

-- Everybody who holds a folder now, for whoever holds it: what a new key has to be wrapped to.
create function holders_of(wanted uuid) returns setof hold language sql stable security definer
set search_path = pg_catalog, public as $$
  select h.* from hold h where h.folder = wanted and not h.superseded
    and exists (select 1 from hold mine where mine.folder = wanted and mine.holder = any (my_holders()))
$$;

-- A wrap for an epoch that is over would be read by whoever left with it.
create or replace function add_holds(rows jsonb, is_base boolean, through uuid) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if exists (select 1 from jsonb_array_elements(rows) r
      where (r->>'epoch')::int < (select max(t.epoch) from team_epoch t where t.team = (r->>'holder')::uuid)
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

-- The next key of a folder, in the transaction of the first document under it. True when made now, false when the same
-- member sent the same one before. It goes to exactly those who hold the folder and are still here, as they hold it.
create function renew_folder(made jsonb) returns boolean language plpgsql security definer
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
      (select h.holder from hold h where h.folder = wanted and not h.superseded
         and not exists (select 1 from member m where m.id = h.holder and m.state = 'removed'))
      except select (r->>'holder')::uuid from jsonb_array_elements(made->'holds') r)
    or exists (select (r->>'holder')::uuid from jsonb_array_elements(made->'holds') r
      except select h.holder from hold h where h.folder = wanted and not h.superseded) then
    raise exception 'keys-changed' using errcode = 'WA411';
  end if;
  insert into folder_key (folder, gen, commitment, prev, by, sig)
  values (wanted, next, decode(made->>'commitment', 'hex'), decode(made->>'prev', 'hex'), me, decode(made->>'sig', 'hex'));
  perform add_holds(made->'holds', true, null);
  update hold n set base = o.base, via = o.via, listed = o.listed from hold o
  where n.folder = wanted and n.gen = next and o.folder = wanted and o.gen = newest and o.holder = n.holder;
  update hold set superseded = true where folder = wanted and gen <= newest;
  return true;
end $$;

-- Compare and set: the next version of the newest epoch, or the next epoch with a seat for everybody who stays and for
-- recovery. Whoever gets no seat in a new epoch sits in the team no longer.
create or replace function put_rosters(epochs jsonb, seats jsonb) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
declare e jsonb; newest team_epoch;
begin
  if not my_roles() @> '{coordinator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  for e in select * from jsonb_array_elements(epochs) loop
    perform 1 from team t where t.id = (e->>'team')::uuid for update;
    select * into newest from team_epoch t where t.team = (e->>'team')::uuid order by t.epoch desc limit 1;
    continue when newest.sig = decode(e->>'sig', 'hex');
    if newest.team is not null and ((e->>'version')::int <> newest.version + 1
        or not ((e->>'epoch')::int = newest.epoch and decode(e->>'publicKey', 'hex') = newest.public_key
          or (e->>'epoch')::int = newest.epoch + 1 and e->>'prevSeed' is not null)) then
      raise exception 'changed-meanwhile' using errcode = 'WA410';
    end if;
    insert into team_epoch (team, epoch, version, public_key, roster, by, sig, prev_seed)
    values ((e->>'team')::uuid, (e->>'epoch')::int, (e->>'version')::int, decode(e->>'publicKey', 'hex'),
            decode(e->>'roster', 'hex'), my_member(), decode(e->>'sig', 'hex'), decode(e->>'prevSeed', 'hex'))
    on conflict (team, epoch) do update
      set version = excluded.version, roster = excluded.roster, by = excluded.by, sig = excluded.sig;
  end loop;
  insert into seat (member, holder, epoch, wrap, by, sig)
  select (s->>'member')::uuid, (s->>'holder')::uuid, (s->>'epoch')::int, decode(s->>'wrap', 'hex'), my_member(),
         decode(s->>'sig', 'hex')
  from jsonb_array_elements(seats) s
  on conflict (member, holder, epoch) do nothing;
end $$;

-- She leaves these teams, or the house. True when something changed now.
create function leave_out(who uuid, whole boolean, epochs jsonb, seats jsonb) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare e jsonb; changed boolean := false;
begin
  if not my_roles() @> '{coordinator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  if who = my_member() or not exists (select 1 from member m where m.id = who) then
    raise exception 'not-found' using errcode = 'WA404';
  end if;
  if whole then
    update member set state = 'removed' where id = who and state <> 'removed';
    changed := found;
  end if;
  for e in select * from jsonb_array_elements(epochs) loop
    if not exists (select 1 from team_epoch t where t.team = (e->>'team')::uuid and t.sig = decode(e->>'sig', 'hex')) then
      changed := true;
    end if;
  end loop;
  perform put_rosters(epochs, seats);
  for e in select * from jsonb_array_elements(epochs) loop
    -- Everybody who sat in the epoch before sits in this one, but she and those who have left the house.
    if exists (
        select s.member from seat s left join member m on m.id = s.member
        where s.holder = (e->>'team')::uuid and s.epoch = (e->>'epoch')::int - 1 and s.member <> who and m.state is distinct from 'removed'
        except select n.member from seat n where n.holder = (e->>'team')::uuid and n.epoch = (e->>'epoch')::int)
      or exists (select 1 from seat n where n.holder = (e->>'team')::uuid and n.epoch = (e->>'epoch')::int and n.member = who) then
      raise exception 'changed-meanwhile' using errcode = 'WA410';
    end if;
    delete from seat where member = who and holder = (e->>'team')::uuid;
  end loop;
  if whole then
    delete from seat where member = who;
    update session set ended_at = now() where member = who and ended_at is null;
  end if;
  return changed;
end $$;

-- How many folders only she holds, beside recovery: before she goes somebody must know.
create function held_by_her_alone(who uuid) returns int language plpgsql stable security definer
set search_path = pg_catalog, public as $$
begin
  if not my_roles() @> '{coordinator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  return (select count(*) from hold h where h.holder = who and not h.superseded and not exists (
    select 1 from hold o where o.folder = h.folder and o.holder <> who and o.holder <> (select id from organisation)));
end $$;

do $$
declare f text;
begin
  foreach f in array array['is_current(uuid, int)', 'holders_of(uuid)', 'add_holds(jsonb, boolean, uuid)', 'renew_folder(jsonb)',
      'put_rosters(jsonb, jsonb)', 'leave_out(uuid, boolean, jsonb, jsonb)', 'held_by_her_alone(uuid)'] loop
    execute format('alter function %s owner to guard', f);
    execute format('revoke all on function %s from public', f);
    if f not like 'add_holds%' then execute format('grant execute on function %s to app', f); end if;
  end loop;
end $$;

-- The rule stands in the database too: nothing is written under a key that somebody who left may have.
drop policy write on doc;
create policy write on doc for insert to app
  with check (author = (select my_member()) and is_current(folder, gen)
    and exists (select 1 from hold h where h.folder = doc.folder and h.holder = any ((select my_holders())::uuid[])));
