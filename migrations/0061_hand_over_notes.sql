-- Hand-over notes at change of shift. The words are sealed in a folder of their own that the team holds; who has seen them stands in the clear.

alter table folder drop constraint folder_kind_check;
alter table folder add constraint folder_kind_check check (kind in ('contact', 'card', 'identity', 'whereabouts', 'story', 'specialist',
  'account', 'perpetrators', 'debrief', 'hers', 'referral', 'hand_over'));

create table hand_over (
  folder     uuid primary key references folder,
  team       uuid not null references team,
  by         uuid not null references member,
  written_on date not null
);
create index hand_over_day on hand_over (written_on desc);

create table hand_over_seen (
  folder  uuid not null references hand_over,
  member  uuid not null references member,
  seen_on date not null,
  primary key (folder, member)
);

do $$
declare t text; holds text;
begin
  foreach t in array array['hand_over', 'hand_over_seen'] loop
    holds := format('exists (select 1 from hold h where h.folder = %I.folder and h.holder = any ((select my_holders())::uuid[]))', t);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy see on %I for select to app using (%s)', t, holds);
    execute format('create policy write on %I for insert to app with check (%s and %I = (select my_member()))', t, holds,
      case t when 'hand_over' then 'by' else 'member' end);
    execute format('create policy load on %I for all to loader using (true) with check (true)', t);
    execute format('grant select, insert on %I to app', t);
    execute format('grant select, insert, update, delete on %I to loader', t);
  end loop;
end $$;

-- Whom a note of this team is for: everybody who sits in it now.
create function sits_in(wanted uuid[]) returns table (team uuid, member uuid) language sql stable security definer
set search_path = pg_catalog, public as $$
  select distinct s.holder, s.member from seat s join member m on m.id = s.member
  where my_member() is not null and s.holder = any (wanted) and m.state = 'active'
$$;
alter function sits_in(uuid[]) owner to guard;
revoke all on function sits_in(uuid[]) from public;
grant execute on function sits_in(uuid[]) to app;
