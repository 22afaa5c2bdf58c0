-- Help and a contact with an institution that were written down by mistake are taken back by whoever may write where they stand: she holds the
-- newest key. What came with an import goes with it, whole.
do $$
declare t text; writes text;
begin
  foreach t in array array['service', 'institution_contact'] loop
    writes := format('exists (select 1 from hold h where h.folder = %I.folder and h.holder = any ((select my_holders())::uuid[]) and not h.superseded)', t);
    if t = 'institution_contact' then
      writes := writes || ' and not exists (select 1 from institution_import_block b where b.folder = institution_contact.folder)';
    end if;
    execute format('create policy take_back on %I for delete to app using (%s)', t, writes);
    execute format('grant delete on %I to app', t);
  end loop;
end $$;
