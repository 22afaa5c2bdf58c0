-- Whoever has left unlocks no more, so her name for unlocking is free: for herself when she comes back or has lost both passphrase
-- and recovery code and is invited anew, or for a colleague. What she wrote stays signed by whom she was.
create or replace function leave_out(who uuid, whole boolean, epochs jsonb, seats jsonb) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare e jsonb; changed boolean := false;
begin
  if not my_roles() @> '{coordinator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
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

update member set name_key = id::text where state = 'removed';
