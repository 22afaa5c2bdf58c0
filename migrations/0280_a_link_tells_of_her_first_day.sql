-- Who is new in a period is asked of everybody's earlier contacts, which took most of the time of such figures over a million of them. A link says
-- itself on which day her first one was, whichever of her joined records it names. Only those who count read it: whoever holds one of her
-- contacts does not learn from it when another one was.
alter table contact_client add column first_day date;

alter table client no force row level security;
alter table contact_client no force row level security;
with hers as (
  select l.contact, l.client, l."as", min(l.on_day) over (partition by coalesce(c.merged_into, c.id)) as first_day from contact_client l join client c on c.id = l.client)
update contact_client l set first_day = h.first_day from hers h where (h.contact, h.client, h."as") = (l.contact, l.client, l."as");
alter table client force row level security;
alter table contact_client force row level security;

alter table contact_client alter column first_day set not null;
grant update (first_day) on contact_client to guard;
revoke select on contact_client from app;
grant select (contact, client, "as", recorded_on, line, channel, direction, type, subtype, need, on_day) on contact_client to app;

-- Whoever changes what is linked to her, or which records are hers, waits for whoever does so now. Before any link is touched, so that no two wait for each other.
create function her_turn(of uuid[]) returns uuid[] language plpgsql security definer
set search_path = pg_catalog, public as $$
declare whole uuid[];
begin
  perform 1 from client where id = any (of) order by id for no key update;
  select array_agg(distinct coalesce(merged_into, id)) into whole from client where id = any (of);
  perform 1 from client where id = any (whole) order by id for no key update;
  return whole;
end $$;

create function tell_first_day(of uuid[]) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
declare whole uuid[] := her_turn(of);
begin
  with hers as (select c.id, coalesce(c.merged_into, c.id) as whole from client c where c.id = any (whole) or c.merged_into = any (whole)),
    firsts as (select h.whole, min(l.on_day) as first_day from hers h join contact_client l on l.client = h.id group by h.whole)
  update contact_client l set first_day = f.first_day from hers h join firsts f using (whole) where l.client = h.id and l.first_day <> f.first_day;
end $$;

create or replace function tell_of_contact() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  select c.line, c.channel, c.direction, c.type, c.subtype, c.need, c.on_day, greatest(new.recorded_on, c.recorded_on)
    into new.line, new.channel, new.direction, new.type, new.subtype, new.need, new.on_day, new.recorded_on
    from contact c where c.folder = new.contact for share;
  new.first_day := least(new.on_day, (select l.first_day from contact_client l where l.client = new.client limit 1));
  return new;
end $$;

create function tell_first_day_of_links() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if exists (select 1 from links) then perform tell_first_day(array(select distinct client from links)); end if;
  return null;
end $$;
create trigger tell_first_day_of_new after insert on contact_client referencing new table as links for each statement execute function tell_first_day_of_links();
create trigger tell_first_day_of_gone after delete on contact_client referencing old table as links for each statement execute function tell_first_day_of_links();

create or replace function tell_links() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
declare linked uuid[] := array(select distinct client from contact_client where contact = new.folder);
begin
  perform her_turn(linked);
  update contact_client set line = new.line, channel = new.channel, direction = new.direction, type = new.type, subtype = new.subtype,
    need = new.need, on_day = new.on_day where contact = new.folder;
  perform tell_first_day(linked);
  return null;
end $$;

create function tell_first_day_of_joined() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  perform tell_first_day(array_remove(array[new.id, new.merged_into, old.merged_into], null));
  return null;
end $$;
create trigger tell_first_day_of_joined after update of merged_into on client for each row
  when (new.merged_into is distinct from old.merged_into) execute function tell_first_day_of_joined();

do $$
declare f text;
begin
  foreach f in array array['her_turn(uuid[])', 'tell_first_day(uuid[])', 'tell_first_day_of_links()', 'tell_first_day_of_joined()'] loop
    execute format('alter function %s owner to guard', f);
    execute format('revoke all on function %s from public', f);
  end loop;
end $$;
grant execute on function her_turn(uuid[]) to app;

-- Whoever asks for herself is told by what she may see: asked for only where it is used.
create or replace view count.contact_client as
  select l.contact, coalesce(k.merged_into, l.client) as client, l."as", l.channel, l.direction, l.type, l.subtype, l.need, l.on_day, l.recorded_on, l.line, l.first_day
  from contact_client l left join (select id, merged_into from client where merged_into is not null) k on k.id = l.client;
create or replace view mine.contact_client with (security_invoker = true) as
  select l.contact, coalesce(k.merged_into, k.id) as client, l."as", l.channel, l.direction, l.type, l.subtype, l.need, l.on_day, l.recorded_on, l.line, f.first_day
  from contact_client l join client k on k.id = l.client
  left join (select coalesce(m.merged_into, m.id) as client, min(o.on_day) as first_day from contact_client o join client m on m.id = o.client group by 1) f
    on f.client = coalesce(k.merged_into, k.id);
