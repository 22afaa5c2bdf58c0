import type pg from 'pg'

/**
 * The login `backup` reads every row of every table, whichever migration made it: a table that somebody forgot would be
 * missing in every backup, and nobody would know before the day it is needed. It may write nowhere.
 */
export async function letBackupRead(owner: pg.Client): Promise<void> {
  await owner.query(`
    do $$
    declare s record; t record;
    begin
      for s in select nspname from pg_namespace where nspname !~ '^(pg_|information_schema)' and not has_schema_privilege('backup', oid, 'usage') loop
        execute format('grant usage on schema %I to backup', s.nspname);
      end loop;
      for t in select c.oid, c.oid::regclass as name, c.relkind, c.relrowsecurity from pg_class c join pg_namespace n on n.oid = c.relnamespace
               where n.nspname !~ '^(pg_|information_schema)' and c.relkind in ('r', 'S') and c.relpersistence <> 't' loop
        if not has_table_privilege('backup', t.oid, 'select') then execute format('grant select on %s to backup', t.name); end if;
        if t.relrowsecurity and not exists (select 1 from pg_policy p where p.polrelid = t.oid and p.polname = 'back up') then
          execute format('create policy "back up" on %s for select to backup using (true)', t.name);
        end if;
      end loop;
    end $$`)
}
