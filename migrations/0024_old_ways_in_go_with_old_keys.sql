-- A member who gets new keys, or who is removed, keeps no way in from before: a passkey would hand out the old user key, and
-- a second step would ask for a telephone that may be what was lost. Whoever changes her keys need not think of it.

create function forget_ways_in() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  delete from passkey where member = new.id;
  delete from second_step where member = new.id;
  update session set ended_at = now() where member = new.id and ended_at is null;
  return null;
end $$;
alter function forget_ways_in() owner to guard;
revoke all on function forget_ways_in() from public;

create trigger new_keys after update of x_public, ed_public on member for each row
  when (old.x_public is distinct from new.x_public or old.ed_public is distinct from new.ed_public)
  execute function forget_ways_in();
create trigger removed after update of state on member for each row
  when (new.state = 'removed' and old.state <> 'removed')
  execute function forget_ways_in();
