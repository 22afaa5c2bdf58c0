-- Whoever's last session ends (locked, ended from elsewhere, account closed, let go, new keys) is on nobody's strip any more: silence alone
-- would leave her there, free or on a call, until two and a half minutes are over.
grant select, delete on presence to guard;
create policy guard on presence for all to guard using (true) with check (true);
create function leaves_the_strip() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  delete from presence p where p.member = new.member and not exists (
    select 1 from session s where s.member = new.member and s.ended_at is null and s.ends_at > now());
  return null;
end $$;
alter function leaves_the_strip() owner to guard;
revoke all on function leaves_the_strip() from public;
create trigger leaves_the_strip after update of ended_at on session for each row
  when (old.ended_at is null and new.ended_at is not null) execute function leaves_the_strip();
