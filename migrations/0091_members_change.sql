-- A member's work and teams change while she is here, and she may get new keys under the same id: each certificate after her first
-- is kept, signed over the one before, so that what she signed earlier still verifies and an old certificate is known for one.

alter table member
  add column number int not null default 0 check (number >= 0),
  add column keys   int not null default 0 check (keys >= 0),
  add column until  text check (length(until) <= 100);

create table former_certificate (
  member       uuid not null references member,
  number       int not null check (number >= 0),
  keys         int not null check (keys >= 0),
  x_public     bytea not null check (length(x_public) = 32),
  ed_public    bytea not null check (length(ed_public) = 32),
  manager      boolean not null,
  certified_by uuid references member,
  certificate  bytea not null check (length(certificate) = 64),
  until        text check (length(until) <= 100),
  primary key (member, number)
);

-- An invitation for somebody who is here already, and what its bearer answered: nothing of hers changes until a manager countersigns.
alter table invite add column again uuid references member, add column ended_at timestamptz;
create table new_keys (
  invite    uuid primary key references invite,
  member    uuid not null references member,
  x_public  bytea not null check (length(x_public) = 32),
  ed_public bytea not null check (length(ed_public) = 32),
  mac       bytea not null check (length(mac) = 32),
  account   jsonb not null
);

-- Teams in which a member with new keys still has no seat: whoever countersigned does not sit there.
create table seat_to_give (
  member uuid not null references member,
  team   uuid not null references team,
  primary key (member, team)
);

-- The next certificate of a member, by somebody else who is a manager.
create function certify_again(who uuid, c jsonb) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
declare old member;
begin
  if not my_roles() @> '{coordinator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  select * into old from member where id = who and id <> my_member() and state in ('active', 'suspended') for update;
  if not found then raise exception 'not-found' using errcode = 'WA404'; end if;
  if (c->>'number')::int <> old.number + 1 then raise exception 'changed-meanwhile' using errcode = 'WA410'; end if;
  insert into former_certificate (member, number, keys, x_public, ed_public, manager, certified_by, certificate, until)
  values (old.id, old.number, old.keys, old.x_public, old.ed_public, old.manager, old.certified_by, old.certificate, old.until);
  update member set number = (c->>'number')::int, keys = (c->>'keys')::int, until = c->>'until', manager = (c->>'manager')::boolean,
    x_public = decode(c->>'xPublic', 'hex'), ed_public = decode(c->>'edPublic', 'hex'), certified_by = my_member(),
    certificate = decode(c->>'sig', 'hex')
  where id = who;
end $$;

-- Her work. Being a coordinator is certified and so a coordinator's to give and take; nobody changes her own. True when something changed.
create function change_roles(who uuid, wanted text[], c jsonb) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare old member;
begin
  if not my_roles() && '{coordinator,administrator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  select * into old from member where id = who and state in ('active', 'suspended') for update;
  if not found then raise exception 'not-found' using errcode = 'WA404'; end if;
  if old.roles @> wanted and wanted @> old.roles then return false; end if;
  if who = my_member() or not my_roles() @> '{coordinator}' and (old.roles || wanted) @> '{coordinator}' then
    raise exception 'not-allowed' using errcode = 'WA403';
  end if;
  if old.manager <> wanted @> '{coordinator}' then
    if c is null or (c->>'manager')::boolean = old.manager or (c->>'keys')::int <> old.keys
        or decode(c->>'xPublic', 'hex') <> old.x_public or decode(c->>'edPublic', 'hex') <> old.ed_public then
      raise exception 'changed-meanwhile' using errcode = 'WA410';
    end if;
    perform certify_again(who, c);
  end if;
  update member set roles = wanted where id = who;
  return true;
end $$;

-- Whether everybody who sat in the epoch before these, and is still here, sits in them: nobody is left out by the way.
create function nobody_left_out(epochs jsonb, but uuid) returns boolean language sql stable security definer
set search_path = pg_catalog, public as $$
  select not exists (
    select 1 from jsonb_array_elements(epochs) e join seat s on s.holder = (e->>'team')::uuid and s.epoch = (e->>'epoch')::int - 1
      left join member m on m.id = s.member
    where s.member is distinct from but and m.state is distinct from 'removed'
      and not exists (select 1 from seat n where n.holder = s.holder and n.epoch = s.epoch + 1 and n.member = s.member))
$$;

-- She takes a seat in these teams: in the same epoch, or in a new one that everybody has a seat in (after she got new keys).
create function seat_in(who uuid, epochs jsonb, seats jsonb) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare changed boolean;
begin
  if not my_roles() @> '{coordinator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  if not exists (select 1 from member m where m.id = who and m.state in ('active', 'suspended')) then raise exception 'not-found' using errcode = 'WA404'; end if;
  changed := exists (select 1 from jsonb_array_elements(epochs) e
    where not exists (select 1 from team_epoch t where t.team = (e->>'team')::uuid and t.sig = decode(e->>'sig', 'hex')));
  perform put_rosters(epochs, seats);
  if exists (select 1 from jsonb_array_elements(epochs) e
      where not exists (select 1 from seat s where s.holder = (e->>'team')::uuid and s.epoch = (e->>'epoch')::int and s.member = who))
    or exists (select 1 from jsonb_array_elements(epochs) e where (e->>'prevSeed') is not null and not nobody_left_out(jsonb_build_array(e), who)) then
    raise exception 'changed-meanwhile' using errcode = 'WA410';
  end if;
  delete from seat_to_give g where g.member = who and g.team in (select (e->>'team')::uuid from jsonb_array_elements(epochs) e);
  return changed;
end $$;

create function seats_to_give() returns setof seat_to_give language plpgsql stable security definer
set search_path = pg_catalog, public as $$
begin
  if not my_roles() @> '{coordinator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  return query select g.* from seat_to_give g join member m on m.id = g.member where m.state <> 'removed';
end $$;

-- She accepts by a printed link: as somebody new, or with new keys for the account that is hers already.
create or replace function accept_invite(wanted uuid, newcomer uuid, x bytea, ed bytea, proof bytea, given jsonb)
returns text language plpgsql security definer set search_path = pg_catalog, public as $$
declare i invite; before new_keys;
begin
  select * into i from invite where id = wanted and expires_at > now() and ended_at is null for update;
  if not found then return 'not-found'; end if;
  if i.again is not null then
    if newcomer <> i.again or not exists (select 1 from member m where m.id = newcomer and m.state in ('active', 'suspended')) then return 'not-found'; end if;
    select * into before from new_keys n where n.invite = wanted;
    if found then return case when before.mac = proof then 'accepted' else 'taken' end; end if;
    insert into new_keys (invite, member, x_public, ed_public, mac, account) values (wanted, newcomer, x, ed, proof, given);
    return 'accepted';
  end if;
  if i.member is not null then return case when i.member = newcomer and i.mac = proof then 'accepted' else 'taken' end; end if;
  if exists (select 1 from member m where m.name_key = i.name_key) then return 'taken'; end if;
  insert into member (id, name, name_key, shown, roles, state, x_public, ed_public, manager, joined_on)
  values (newcomer, i.name, i.name_key, i.shown, i.roles, 'waiting', x, ed, i.roles @> '{coordinator}', current_date);
  perform put_account(newcomer, given);
  update invite set member = newcomer, mac = proof where id = wanted;
  return 'accepted';
end $$;

drop function invite_for_bearer(uuid);
create function invite_for_bearer(wanted uuid) returns table (name text, shown text, roles text[], accepted boolean, again boolean)
language sql stable security definer set search_path = pg_catalog, public as $$
  select i.name, i.shown, i.roles, i.member is not null or exists (select 1 from new_keys n where n.invite = i.id), i.again is not null
  from invite i where i.id = wanted and i.expires_at > now() and i.ended_at is null
$$;

-- What was answered to invitations for new keys: the public half alone.
create function answered_again() returns table (invite uuid, member uuid, x_public bytea, ed_public bytea, mac bytea) language plpgsql stable security definer
set search_path = pg_catalog, public as $$
begin
  if not my_roles() @> '{coordinator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  return query select n.invite, n.member, n.x_public, n.ed_public, n.mac from new_keys n;
end $$;

-- A manager countersigns: the account is opened by the new keys alone, every old way in has ended (0024), and her seats are given
-- anew. Her drafts were sealed for herself alone, and nobody has that key any more. True when it was done now.
create function renew_keys(wanted uuid, c jsonb, epochs jsonb, seats jsonb) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare n new_keys;
begin
  if not my_roles() @> '{coordinator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  select * into n from new_keys where new_keys.invite = wanted for update;
  if not found then
    if exists (select 1 from invite i join member m on m.id = i.again where i.id = wanted and i.ended_at is not null and m.certificate = decode(c->>'sig', 'hex')) then return false; end if;
    raise exception 'not-found' using errcode = 'WA404';
  end if;
  if decode(c->>'xPublic', 'hex') <> n.x_public or decode(c->>'edPublic', 'hex') <> n.ed_public
      or (c->>'keys')::int <> (select m.keys + 1 from member m where m.id = n.member)
      or (c->>'manager')::boolean <> (select m.manager from member m where m.id = n.member) then
    raise exception 'changed-meanwhile' using errcode = 'WA410';
  end if;
  perform certify_again(n.member, c);
  delete from account where member = n.member;
  perform put_account(n.member, n.account);
  delete from draft where member = n.member;
  insert into seat_to_give select distinct s.member, s.holder from seat s where s.member = n.member and s.wrap is not null on conflict do nothing;
  delete from seat where member = n.member and wrap is not null;
  perform seat_in(n.member, epochs, seats);
  delete from new_keys where new_keys.member = n.member;
  update invite set ended_at = now() where again = n.member and ended_at is null;
  return true;
end $$;

-- An invitation can be taken back before anybody is let in by it. Whoever answered and was not let in leaves nothing here.
create function end_invite(wanted uuid) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare i invite;
begin
  if not my_roles() && '{coordinator,administrator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  select * into i from invite where id = wanted for update;
  if not found or exists (select 1 from member m where m.id = i.member and m.state <> 'waiting') then raise exception 'not-found' using errcode = 'WA404'; end if;
  if i.ended_at is not null then return false; end if;
  delete from new_keys where new_keys.invite = wanted;
  update invite set ended_at = now(), member = null, mac = null where id = wanted;
  delete from account where member = i.member;
  delete from member where id = i.member and state = 'waiting';
  return true;
end $$;

-- Records that she held herself, with keys she lost: those that the asker holds too can be given back by her; the rest only by
-- somebody else who holds them, or by recovery.
create function lost_holds(who uuid) returns table (folder uuid, gen int, listed date, shared boolean) language plpgsql stable security definer
set search_path = pg_catalog, public as $$
begin
  if not my_roles() @> '{coordinator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  return query select h.folder, h.gen, h.listed, exists (
      select 1 from hold o where o.folder = h.folder and not o.superseded and o.form <> 'glass' and o.holder <> who and o.holder <> (select id from organisation))
    from hold h join member m on m.id = h.holder where h.holder = who and h.form <> 'glass' and not h.superseded and h.epoch < m.keys;
end $$;

create function give_back(who uuid, rows jsonb) returns int language plpgsql security definer
set search_path = pg_catalog, public as $$
declare given int;
begin
  if exists (select 1 from jsonb_array_elements(rows) r where (r->>'holder')::uuid <> who
      or not exists (select 1 from hold h where h.folder = (r->>'folder')::uuid and h.holder = any (my_holders()))) then
    raise exception 'not-found' using errcode = 'WA404';
  end if;
  update hold h set form = r->>'form', epoch = (r->>'epoch')::int, wrap = decode(r->>'wrap', 'hex'), sig = decode(r->>'sig', 'hex'), by = my_member()
  from jsonb_array_elements(rows) r, member m
  where h.holder = who and h.folder = (r->>'folder')::uuid and h.gen = (r->>'gen')::int and not h.superseded
    and m.id = who and h.epoch < m.keys and (r->>'epoch')::int = m.keys;
  get diagnostics given = row_count;
  return given;
end $$;

grant select, insert, update, delete on former_certificate, new_keys, seat_to_give to guard;
grant delete on member to guard;
grant select, delete on draft to guard;
create policy guard on draft for all to guard using (true) with check (true);
alter table former_certificate owner to guard;
alter table new_keys owner to guard;
alter table seat_to_give owner to guard;
do $$
declare f text; t text;
begin
  foreach f in array array['certify_again(uuid, jsonb)', 'change_roles(uuid, text[], jsonb)', 'nobody_left_out(jsonb, uuid)', 'seat_in(uuid, jsonb, jsonb)', 'seats_to_give()',
      'accept_invite(uuid, uuid, bytea, bytea, bytea, jsonb)', 'invite_for_bearer(uuid)', 'answered_again()', 'renew_keys(uuid, jsonb, jsonb, jsonb)',
      'end_invite(uuid)', 'lost_holds(uuid)', 'give_back(uuid, jsonb)'] loop
    execute format('alter function %s owner to guard', f);
    execute format('revoke all on function %s from public', f);
    if f !~ '^(certify_again|nobody_left_out)' then execute format('grant execute on function %s to app', f); end if;
  end loop;
  foreach t in array array['former_certificate', 'new_keys', 'seat_to_give'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy load on %I for all to loader using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to loader', t);
  end loop;
end $$;
create policy inside on former_certificate for select to app using ((select my_member()) is not null);
grant select on former_certificate to app;
