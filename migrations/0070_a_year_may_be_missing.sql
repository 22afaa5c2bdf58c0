-- The year in which it began is a question like any other and may be skipped: the column takes the missing answers of all codes.
drop view count.situation;
drop view mine.situation;
alter table situation drop constraint situation_year_check;
alter table situation alter column year type text using year::text;
alter table situation add constraint situation_year_check
  check (year in ('unknown', 'not_asked', 'declined', 'not_applicable', 'suppressed') or (year ~ '^[0-9]{4}$' and year between '1990' and '2200'));

create view count.situation as select folder as situation, year, form, scope, persons, recorded_on from situation;
create view mine.situation with (security_invoker = true) as select folder as situation, year, form, scope, persons, recorded_on from situation;
alter view count.situation owner to counter;
grant select on count.situation to stats;
grant select on mine.situation to app;
