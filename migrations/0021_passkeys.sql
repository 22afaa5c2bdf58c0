-- Passkeys: the server checks an assertion and hands out the user key wrapped under what the authenticator's PRF gives.
-- A challenge is used once; only its hash is kept, for two minutes, so that any node of the program can take it.

create table passkey (
  id         uuid primary key,
  member     uuid not null references member,
  credential bytea not null unique check (length(credential) between 1 and 1023),
  public_key bytea not null check (length(public_key) between 32 and 1024),
  counter    bigint not null,
  user_key   bytea not null check (length(user_key) between 40 and 400),
  label      bytea not null check (length(label) between 45 and 1024),
  made_on    date not null default current_date
);
create index passkey_member on passkey (member);

create table challenge (
  hash       bytea primary key check (length(hash) = 32),
  member     uuid,
  expires_at timestamptz not null
);
create index challenge_expires on challenge (expires_at);

create function new_challenge(hashed bytea, until timestamptz) returns void language sql security definer
set search_path = pg_catalog, public as $$
  delete from challenge where expires_at < now();
  insert into challenge (hash, member, expires_at) values (hashed, my_member(), until);
$$;

create function take_challenge(hashed bytea) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  delete from challenge where hash = hashed and expires_at > now() and member is not distinct from my_member();
  return found;
end $$;

create function my_passkeys() returns table (id uuid, credential bytea, label bytea, made_on date) language sql stable security definer
set search_path = pg_catalog, public as $$
  select id, credential, label, made_on from passkey where member = my_member() order by made_on, id
$$;

create function add_passkey(proof bytea, with_recovery boolean, given jsonb) returns text language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if exists (select 1 from passkey where id = (given->>'id')::uuid and member = my_member()
      and credential = decode(given->>'credential', 'hex')) then
    return 'already-there';
  end if;
  if not proves_me(proof, with_recovery) then return 'wrong'; end if;
  insert into passkey (id, member, credential, public_key, counter, user_key, label)
  values ((given->>'id')::uuid, my_member(), decode(given->>'credential', 'hex'), decode(given->>'publicKey', 'hex'),
    (given->>'counter')::bigint, decode(given->>'userKey', 'hex'), decode(given->>'label', 'hex'));
  return 'done';
end $$;

create function label_passkey(which uuid, sealed bytea) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  update passkey set label = sealed where id = which and member = my_member();
  return found;
end $$;

create function remove_passkey(proof bytea, with_recovery boolean, which uuid) returns text language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if not proves_me(proof, with_recovery) then return 'wrong'; end if;
  delete from passkey where id = which and member = my_member();
  return case when found then 'done' else 'already-there' end;
end $$;

create function passkey_of(wanted bytea) returns table (public_key bytea, counter bigint) language sql stable security definer
set search_path = pg_catalog, public as $$
  select p.public_key, p.counter from passkey p join member m on m.id = p.member where p.credential = wanted and m.state = 'active'
$$;

-- After its assertion was checked. A counter that does not rise tells of a copy and is refused; a synced passkey counts nothing.
create function open_session_by_passkey(wanted bytea, counted bigint, token bytea, until timestamptz)
returns table (member uuid, user_key bytea, bundle bytea, bundle_version int) language plpgsql security definer
set search_path = pg_catalog, public as $$
declare who uuid;
begin
  update passkey p set counter = counted from member m
  where p.credential = wanted and m.id = p.member and m.state = 'active' and (counted > p.counter or (counted = 0 and p.counter = 0))
  returning p.member into who;
  if who is null then return; end if;
  insert into session (token_hash, member, ends_at) values (token, who, until);
  return query select a.member, p.user_key, a.bundle, a.bundle_version from account a join passkey p on p.member = a.member
    where a.member = who and p.credential = wanted;
end $$;

grant references on member to guard;
alter table passkey owner to guard;
alter table challenge owner to guard;
do $$
declare f text; t text;
begin
  foreach f in array array['new_challenge(bytea, timestamptz)', 'take_challenge(bytea)', 'my_passkeys()', 'add_passkey(bytea, boolean, jsonb)',
      'label_passkey(uuid, bytea)', 'remove_passkey(bytea, boolean, uuid)', 'passkey_of(bytea)', 'open_session_by_passkey(bytea, bigint, bytea, timestamptz)'] loop
    execute format('alter function %s owner to guard', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to app', f);
  end loop;
  foreach t in array array['passkey', 'challenge'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy load on %I for all to loader using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to loader', t);
  end loop;
end $$;
