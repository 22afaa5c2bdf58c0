-- Two records that are joined, or taken apart again, change how many clients earlier years have. The day on which that was last done is kept,
-- so that figures of a period can say how many of its records it concerns.
alter table client add column regrouped_on date;
create index client_regrouped on client (regrouped_on) where regrouped_on is not null;
grant update (regrouped_on) on client to guard;

create or replace function join_clients(joins uuid, stays uuid) returns boolean language plpgsql security definer
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
  update client set merged_into = stays, regrouped_on = (now() at time zone 'Europe/Belgrade')::date where id = joins or merged_into = joins;
  return true;
end $$;

create or replace function part_client(parts uuid) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if my_member() is null or not holds_card_of(parts) then raise exception 'not-found' using errcode = 'WA404'; end if;
  update client set merged_into = null, regrouped_on = (now() at time zone 'Europe/Belgrade')::date where id = parts and merged_into is not null;
  return found;
end $$;

-- One row for each day on which something is counted of a record that was joined or taken apart.
create view count.regrouped as
  select c.id as record, c.regrouped_on, d.on_day from client c cross join lateral (
    select k.on_day from contact_client l join contact k on k.folder = l.contact where l.client = c.id
    union all select s.on_day from service s where s.client = c.id
    union all select e.month from status_event e where e.client = c.id
  ) d where c.regrouped_on is not null;
alter view count.regrouped owner to counter;
grant select on count.regrouped to stats;
