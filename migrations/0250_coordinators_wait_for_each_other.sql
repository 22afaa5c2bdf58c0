-- Two coordinators who take each other out, or each other's work away, at one moment: both were coordinators when they pressed, and afterwards nobody
-- would have been one. Whoever acts on a coordinator's place waits for her turn, and then must still be one herself.
create function still_coordinates() returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  perform 1 from member m where m.roles @> '{coordinator}' order by m.id for update;
  -- Asked after the wait, so that it sees what the other one did.
  if not exists (select 1 from member m where m.id = my_member() and m.state = 'active' and m.roles @> '{coordinator}') then
    raise exception 'not-allowed' using errcode = 'WA403';
  end if;
end $$;
alter function still_coordinates() owner to guard;
revoke all on function still_coordinates() from public;

create or replace function leave_out(who uuid, whole boolean, epochs jsonb, seats jsonb) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare e jsonb; changed boolean := false;
begin
  perform still_coordinates();
  if who = my_member() or not exists (select 1 from member m where m.id = who) then
    raise exception 'not-found' using errcode = 'WA404';
  end if;
  if whole then
    update member set state = 'removed', name_key = id::text where id = who and state <> 'removed';
    changed := found;
  end if;
  for e in select * from jsonb_array_elements(epochs) loop
    if not exists (select 1 from team_epoch t where t.team = (e->>'team')::uuid and t.sig = decode(e->>'sig', 'hex')) then
      changed := true;
    end if;
  end loop;
  perform put_rosters(epochs, seats);
  for e in select * from jsonb_array_elements(epochs) loop
    -- Everybody who sat in the epoch before sits in this one, but she and those who have left the house.
    if exists (
        select s.member from seat s left join member m on m.id = s.member
        where s.holder = (e->>'team')::uuid and s.epoch = (e->>'epoch')::int - 1 and s.member <> who and m.state is distinct from 'removed'
        except select n.member from seat n where n.holder = (e->>'team')::uuid and n.epoch = (e->>'epoch')::int)
      or exists (select 1 from seat n where n.holder = (e->>'team')::uuid and n.epoch = (e->>'epoch')::int and n.member = who) then
      raise exception 'changed-meanwhile' using errcode = 'WA410';
    end if;
    delete from seat where member = who and holder = (e->>'team')::uuid;
  end loop;
  if whole then
    delete from seat where member = who;
    update session set ended_at = now() where member = who and ended_at is null;
  end if;
  return changed;
end $$;

create or replace function certify_again(who uuid, c jsonb) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
declare old member;
begin
  perform still_coordinates();
  select * into old from member where id = who and id <> my_member() and state in ('active', 'suspended') for update;
  if not found then raise exception 'not-found' using errcode = 'WA404'; end if;
  if (c->>'number')::int <> old.number + 1 then raise exception 'changed-meanwhile' using errcode = 'WA410'; end if;
  insert into former_certificate (member, number, keys, x_public, ed_public, manager, certified_by, certificate, until)
  values (old.id, old.number, old.keys, old.x_public, old.ed_public, old.manager, old.certified_by, old.certificate, old.until);
  update member set number = (c->>'number')::int, keys = (c->>'keys')::int, until = c->>'until', manager = (c->>'manager')::boolean,
    x_public = decode(c->>'xPublic', 'hex'), ed_public = decode(c->>'edPublic', 'hex'), certified_by = my_member(),
    certificate = decode(c->>'sig', 'hex')
  where id = who;
end $$;

-- Her work. Being a coordinator is certified and so a coordinator's to give and take; nobody changes her own. True when something changed.
create or replace function change_roles(who uuid, wanted text[], c jsonb) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare old member;
begin
  if not my_roles() && '{coordinator,administrator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  if my_roles() @> '{coordinator}' then perform still_coordinates(); end if;
  select * into old from member where id = who and state in ('active', 'suspended') for update;
  if not found then raise exception 'not-found' using errcode = 'WA404'; end if;
  if old.roles @> wanted and wanted @> old.roles then return false; end if;
  if who = my_member() or not my_roles() @> '{coordinator}' and (old.roles || wanted) @> '{coordinator}' then
    raise exception 'not-allowed' using errcode = 'WA403';
  end if;
  if old.manager <> wanted @> '{coordinator}' then
    if c is null or (c->>'manager')::boolean = old.manager or (c->>'keys')::int <> old.keys
        or decode(c->>'xPublic', 'hex') <> old.x_public or decode(c->>'edPublic', 'hex') <> old.ed_public then
      raise exception 'changed-meanwhile' using errcode = 'WA410';
    end if;
    perform certify_again(who, c);
  end if;
  update member set roles = wanted where id = who;
  return true;
end $$;
