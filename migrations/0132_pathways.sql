-- How a country finds, names and helps victims, as data: public knowledge, in the clear. Serbia's comes with the program.
create table pathway (
  country     text not null check (country ~ '^[A-Z]{2}$'),
  version     int not null check (version between 1 and 9999),
  body        jsonb not null check (length(body::text) <= 200000),
  by          uuid not null references member,
  recorded_on date not null,
  primary key (country, version)
);
create table pathway_applied (
  single  boolean primary key default true check (single),
  country text not null check (country ~ '^[A-Z]{2}$')
);

do $$
declare t text;
begin
  foreach t in array array['pathway', 'pathway_applied'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy inside on %I for select to app using ((select my_member()) is not null)', t);
    execute format('create policy load on %I for all to loader using (true) with check (true)', t);
    execute format('grant select on %I to app', t);
    execute format('grant select, insert, update, delete on %I to loader', t);
  end loop;
end $$;
create policy add on pathway for insert to app with check ((select my_roles()) && '{coordinator,administrator}' and by = (select my_member()));
grant insert on pathway to app;
create policy apply on pathway_applied for insert to app with check ((select my_roles()) && '{coordinator,administrator}');
create policy change on pathway_applied for update to app using ((select my_roles()) && '{coordinator,administrator}');
grant insert, update on pathway_applied to app;
