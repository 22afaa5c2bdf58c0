-- What was given and who was spoken to in a contact goes with it: to whom it is linked when that is put right, and to its day when that is corrected.
create policy link on service for update to app
  using (contact is not null and exists (select 1 from hold h where h.folder = service.folder and h.holder = any ((select my_holders())::uuid[])))
  with check (exists (select 1 from contact_client l where l.contact = service.contact and l.client = service.client));
create policy link on institution_contact for update to app
  using (contact is not null and exists (select 1 from hold h where h.folder = institution_contact.folder and h.holder = any ((select my_holders())::uuid[])))
  with check (exists (select 1 from contact_client l where l.contact = institution_contact.contact and l.client = institution_contact.client));
grant update (on_day) on service, institution_contact to app;
