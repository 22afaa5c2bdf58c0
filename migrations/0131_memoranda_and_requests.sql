-- Agreements with institutions, by the kind of body and the days between which they hold; and requests from authorities, by the
-- kind of body, on what they rest and what was answered. With whom, about whom and every word is sealed in the row's folder.
create table memorandum (
  folder      uuid primary key,
  kind        text not null,
  signed_on   date not null,
  until_on    date check (until_on >= signed_on),
  ended_on    date check (ended_on >= signed_on),
  recorded_on date not null,
  version     int not null default 1
);

create table authority_request (
  folder      uuid primary key,
  kind        text not null,
  basis       text not null,
  received_on date not null,
  due_on      date,
  answered_on date check (answered_on >= received_on),
  answer      text not null,
  told        text not null,
  recorded_on date not null,
  version     int not null default 1,
  check ((answer = 'pending') = (answered_on is null))
);

do $$
declare t text; holds text;
begin
  foreach t in array array['memorandum', 'authority_request'] loop
    holds := format('exists (select 1 from hold h where h.folder = %I.folder and h.holder = any ((select my_holders())::uuid[]))', t);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy see on %I for select to app using (%s)', t, holds);
    execute format('create policy write on %I for insert to app with check (%s)', t, holds);
    execute format('create policy change on %I for update to app using (%s)', t, holds);
    execute format('create policy count on %I for select to counter using (true)', t);
    execute format('create policy load on %I for all to loader using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to app', t);
    execute format('grant select on %I to counter', t);
    execute format('grant select, insert, update, delete on %I to loader', t);
  end loop;
end $$;

do $$
declare s text; mine text;
begin
  foreach s in array array['count', 'mine'] loop
    mine := case when s = 'mine' then 'with (security_invoker = true)' else '' end;
    execute format('create view %I.memorandum %s as select folder as memorandum, kind, signed_on as on_day,
      least(until_on, ended_on) as last_day, recorded_on from memorandum', s, mine);
    execute format('create view %I.authority_request %s as select folder as authority_request, kind, basis, answer, told,
      received_on as on_day, answered_on, recorded_on from authority_request', s, mine);
  end loop;
end $$;
alter view count.memorandum owner to counter;
alter view count.authority_request owner to counter;
grant select on count.memorandum, count.authority_request to stats;
grant select on mine.memorandum, mine.authority_request to app;
