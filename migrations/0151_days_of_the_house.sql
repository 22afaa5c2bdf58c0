-- The database keeps its clock in UTC; a day begins when it begins in Belgrade. What asks for the day of today asks there: for an hour or
-- two after midnight an event of today had not begun, and whoever registered was written down under yesterday.
do $$
declare one regprocedure;
begin
  for one in select p.oid::regprocedure from pg_proc p
    where p.pronamespace in (select n.oid from pg_namespace n where n.nspname !~ '^pg_' and n.nspname <> 'information_schema') and p.prosrc ~ '\ycurrent_date\y'
  loop
    execute format('alter function %s set timezone to %L', one, 'Europe/Belgrade');
  end loop;
end $$;

alter table passkey alter made_on set default (now() at time zone 'Europe/Belgrade')::date;
alter table recovery alter made_on set default (now() at time zone 'Europe/Belgrade')::date;
