-- The key that signs the ledger's heads leads to the organisation's root: signed by the root at set-up, or by a coordinator in a
-- house that was there before. Whoever has the server cannot put another in its place without every desk and witness naming it.
create table ledger_key (
  number     int primary key check (number >= 0),
  public_key bytea not null check (length(public_key) = 32),
  by         uuid references member,
  sig        bytea not null check (length(sig) = 64),
  at         timestamptz not null default now()
);

-- The house is founded once, whole or not at all; its root signs the ledger's key in the same moment.
create function found_house_and_ledger(h jsonb) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare was boolean := exists (select 1 from organisation); founded boolean := found_house(h);
begin
  if founded and not was then
    insert into ledger_key (number, public_key, by, sig)
    values (0, decode(h->'ledgerKey'->>'publicKey', 'hex'), null, decode(h->'ledgerKey'->>'sig', 'hex'));
  end if;
  return founded;
end $$;

-- A coordinator certifies the key. True when it was done now.
create function certify_ledger_key(at_number int, key bytea, signature bytea) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if not my_roles() @> '{coordinator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  if exists (select 1 from ledger_key k where k.number = at_number and k.sig = signature) then return false; end if;
  if at_number <> (select coalesce(max(k.number) + 1, 0) from ledger_key k)
      or exists (select 1 from ledger_key k where k.public_key = key and k.number = at_number - 1) then
    raise exception 'changed-meanwhile' using errcode = 'WA410';
  end if;
  insert into ledger_key (number, public_key, by, sig) values (at_number, key, my_member(), signature);
  return true;
end $$;

grant select on organisation, member, former_certificate, ledger_key to audit_writer;
create policy witness on organisation for select to audit_writer using (true);
create policy witness on member for select to audit_writer using (true);
create policy witness on former_certificate for select to audit_writer using (true);
alter table ledger_key owner to guard;
grant select on ledger_key to audit_writer, app;
alter table ledger_key enable row level security;
create policy load on ledger_key for all to loader using (true) with check (true);
create policy inside on ledger_key for select to app using ((select my_member()) is not null);
create policy witness on ledger_key for select to audit_writer using (true);
grant select, insert, update, delete on ledger_key to loader;
do $$
declare f text;
begin
  foreach f in array array['found_house_and_ledger(jsonb)', 'certify_ledger_key(int, bytea, bytea)'] loop
    execute format('alter function %s owner to guard', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to app', f);
  end loop;
end $$;
