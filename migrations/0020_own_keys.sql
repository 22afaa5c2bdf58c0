-- What a member does with her own keys and sessions. She proves herself anew before anything changes how one gets in.

-- A session has a name she may point at; `label` is what she calls the browser, sealed for her alone.
alter table session
  add column id uuid not null default gen_random_uuid() unique,
  add column label bytea check (length(label) between 45 and 1024);

create function my_sessions() returns table (id uuid, label bytea, made_at timestamptz, ends_at timestamptz, here boolean)
language sql stable security definer set search_path = pg_catalog, public as $$
  select s.id, s.label, s.made_at, s.ends_at, s.token_hash = decode(nullif(current_setting('app.session', true), ''), 'hex')
  from session s where s.member = my_member() and s.ended_at is null and s.ends_at > now() order by s.made_at desc, s.id
$$;

create function label_session(which uuid, sealed bytea) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  update session set label = sealed where id = which and member = my_member() and ended_at is null;
  return found;
end $$;

create function end_my_session(which uuid) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  update session set ended_at = now() where id = which and member = my_member() and ended_at is null;
  return found;
end $$;

create function end_my_other_sessions() returns int language plpgsql security definer
set search_path = pg_catalog, public as $$
declare ended int;
begin
  update session set ended_at = now() where member = my_member() and ended_at is null and ends_at > now()
    and token_hash <> decode(current_setting('app.session', true), 'hex');
  get diagnostics ended = row_count;
  return ended;
end $$;

-- Whether somebody ended this session before its time; one that ran out or never was is told apart from it.
create function was_ended(token bytea) returns boolean language sql stable security definer
set search_path = pg_catalog, public as $$
  select exists (select 1 from session where token_hash = token and ended_at is not null and ended_at < ends_at)
$$;

create function my_bundle() returns table (bundle bytea, bundle_version int) language sql stable security definer
set search_path = pg_catalog, public as $$
  select bundle, bundle_version from account where member = my_member()
$$;

-- Her passphrase or her recovery code, as at sign-in.
create function proves_me(proof bytea, with_recovery boolean) returns boolean language sql stable security definer
set search_path = pg_catalog, public as $$
  select coalesce((select proof = case when with_recovery then a.recovery_hash else a.auth_hash end
    from account a where a.member = my_member()), false)
$$;

-- 'done' now, 'already-there' when the same was sent before, 'wrong' when she did not prove herself.
create function change_passphrase(proof bytea, with_recovery boolean, given jsonb) returns text language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if exists (select 1 from account where member = my_member() and auth_hash = decode(given->>'authHash', 'hex')
      and user_key = decode(given->>'userKey', 'hex')) then
    return 'already-there';
  end if;
  if not proves_me(proof, with_recovery) then return 'wrong'; end if;
  update account set salt = decode(given->>'salt', 'hex'), kdf = given->'kdf', auth_hash = decode(given->>'authHash', 'hex'),
    user_key = decode(given->>'userKey', 'hex') where member = my_member();
  return 'done';
end $$;

create function change_recovery_code(proof bytea, with_recovery boolean, given jsonb) returns text language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if exists (select 1 from account where member = my_member() and recovery_hash = decode(given->>'recoveryHash', 'hex')
      and recovery_user_key = decode(given->>'recoveryUserKey', 'hex')) then
    return 'already-there';
  end if;
  if not proves_me(proof, with_recovery) then return 'wrong'; end if;
  update account set recovery_hash = decode(given->>'recoveryHash', 'hex'), recovery_user_key = decode(given->>'recoveryUserKey', 'hex')
  where member = my_member();
  return 'done';
end $$;

do $$
declare f text;
begin
  foreach f in array array['my_sessions()', 'label_session(uuid, bytea)', 'end_my_session(uuid)', 'end_my_other_sessions()', 'was_ended(bytea)',
      'my_bundle()', 'proves_me(bytea, boolean)', 'change_passphrase(bytea, boolean, jsonb)', 'change_recovery_code(bytea, boolean, jsonb)'] loop
    execute format('alter function %s owner to guard', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to app', f);
  end loop;
end $$;
grant execute on function was_ended(bytea) to stats;
