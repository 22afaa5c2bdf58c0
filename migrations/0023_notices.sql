-- What a member is told about her own keys and account, on Today, until she has seen it. A code, never a text.

create table notice (
  id      uuid primary key default gen_random_uuid(),
  member  uuid not null references member,
  what    text not null check (what ~ '^[a-z-]{1,30}\.[a-z-]{1,30}$'),
  by      uuid references member,
  at      timestamptz not null default now(),
  seen_at timestamptz
);
create index notice_unseen on notice (member, at desc) where seen_at is null;

-- Whoever does something to a member's account tells her in the same transaction; nobody else's words get in.
create function tell_member(who uuid, about text) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if my_member() is null then raise exception 'not-signed-in' using errcode = 'WA401'; end if;
  insert into notice (member, what, by) values (who, about, my_member());
end $$;

create function see_notices(which uuid[]) returns int language plpgsql security definer
set search_path = pg_catalog, public as $$
declare seen int;
begin
  update notice set seen_at = now() where id = any (which) and member = my_member() and seen_at is null;
  get diagnostics seen = row_count;
  return seen;
end $$;

alter table notice owner to guard;
do $$
declare f text;
begin
  foreach f in array array['tell_member(uuid, text)', 'see_notices(uuid[])'] loop
    execute format('alter function %s owner to guard', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to app', f);
  end loop;
end $$;
alter table notice enable row level security;
create policy load on notice for all to loader using (true) with check (true);
create policy mine on notice for select to app using (member = (select my_member()));
grant select, insert, update, delete on notice to loader;
grant select on notice to app;
