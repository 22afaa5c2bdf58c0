-- Two records that turn out to be of one person are joined: one of them says into which. Nothing moves and no hold is added, so
-- whoever held one of them opens what she opened before; it is taken apart again by forgetting where it was joined.
create index client_merged on client (merged_into) where merged_into is not null;
create policy "join" on client for update to guard using (true) with check (true);
grant update (merged_into) on client to guard;

-- Her record first, then those that were joined to it.
create function all_of_her(wanted uuid) returns uuid[] language sql stable security definer
set search_path = pg_catalog, public as $$
  with first as (select coalesce(merged_into, id) as id from client where id = wanted)
  select coalesce(array_agg(c.id order by c.id <> first.id, c.id), '{}') from first join client c on c.id = first.id or c.merged_into = first.id
  where my_member() is not null
$$;

-- Records that were joined, of which the asker holds something.
create function joined_clients() returns table (client uuid, "into" uuid) language sql stable security definer
set search_path = pg_catalog, public as $$
  select c.id, c.merged_into from client c
  where c.merged_into is not null and exists (select 1 from client_folder f join hold h on h.folder = f.folder
    where f.client = c.id and h.holder = any (my_holders()))
  order by c.id
$$;

create function holds_card_of(wanted uuid) returns boolean language sql stable security definer
set search_path = pg_catalog, public as $$
  select exists (select 1 from client c join hold h on h.folder = c.folder and not h.superseded and h.holder = any (my_holders()) where c.id = wanted)
$$;

-- False when it was joined there before.
create function join_clients(joins uuid, stays uuid) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare there uuid; onward uuid;
begin
  if my_member() is null or not holds_card_of(joins) or not holds_card_of(stays) then raise exception 'not-found' using errcode = 'WA404'; end if;
  perform 1 from client where id in (joins, stays) or merged_into = joins order by id for update;
  select merged_into into there from client where id = joins;
  select merged_into into onward from client where id = stays;
  if there = stays then return false; end if;
  if there is not null or onward is not null or joins = stays then raise exception 'changed-meanwhile' using errcode = 'WA410'; end if;
  if exists (select 1 from restriction r where r.client = stays or r.client = joins) then raise exception 'restricted' using errcode = 'WA412'; end if;
  update client set merged_into = stays where id = joins or merged_into = joins;
  return true;
end $$;

-- False when it stood alone before.
create function part_client(parts uuid) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if my_member() is null or not holds_card_of(parts) then raise exception 'not-found' using errcode = 'WA404'; end if;
  update client set merged_into = null where id = parts and merged_into is not null;
  return found;
end $$;

-- Who is restricted has one record: what is of two would be closed by half.
create function restricts_one_record() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  perform 1 from client where id = new.client for update;
  if exists (select 1 from client c where c.merged_into = new.client or (c.id = new.client and c.merged_into is not null)) then
    raise exception 'joined' using errcode = 'WA414';
  end if;
  return new;
end $$;
create trigger restricts_one_record before insert on restriction for each row execute function restricts_one_record();

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where n.nspname = 'public' and p.proname in ('all_of_her', 'joined_clients', 'holds_card_of', 'join_clients', 'part_client', 'restricts_one_record') loop
    execute format('alter function %s owner to guard', f);
    execute format('revoke all on function %s from public', f);
  end loop;
end $$;
grant execute on function all_of_her(uuid), joined_clients(), join_clients(uuid, uuid), part_client(uuid) to app;

-- Of several answers to what is counted of her the record with the most of them counts, then the newest.
do $$
declare s text; mine text;
  said text := $t$((p.%1$I <> all ('{unknown,not_asked,declined,not_applicable,suppressed}'::text[]))::int)$t$;
begin
  said := concat_ws(' + ', format(said, 'sex'), format(said, 'form'), format(said, 'citizen_rs'), format(said, 'exploited_rs'));
  foreach s in array array['count', 'mine'] loop
    mine := case when s = 'mine' then 'with (security_invoker = true)' else '' end;
    execute format('create or replace view %I.person %s as select distinct on (coalesce(k.merged_into, k.id)) coalesce(k.merged_into, k.id) as client,
      p.sex, p.form, p.citizen_rs, p.exploited_rs, p.recorded_on from person p join client k on k.id = p.client
      order by coalesce(k.merged_into, k.id), %s desc, p.recorded_on desc, p.folder', s, mine, said);
  end loop;
end $$;
