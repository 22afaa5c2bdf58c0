-- A second step after the passphrase: six digits that an authenticator app derives from a secret and the time (RFC 6238).
-- The server has to know that secret to check the digits; it opens nothing of anybody's.

create table second_step (
  member    uuid primary key references member,
  secret    bytea not null check (length(secret) = 20),
  confirmed boolean not null default false,
  last_step bigint not null default 0
);

create function my_second_step() returns boolean language sql stable security definer
set search_path = pg_catalog, public as $$
  select exists (select 1 from second_step where member = my_member() and confirmed)
$$;

create function begin_second_step(proof bytea, with_recovery boolean, fresh bytea) returns text language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if not proves_me(proof, with_recovery) then return 'wrong'; end if;
  insert into second_step (member, secret) values (my_member(), fresh)
  on conflict (member) do update set secret = excluded.secret, last_step = 0 where not second_step.confirmed;
  return case when found then 'done' else 'already-there' end;
end $$;

create function second_step_to_confirm() returns table (secret bytea) language sql stable security definer
set search_path = pg_catalog, public as $$
  select s.secret from second_step s where s.member = my_member()
$$;

create function confirm_second_step(step bigint) returns text language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if exists (select 1 from second_step where member = my_member() and confirmed and last_step = step) then return 'already-there'; end if;
  update second_step set confirmed = true, last_step = step where member = my_member() and not confirmed and last_step < step;
  return case when found then 'done' else 'wrong' end;
end $$;

create function drop_second_step(proof bytea, with_recovery boolean) returns text language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if not proves_me(proof, with_recovery) then return 'wrong'; end if;
  delete from second_step where member = my_member();
  return case when found then 'done' else 'already-there' end;
end $$;

-- At the door, for who has shown the right passphrase: what her six digits are checked with.
create function second_step_for(wanted text, proof bytea) returns table (secret bytea) language sql stable security definer
set search_path = pg_catalog, public as $$
  select s.secret from second_step s join member m on m.id = s.member join account a on a.member = m.id
  where m.name_key = wanted and m.state = 'active' and a.auth_hash = proof and s.confirmed
$$;

-- Six digits open once: the step they belong to must be later than every one that was used.
create function take_second_step(wanted text, proof bytea, step bigint) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  update second_step s set last_step = step from member m join account a on a.member = m.id
  where s.member = m.id and m.name_key = wanted and m.state = 'active' and a.auth_hash = proof and s.confirmed and s.last_step < step;
  return found;
end $$;

alter table second_step owner to guard;
do $$
declare f text;
begin
  foreach f in array array['my_second_step()', 'begin_second_step(bytea, boolean, bytea)', 'second_step_to_confirm()', 'confirm_second_step(bigint)',
      'drop_second_step(bytea, boolean)', 'second_step_for(text, bytea)', 'take_second_step(text, bytea, bigint)'] loop
    execute format('alter function %s owner to guard', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to app', f);
  end loop;
end $$;
alter table second_step enable row level security;
create policy load on second_step for all to loader using (true) with check (true);
grant select, insert, update, delete on second_step to loader;
