-- A contact stands in the list under its own day: under the day it was corrected to, and not under the day on which somebody
-- linked it to a client. Only guard may write holds.
create function list_under(wanted uuid, day date) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if not exists (select 1 from hold h where h.folder = wanted and h.holder = any (my_holders())) then
    raise exception 'not-found' using errcode = 'WA404';
  end if;
  update hold set listed = day where folder = wanted and listed <> day;
end $$;
alter function list_under(uuid, date) owner to guard;
revoke all on function list_under(uuid, date) from public;
grant execute on function list_under(uuid, date) to app;

update hold set listed = c.on_day from contact c where c.folder = hold.folder and hold.listed <> c.on_day;
