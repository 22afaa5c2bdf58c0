-- Activists and lecturers: who they are, what they are trained for and when they are free is sealed; the hours they gave are counted.
create table activist (
  folder      uuid primary key references folder,
  team        uuid not null references team,
  state       text not null check (state in ('active', 'left')),
  recorded_on date not null,
  version     int not null default 1
);

create table activist_hours (
  id          uuid primary key,
  folder      uuid not null references activist,
  event       uuid references event,
  -- the kind of event the hours were for; not_applicable: for none
  kind        text not null,
  on_day      date not null,
  hours       int not null check (hours between 1 and 200),
  recorded_on date not null
);
create index activist_hours_folder on activist_hours (folder, on_day desc);
create index activist_hours_event on activist_hours (event);

do $$
declare t text; holds text;
begin
  foreach t in array array['activist', 'activist_hours'] loop
    holds := format('exists (select 1 from hold h where h.folder = %I.folder and h.holder = any ((select my_holders())::uuid[]))', t);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy see on %I for select to app using (%s)', t, holds);
    execute format('create policy write on %I for insert to app with check (%s)', t, holds);
    execute format('create policy count on %I for select to counter using (true)', t);
    execute format('create policy load on %I for all to loader using (true) with check (true)', t);
    execute format('grant select, insert on %I to app', t);
    execute format('grant select on %I to counter', t);
    execute format('grant select, insert, update, delete on %I to loader', t);
  end loop;
end $$;
create policy change on activist for update to app
  using (exists (select 1 from hold h where h.folder = activist.folder and h.holder = any ((select my_holders())::uuid[])));
grant update on activist to app;

do $$
declare s text; mine text;
begin
  foreach s in array array['count', 'mine'] loop
    mine := case when s = 'mine' then 'with (security_invoker = true)' else '' end;
    execute format('create view %I.activist_hours %s as select folder as activist, hours, kind, on_day, recorded_on from activist_hours', s, mine);
  end loop;
end $$;
alter view count.activist_hours owner to counter;
grant select on count.activist_hours to stats;
grant select on mine.activist_hours to app;
