-- Who is at her desk now, and what the program's nodes tell each other. Unlogged: gone after a crash, in no backup, no history.

create unlogged table presence (
  member uuid primary key references member,
  state  text not null check (state in ('free', 'call', 'away')),
  until  timestamptz not null
);
alter table presence enable row level security;
alter table presence force row level security;
create policy see on presence for select to app using ((select my_member()) is not null);
create policy come on presence for insert to app with check (member = (select my_member()));
create policy stay on presence for update to app using (member = (select my_member()));
create policy go on presence for delete to app using (member = (select my_member()));
grant select, insert, update, delete on presence to app;

-- Told after a write is committed and never in its transaction: NOTIFY orders commits one after another.
create unlogged table happened (
  n    bigint generated always as identity primary key,
  at   timestamptz not null default clock_timestamp(),
  said jsonb not null
);
create index happened_at on happened (at);

create function tell_nodes(what jsonb) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
declare told bigint;
begin
  delete from happened where at < clock_timestamp() - interval '1 minute';
  insert into happened (said) values (what) returning n into told;
  perform pg_notify('wayout', jsonb_build_object('n', told, 'said', what)::text);
end $$;

-- For a node that cannot listen. Numbers are drawn before they are committed, so the last seconds are told again.
create function told_lately() returns table (n bigint, said jsonb) language sql stable security definer
set search_path = pg_catalog, public as $$
  select n, said from happened where at > clock_timestamp() - interval '10 seconds' order by n
$$;

-- Of the sessions that listen those that still stand, and which of these folders their members hold.
create function who_hears(tokens bytea[], folders uuid[]) returns table (token bytea, member uuid, held uuid[]) language sql stable security definer
set search_path = pg_catalog, public as $$
  select s.token_hash, s.member, array(
    select distinct h.folder from hold h join seat t on t.holder = h.holder where t.member = s.member and h.folder = any (folders))
  from session s join member m on m.id = s.member
  where s.token_hash = any (tokens) and s.ended_at is null and s.ends_at > now() and m.state = 'active'
$$;

alter table happened owner to guard;
do $$
declare f text;
begin
  foreach f in array array['tell_nodes(jsonb)', 'told_lately()', 'who_hears(bytea[], uuid[])'] loop
    execute format('alter function %s owner to guard', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to app', f);
  end loop;
end $$;
