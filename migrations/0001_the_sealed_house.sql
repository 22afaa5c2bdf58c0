-- The sealed house: who is here, which keys exist, who holds what. Coded facts come in 0002.
-- Roles (made before the first migration): migrator owns all; guard owns what decides access;
-- audit_writer owns the ledger's intake; counter owns the views that are counted.

revoke all on schema public from public;
grant usage on schema public to app, stats, loader, sequencer, backup, guard, audit_writer, counter;
grant create on schema public to guard, audit_writer;
create schema count;
grant usage, create on schema count to counter;
grant usage on schema count to stats;
alter default privileges in schema public revoke execute on functions from public;

-- ── the organisation ────────────────────────────────────────────────────────────────────────────
create table organisation (
  id              uuid primary key,
  name            text not null check (length(name) between 1 and 200),
  root_public     bytea not null check (length(root_public) = 32),
  recovery_public bytea not null check (length(recovery_public) = 32),
  recovery_sig    bytea not null check (length(recovery_sig) = 64),
  languages       text[] not null,
  founded_on      date not null
);
create unique index one_organisation on organisation ((true));

create table line (
  id      uuid primary key,
  name    text not null check (length(name) between 1 and 100),
  channel text not null,
  place   int  not null
);

create table team (
  id   uuid primary key,
  kind text not null,
  name text not null check (length(name) between 1 and 100)
);

create table member (
  id           uuid primary key,
  name         text not null check (length(name) between 1 and 60),
  name_key     text not null unique,
  shown        text not null check (length(shown) between 1 and 100),
  roles        text[] not null,
  state        text not null check (state in ('waiting', 'active', 'suspended', 'removed')),
  x_public     bytea not null check (length(x_public) = 32),
  ed_public    bytea not null check (length(ed_public) = 32),
  manager      boolean not null,
  certified_by uuid references member,
  certificate  bytea check (length(certificate) = 64),
  joined_on    date not null
);

create table account (
  member            uuid primary key references member,
  salt              bytea not null,
  kdf               jsonb not null,
  auth_hash         bytea not null check (length(auth_hash) = 32),
  user_key          bytea not null,
  recovery_hash     bytea not null check (length(recovery_hash) = 32),
  recovery_user_key bytea not null,
  bundle            bytea not null,
  bundle_version    int not null default 1
);

create table invite (
  id         uuid primary key,
  name       text not null,
  name_key   text not null,
  shown      text not null,
  roles      text[] not null,
  teams      uuid[] not null,
  sealed     bytea not null,
  sealed_for uuid not null references team,
  epoch      int not null,
  made_by    uuid not null references member,
  expires_at timestamptz not null,
  member     uuid references member,
  mac        bytea
);

create table session (
  token_hash bytea primary key check (length(token_hash) = 32),
  member     uuid not null references member,
  made_at    timestamptz not null default now(),
  ends_at    timestamptz not null,
  ended_at   timestamptz
);
create index session_member on session (member) where ended_at is null;

-- ── one table is both lock and rule ─────────────────────────────────────────────────────────────
create table team_epoch (
  team       uuid not null references team,
  epoch      int not null check (epoch > 0),
  version    int not null check (version > 0),
  public_key bytea not null check (length(public_key) = 32),
  roster     bytea not null,
  by         uuid not null references member,
  sig        bytea not null check (length(sig) = 64),
  prev_seed  bytea,
  primary key (team, epoch)
);

-- member is a member, or the organisation (recovery). A member's own holder is herself, without a wrap.
create table seat (
  member uuid not null,
  holder uuid not null,
  epoch  int not null,
  wrap   bytea,
  by     uuid,
  sig    bytea,
  primary key (member, holder, epoch)
);

create table folder (
  id      uuid primary key,
  kind    text not null check (kind in ('contact', 'card', 'identity', 'whereabouts', 'story', 'specialist',
            'account', 'perpetrators', 'debrief', 'hers', 'referral')),
  trace   uuid not null unique,
  made_by uuid not null references member
);

create table folder_key (
  folder     uuid not null references folder,
  gen        int not null check (gen > 0),
  commitment bytea not null check (length(commitment) = 32),
  prev       bytea,
  by         uuid not null references member,
  sig        bytea not null check (length(sig) = 64),
  primary key (folder, gen)
);

-- base: held from the folder's beginning. via: the clients whose link added it; gone when the last is unlinked.
create table hold (
  holder uuid not null,
  folder uuid not null references folder,
  gen    int not null,
  kind   text not null,
  listed date not null,
  form   text not null check (form in ('team', 'hpke', 'own')),
  epoch  int not null,
  wrap   bytea not null check (length(wrap) between 40 and 200),
  by     uuid not null references member,
  sig    bytea not null check (length(sig) = 64),
  base   boolean not null default true,
  via    uuid[] not null default '{}',
  primary key (holder, folder, gen),
  foreign key (folder, gen) references folder_key
);
create index hold_folder on hold (folder);
create index hold_list on hold (holder, kind, listed desc, folder);

create table doc (
  folder  uuid not null,
  id      uuid not null,
  version int not null check (version > 0),
  gen     int not null,
  schema  text not null,
  blob    bytea not null check (length(blob) between 45 and 1048576),
  author  uuid not null references member,
  head    text,
  sig     bytea not null check (length(sig) = 64),
  primary key (folder, id, version),
  foreign key (folder, gen) references folder_key
);

create table chunk (
  folder uuid not null references folder,
  file   uuid not null,
  n      int not null check (n >= 0),
  bytes  bytea not null check (length(bytes) <= 1048576),
  primary key (folder, file, n)
);

create table token (
  kind   text not null,
  mac    bytea not null check (length(mac) = 32),
  folder uuid not null references folder,
  primary key (kind, mac, folder)
);

create table draft (
  id         uuid primary key,
  member     uuid not null references member,
  blob       bytea not null check (length(blob) <= 262144),
  changed_at timestamptz not null default now()
);
create index draft_member on draft (member);

-- ── the ledger's intake, entries and signed heads ───────────────────────────────────────────────
create table pending (
  id     bigint generated always as identity primary key,
  at     timestamptz not null default clock_timestamp(),
  actor  uuid,
  action text not null check (length(action) <= 60),
  traces uuid[] not null,
  result text not null check (length(result) <= 60)
);

create table ledger_entry (
  seq    bigint primary key,
  at     timestamptz not null,
  actor  uuid,
  action text not null,
  traces uuid[] not null,
  result text not null,
  leaf   bytea not null check (length(leaf) = 32)
);
create index ledger_actor on ledger_entry (actor, seq desc);
create index ledger_traces on ledger_entry using gin (traces);

-- hash of every complete subtree: level 0 is the leaves; what inclusion and consistency proofs are made of
create table ledger_node (
  level int not null,
  place bigint not null,
  hash  bytea not null check (length(hash) = 32),
  primary key (level, place)
);

create table ledger_head (
  size bigint primary key,
  root bytea not null check (length(root) = 32),
  at   timestamptz not null,
  sig  bytea not null check (length(sig) = 64)
);

-- ── who is asking ───────────────────────────────────────────────────────────────────────────────
-- The context is the hash of a session token, set with set_config(…, true); a member's id set there gains nothing.
create function my_member() returns uuid language sql stable security definer
set search_path = pg_catalog, public as $$
  select s.member from session s join member m on m.id = s.member
  where s.token_hash = decode(nullif(current_setting('app.session', true), ''), 'hex')
    and s.ended_at is null and s.ends_at > now() and m.state = 'active'
$$;

create function my_holders() returns uuid[] language sql stable security definer
set search_path = pg_catalog, public as $$
  select coalesce(array_agg(distinct holder), '{}') from seat where member = my_member()
$$;

create function my_roles() returns text[] language sql stable security definer
set search_path = pg_catalog, public as $$
  select coalesce((select roles from member where id = my_member()), '{}')
$$;

create function enter(token_hash bytea) returns table (id uuid, roles text[], ends_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform set_config('app.session', encode(token_hash, 'hex'), true);
  return query select m.id, m.roles, s.ends_at from session s join member m on m.id = s.member
    where s.token_hash = enter.token_hash and s.ended_at is null and s.ends_at > now() and m.state = 'active';
end $$;

create function note(action text, traces uuid[], result text) returns void language sql security definer
set search_path = pg_catalog, public as $$
  insert into pending (actor, action, traces, result) values (my_member(), action, traces, result)
$$;

-- ── what only guard may write ───────────────────────────────────────────────────────────────────
create function add_holds(rows jsonb, is_base boolean, through uuid) returns void language sql security definer
set search_path = pg_catalog, public as $$
  insert into hold (holder, folder, gen, kind, listed, form, epoch, wrap, by, sig, base, via)
  select (r->>'holder')::uuid, (r->>'folder')::uuid, (r->>'gen')::int, f.kind, (r->>'listed')::date, r->>'form',
         (r->>'epoch')::int, decode(r->>'wrap', 'hex'), my_member(), decode(r->>'sig', 'hex'), is_base,
         case when through is null then '{}'::uuid[] else array[through] end
  from jsonb_array_elements(rows) r join folder f on f.id = (r->>'folder')::uuid
  on conflict (holder, folder, gen) do update
    set via = case when through is null or through = any (hold.via) then hold.via else hold.via || through end
$$;

-- A new folder, its signed commitment and its holds. True when it was made now, false when the same maker sent the
-- same one before. Recovery always holds; the maker holds, herself or through a team.
create function make_folder(made jsonb) returns boolean language plpgsql security definer
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
  if exists (select 1 from jsonb_array_elements(made->'holds') r where (r->>'folder')::uuid <> new_id) then
    raise exception 'bad-input' using errcode = 'WA400';
  end if;
  return true;
exception when unique_violation then
  raise exception 'taken' using errcode = 'WA409';
end $$;

-- Whoever holds a folder may let another holder in; nobody can grant herself.
create function share(rows jsonb, through uuid) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
declare mine uuid[] := my_holders();
begin
  if exists (select 1 from jsonb_array_elements(rows) r
             where not exists (select 1 from hold h where h.folder = (r->>'folder')::uuid and h.holder = any (mine))) then
    raise exception 'not-found' using errcode = 'WA404';
  end if;
  perform add_holds(rows, through is null, through);
end $$;

-- Unlinking takes back only the holds that this link added.
create function take_back(from_folder uuid, through uuid) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if not exists (select 1 from hold h where h.folder = from_folder and h.holder = any (my_holders())) then
    raise exception 'not-found' using errcode = 'WA404';
  end if;
  update hold set via = array_remove(via, through) where folder = from_folder and through = any (via);
  delete from hold where folder = from_folder and not base and via = '{}';
end $$;

create function put_rosters(epochs jsonb, seats jsonb) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
declare e jsonb; changed int;
begin
  if not my_roles() @> '{coordinator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  for e in select * from jsonb_array_elements(epochs) loop
    insert into team_epoch (team, epoch, version, public_key, roster, by, sig, prev_seed)
    values ((e->>'team')::uuid, (e->>'epoch')::int, (e->>'version')::int, decode(e->>'publicKey', 'hex'),
            decode(e->>'roster', 'hex'), my_member(), decode(e->>'sig', 'hex'), decode(e->>'prevSeed', 'hex'))
    on conflict (team, epoch) do update
      set version = excluded.version, roster = excluded.roster, by = excluded.by, sig = excluded.sig
      where team_epoch.version = excluded.version - 1 and team_epoch.public_key = excluded.public_key;
    get diagnostics changed = row_count;
    if changed = 0 and not exists (select 1 from team_epoch t where t.team = (e->>'team')::uuid
        and t.epoch = (e->>'epoch')::int and t.sig = decode(e->>'sig', 'hex')) then
      raise exception 'changed-meanwhile' using errcode = 'WA410';
    end if;
  end loop;
  insert into seat (member, holder, epoch, wrap, by, sig)
  select (s->>'member')::uuid, (s->>'holder')::uuid, (s->>'epoch')::int, decode(s->>'wrap', 'hex'), my_member(),
         decode(s->>'sig', 'hex')
  from jsonb_array_elements(seats) s
  on conflict (member, holder, epoch) do nothing;
end $$;

create function let_in(newcomer uuid, signature bytea) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if not my_roles() @> '{coordinator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  update member set state = 'active', certified_by = my_member(), certificate = signature
  where id = newcomer and state = 'waiting';
  if not found then return false; end if;
  insert into seat (member, holder, epoch) values (newcomer, newcomer, 0) on conflict do nothing;
  return true;
end $$;

create function suspend(who uuid, on_hold boolean) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if not my_roles() && '{coordinator,administrator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  update member set state = case when on_hold then 'suspended' else 'active' end
  where id = who and id <> my_member() and state in ('active', 'suspended') and certificate is not null;
  if not found then return false; end if;
  update session set ended_at = now() where member = who and ended_at is null and on_hold;
  return true;
end $$;

-- ── before sign-in ──────────────────────────────────────────────────────────────────────────────
create function sign_in_salt(wanted text) returns table (salt bytea, kdf jsonb) language sql stable security definer
set search_path = pg_catalog, public as $$
  select a.salt, a.kdf from account a join member m on m.id = a.member
  where m.name_key = wanted and m.state in ('active', 'waiting')
$$;

create function open_session(wanted text, proof bytea, with_recovery boolean, token bytea, until timestamptz)
returns table (member uuid, state text, user_key bytea, bundle bytea, bundle_version int) language plpgsql security definer
set search_path = pg_catalog, public as $$
declare who member; kept account;
begin
  select m.* into who from member m where m.name_key = wanted and m.state in ('active', 'waiting');
  if not found then return; end if;
  select a.* into kept from account a where a.member = who.id;
  if proof <> (case when with_recovery then kept.recovery_hash else kept.auth_hash end) then return; end if;
  if who.state = 'active' then
    insert into session (token_hash, member, ends_at) values (token, who.id, until);
  end if;
  return query select who.id, who.state,
    case when with_recovery then kept.recovery_user_key else kept.user_key end, kept.bundle, kept.bundle_version;
end $$;

create function end_session(token bytea) returns void language sql security definer
set search_path = pg_catalog, public as $$
  update session set ended_at = now() where token_hash = token and ended_at is null
$$;

create function put_account(who uuid, given jsonb) returns void language sql security definer
set search_path = pg_catalog, public as $$
  insert into account (member, salt, kdf, auth_hash, user_key, recovery_hash, recovery_user_key, bundle)
  values (who, decode(given->>'salt', 'hex'), given->'kdf', decode(given->>'authHash', 'hex'),
    decode(given->>'userKey', 'hex'), decode(given->>'recoveryHash', 'hex'),
    decode(given->>'recoveryUserKey', 'hex'), decode(given->>'bundle', 'hex'))
$$;

create function put_bundle(sealed bytea, from_version int) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  update account set bundle = sealed, bundle_version = bundle_version + 1
  where member = my_member() and bundle_version = from_version;
  return found;
end $$;

-- An invite as its bearer may see it: her own name and what awaits her, nothing of the house.
create function invite_for_bearer(wanted uuid) returns table (name text, shown text, roles text[], accepted boolean)
language sql stable security definer set search_path = pg_catalog, public as $$
  select i.name, i.shown, i.roles, i.member is not null from invite i where i.id = wanted and i.expires_at > now()
$$;

create function accept_invite(wanted uuid, newcomer uuid, x bytea, ed bytea, proof bytea, given jsonb)
returns text language plpgsql security definer set search_path = pg_catalog, public as $$
declare i invite;
begin
  select * into i from invite where id = wanted and expires_at > now() for update;
  if not found then return 'not-found'; end if;
  if i.member is not null then return case when i.member = newcomer and i.mac = proof then 'accepted' else 'taken' end; end if;
  if exists (select 1 from member m where m.name_key = i.name_key) then return 'taken'; end if;
  insert into member (id, name, name_key, shown, roles, state, x_public, ed_public, manager, joined_on)
  values (newcomer, i.name, i.name_key, i.shown, i.roles, 'waiting', x, ed, i.roles @> '{coordinator}', current_date);
  perform put_account(newcomer, given);
  update invite set member = newcomer, mac = proof where id = wanted;
  return 'accepted';
end $$;

-- The house is founded once, whole or not at all.
create function found_house(h jsonb) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare o jsonb := h->'organisation'; m jsonb := h->'member'; me uuid := (m->>'id')::uuid;
begin
  if exists (select 1 from organisation) then
    return exists (select 1 from organisation where id = (o->>'id')::uuid and root_public = decode(o->>'rootPublic', 'hex'));
  end if;
  insert into organisation (id, name, root_public, recovery_public, recovery_sig, languages, founded_on)
  values ((o->>'id')::uuid, o->>'name', decode(o->>'rootPublic', 'hex'), decode(o->>'recoveryPublic', 'hex'),
    decode(o->>'recoverySig', 'hex'), array(select jsonb_array_elements_text(o->'languages')), current_date);
  insert into line select (l->>'id')::uuid, l->>'name', l->>'channel', n::int
    from jsonb_array_elements(h->'lines') with ordinality as t(l, n);
  insert into team select (t->>'id')::uuid, t->>'kind', t->>'name' from jsonb_array_elements(h->'teams') t;
  insert into member (id, name, name_key, shown, roles, state, x_public, ed_public, manager, certificate, joined_on)
  values (me, m->>'name', m->>'nameKey', m->>'shown', array(select jsonb_array_elements_text(m->'roles')), 'active',
    decode(m->>'xPublic', 'hex'), decode(m->>'edPublic', 'hex'), true, decode(m->>'certificate', 'hex'), current_date);
  perform put_account(me, h->'account');
  insert into team_epoch (team, epoch, version, public_key, roster, by, sig)
  select (e->>'team')::uuid, (e->>'epoch')::int, (e->>'version')::int, decode(e->>'publicKey', 'hex'),
    decode(e->>'roster', 'hex'), me, decode(e->>'sig', 'hex') from jsonb_array_elements(h->'epochs') e;
  insert into seat (member, holder, epoch, wrap, by, sig)
  select (s->>'member')::uuid, (s->>'holder')::uuid, (s->>'epoch')::int, decode(s->>'wrap', 'hex'), me,
    decode(s->>'sig', 'hex') from jsonb_array_elements(h->'seats') s;
  insert into seat (member, holder, epoch) values (me, me, 0);
  return true;
exception when unique_violation then return false;
end $$;

create function is_founded() returns boolean language sql stable security definer
set search_path = pg_catalog, public as $$ select exists (select 1 from organisation) $$;

-- ── ownership ───────────────────────────────────────────────────────────────────────────────────
grant select, insert, update on organisation, line, team, member, invite, team_epoch to guard;
grant references on organisation, line, team, member, invite to guard;
alter table account owner to guard;
alter table session owner to guard;
alter table seat owner to guard;
alter table folder owner to guard;
alter table folder_key owner to guard;
alter table hold owner to guard;
alter table pending owner to audit_writer;
grant references on folder, folder_key to current_user;
do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where n.nspname = 'public' and p.prosecdef and p.proname <> 'note' loop
    execute format('alter function %s owner to guard', f);
    execute format('revoke all on function %s from public', f);
  end loop;
end $$;
revoke all on function note(text, uuid[], text) from public;
alter function note(text, uuid[], text) owner to audit_writer;
grant execute on function my_member() to audit_writer, app, loader;
grant execute on function my_holders(), my_roles(), enter(bytea), make_folder(jsonb), share(jsonb, uuid),
  take_back(uuid, uuid), put_rosters(jsonb, jsonb), let_in(uuid, bytea), suspend(uuid, boolean), sign_in_salt(text),
  open_session(text, bytea, boolean, bytea, timestamptz), end_session(bytea), put_bundle(bytea, int),
  invite_for_bearer(uuid), accept_invite(uuid, uuid, bytea, bytea, bytea, jsonb), found_house(jsonb), is_founded(),
  note(text, uuid[], text) to app;
grant execute on function enter(bytea), note(text, uuid[], text), my_member() to stats;

-- ── row-level security ──────────────────────────────────────────────────────────────────────────
do $$
declare t text;
begin
  foreach t in array array['organisation', 'line', 'team', 'member', 'invite', 'team_epoch', 'doc', 'chunk', 'token',
                           'draft', 'ledger_entry', 'ledger_head', 'ledger_node'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy load on %I for all to loader using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to loader', t);
  end loop;
  foreach t in array array['account', 'session', 'seat', 'folder', 'folder_key', 'hold', 'pending'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy load on %I for all to loader using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to loader', t);
  end loop;
  foreach t in array array['organisation', 'line', 'team', 'member', 'invite', 'team_epoch'] loop
    execute format('create policy guard on %I for all to guard using (true) with check (true)', t);
  end loop;
  foreach t in array array['organisation', 'line', 'team', 'member', 'team_epoch'] loop
    execute format('create policy inside on %I for select to app using ((select my_member()) is not null)', t);
    execute format('grant select on %I to app', t);
  end loop;
end $$;

create policy managers on invite for all to app
  using ((select my_roles()) && '{coordinator,administrator}')
  with check ((select my_roles()) && '{coordinator,administrator}' and made_by = (select my_member()));
grant select, insert on invite to app;

create policy mine on seat for select to app using (member = (select my_member()));
create policy see on hold for select to app using (holder = any ((select my_holders())::uuid[]));
create policy see on folder for select to app
  using (exists (select 1 from hold h where h.folder = folder.id and h.holder = any ((select my_holders())::uuid[])));
create policy see on folder_key for select to app
  using (exists (select 1 from hold h where h.folder = folder_key.folder and h.holder = any ((select my_holders())::uuid[])));
create policy see on doc for select to app
  using (exists (select 1 from hold h where h.folder = doc.folder and h.holder = any ((select my_holders())::uuid[])));
create policy write on doc for insert to app
  with check (author = (select my_member())
    and exists (select 1 from hold h where h.folder = doc.folder and h.holder = any ((select my_holders())::uuid[])));
create policy see on chunk for select to app
  using (exists (select 1 from hold h where h.folder = chunk.folder and h.holder = any ((select my_holders())::uuid[])));
create policy see on token for select to app
  using (exists (select 1 from hold h where h.folder = token.folder and h.holder = any ((select my_holders())::uuid[])));
create policy mine on draft for all to app using (member = (select my_member())) with check (member = (select my_member()));
grant select on seat, hold, folder, folder_key, chunk, token to app;
grant select, insert on doc to app;
grant select, insert, update, delete on draft to app;

-- the ledger: coordinators and directors see all, an administrator what names no folder, everyone her own and her folders'
create policy see on ledger_entry for select to app using (
  (select my_roles()) && '{coordinator,director}'
  or actor = (select my_member())
  or (traces = '{}' and (select my_roles()) && '{administrator}')
  or (traces <> '{}' and exists (select 1 from folder f where f.trace = any (ledger_entry.traces))));
create policy see on ledger_head for select to app using ((select my_member()) is not null);
grant select on ledger_entry, ledger_head to app;
grant select, insert on ledger_entry, ledger_head, ledger_node to sequencer;
grant select, delete on pending to sequencer;
create policy sequence on ledger_entry for all to sequencer using (true) with check (true);
create policy sequence on ledger_head for all to sequencer using (true) with check (true);
create policy sequence on ledger_node for all to sequencer using (true) with check (true);
create policy sequence on pending for all to sequencer using (true) with check (true);
