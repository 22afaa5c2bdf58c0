-- The ledger can be checked from outside: salted leaves, proofs for members, heads and leaves for a witness.

-- A salt of its own for every entry, so that a leaf alone cannot be guessed. Entries from before have none.
alter table ledger_entry add column salt bytea check (length(salt) = 16);

-- Hashes of subtrees say nothing by themselves: whoever works here may ask for proofs.
create policy see on ledger_node for select to app using ((select my_member()) is not null);
grant select on ledger_node to app;

-- A witness is no member: a token that reads heads, leaves and proofs, and nothing of whom or what.
create table witness (
  id         uuid primary key,
  token_hash bytea not null unique check (length(token_hash) = 32),
  made_by    uuid not null references member,
  made_at    timestamptz not null default now(),
  ended_at   timestamptz,
  looked_at  timestamptz
);

-- The ledger's own role reads it for witnesses and for what is counted of reading.
create policy witness on ledger_entry for select to audit_writer using (true);
create policy witness on ledger_head for select to audit_writer using (true);
create policy witness on ledger_node for select to audit_writer using (true);
grant select on ledger_entry, ledger_head, ledger_node to audit_writer;

create function make_witness(new_id uuid, token bytea) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if not my_roles() && '{coordinator,administrator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  insert into witness (id, token_hash, made_by) values (new_id, token, my_member()) on conflict do nothing;
  if found then return true; end if;
  if exists (select 1 from witness w where w.id = new_id and w.token_hash = token and w.made_by = my_member()) then return false; end if;
  raise exception 'taken' using errcode = 'WA409';
end $$;

create function end_witness(which uuid) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if not my_roles() && '{coordinator,administrator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  update witness set ended_at = now() where id = which and ended_at is null;
  return found;
end $$;

create function witnesses() returns table (id uuid, made_by uuid, made_at timestamptz, looked_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
  if not my_roles() && '{coordinator,administrator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  return query select w.id, w.made_by, w.made_at, w.looked_at from witness w where w.ended_at is null order by w.made_at;
end $$;

-- True for a living token; when it last looked is kept to the minute.
create function witness_looks(token bytea) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  update witness w set looked_at = date_trunc('minute', now())
  where w.token_hash = token and w.ended_at is null and w.looked_at is distinct from date_trunc('minute', now());
  return exists (select 1 from witness w where w.token_hash = token and w.ended_at is null);
end $$;

create function witness_heads(token bytea, after bigint, most int) returns table (size bigint, root bytea, at timestamptz, sig bytea)
language sql stable security definer set search_path = pg_catalog, public as $$
  select h.size, h.root, h.at, h.sig from ledger_head h
  where exists (select 1 from witness w where w.token_hash = token and w.ended_at is null) and h.size > after
  order by h.size limit most
$$;

-- What is hashed for a witness is hashed from what the entries say now, not from the leaf that stands beside them.
create function witness_entries(token bytea, from_seq bigint, most int)
returns table (seq bigint, at timestamptz, actor uuid, action text, traces uuid[], result text, salt bytea)
language sql stable security definer set search_path = pg_catalog, public as $$
  select e.seq, e.at, e.actor, e.action, e.traces, e.result, e.salt from ledger_entry e
  where exists (select 1 from witness w where w.token_hash = token and w.ended_at is null) and e.seq >= from_seq
  order by e.seq limit most
$$;

create function witness_nodes(token bytea, levels int[], places bigint[]) returns table (level int, place bigint, hash bytea)
language sql stable security definer set search_path = pg_catalog, public as $$
  select n.level, n.place, n.hash from ledger_node n join unnest(levels, places) w (level, place) using (level, place)
  where exists (select 1 from witness w where w.token_hash = token and w.ended_at is null)
$$;

alter table witness enable row level security;
create policy load on witness for all to loader using (true) with check (true);
grant select, insert, update, delete on witness to loader;
grant execute on function my_roles() to audit_writer;
alter table witness owner to audit_writer;
do $$
declare f regprocedure;
begin
  foreach f in array array['make_witness(uuid, bytea)', 'end_witness(uuid)', 'witnesses()', 'witness_looks(bytea)',
      'witness_heads(bytea, bigint, int)', 'witness_entries(bytea, bigint, int)', 'witness_nodes(bytea, int[], bigint[])']::regprocedure[] loop
    execute format('alter function %s owner to audit_writer', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to app', f);
  end loop;
end $$;
