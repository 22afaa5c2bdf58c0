-- Files that no document names: those still being sent, and those that were taken away. Their pieces go when a whole day has passed;
-- until then a file can be kept. What was stopped goes at once.
create table file_going (
  folder uuid not null references folder,
  file   uuid not null,
  since  date not null,
  primary key (folder, file)
);
create index file_going_since on file_going (since);

do $$
declare holds constant text := 'exists (select 1 from hold h where h.folder = file_going.folder and h.holder = any ((select my_holders())::uuid[]))';
begin
  alter table file_going enable row level security;
  alter table file_going force row level security;
  execute format('create policy see on file_going for select to app using (%s)', holds);
  execute format('create policy write on file_going for insert to app with check (%s)', holds);
  execute format('create policy keep on file_going for delete to app using (%s)', holds);
  create policy load on file_going for all to loader using (true) with check (true);
  create policy guard on file_going for all to guard using (true) with check (true);
  grant select, insert, delete on file_going to app;
  grant select, insert, update, delete on file_going to loader;
  grant select, delete on file_going to guard;
end $$;

-- No piece of a file that is kept can be deleted, by anybody.
create policy go on chunk for delete to app using (exists (select 1 from file_going g where g.folder = chunk.folder and g.file = chunk.file));
create policy "pieces that go" on chunk for select to guard using (true);
create policy "drop pieces that go" on chunk for delete to guard using (true);
grant delete on chunk to app;
grant select, delete on chunk to guard;

-- For the program's own clock. One statement takes a file off the list and its pieces with it: whoever keeps it meanwhile is first, or is
-- told that it is gone.
create function drop_gone_files() returns int language sql security definer
set search_path = pg_catalog, public as $$
  with gone as (
    delete from file_going where since < (now() at time zone 'Europe/Belgrade')::date - 1 returning folder, file
  ), dropped as (
    delete from chunk c using gone g where c.folder = g.folder and c.file = g.file returning 1
  )
  select count(*)::int from dropped
$$;
alter function drop_gone_files() owner to guard;
revoke all on function drop_gone_files() from public;
grant execute on function drop_gone_files() to app;
