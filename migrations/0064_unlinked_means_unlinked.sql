-- What was given and who was spoken to in a contact was written for the client it was linked to. When that link was wrong and
-- is taken back, they are hers no longer; they stay with the contact, and stay counted as the work they were.
create policy unlink on service for update to app
  using (contact is not null and exists (select 1 from hold h where h.folder = service.folder and h.holder = any ((select my_holders())::uuid[])))
  with check (client is null);
create policy unlink on institution_contact for update to app
  using (contact is not null and exists (select 1 from hold h where h.folder = institution_contact.folder and h.holder = any ((select my_holders())::uuid[])))
  with check (client is null);
grant update (client) on service, institution_contact to app;
