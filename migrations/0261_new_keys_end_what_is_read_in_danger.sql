-- A key that is renewed because somebody left, or got new keys, is not the reader's in danger: to wrap it for her, somebody would have to hand
-- it out without two coordinators having agreed. So far she went on seeing what stood there before, and nothing said so. The opening ends in that
-- moment, at its true hour, in the ledger, and everybody whom its beginning was told to is told by whom: she asks anew.
create function end_openings_through(wanted uuid) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
declare r glass_request; me uuid := my_member();
begin
  for r in select q.* from glass_request q where q.agreed_by is not null and q.ended_at is null and q.until > now()
      and exists (select 1 from hold h where h.folder = wanted and h.holder = q.id and h.form = 'glass') for update loop
    update glass_request set ended_at = now(), ended_by = me, until = least(until, now()) where id = r.id;
    update seat set until = now() where holder = r.id;
    insert into notice (member, what, by, about)
    select m.id, 'glass.ended-keys', me, r.asked_by from member m where m.state = 'active' and m.id <> me;
    perform note('glass.ended-with', glass_traces(r.id), 'done');
  end loop;
end $$;

-- As before; what is read in danger through the key before ends with it.
create or replace function renew_folder(made jsonb) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare
  me uuid := my_member();
  wanted uuid := (made->>'folder')::uuid;
  next int := (made->>'gen')::int;
  newest int;
begin
  if not exists (select 1 from hold h where h.folder = wanted and h.holder = any (my_holders())) then
    raise exception 'not-found' using errcode = 'WA404';
  end if;
  perform 1 from folder f where f.id = wanted for update;
  if exists (select 1 from folder_key k where k.folder = wanted and k.gen = next and k.by = me
      and k.commitment = decode(made->>'commitment', 'hex')) then
    return false;
  end if;
  select max(k.gen) into newest from folder_key k where k.folder = wanted;
  if next <> newest + 1 or is_current(wanted, newest) or exists (
      (select h.holder from hold h where h.folder = wanted and not h.superseded and h.form <> 'glass'
         and not exists (select 1 from member m where m.id = h.holder and m.state = 'removed'))
      except select (r->>'holder')::uuid from jsonb_array_elements(made->'holds') r)
    or exists (select (r->>'holder')::uuid from jsonb_array_elements(made->'holds') r
      except select h.holder from hold h where h.folder = wanted and not h.superseded and h.form <> 'glass') then
    raise exception 'keys-changed' using errcode = 'WA411';
  end if;
  insert into folder_key (folder, gen, commitment, prev, by, sig)
  values (wanted, next, decode(made->>'commitment', 'hex'), decode(made->>'prev', 'hex'), me, decode(made->>'sig', 'hex'));
  perform add_holds(made->'holds', true, null);
  perform put_glass(wanted, next, made->'glass');
  update hold n set base = o.base, via = o.via, listed = o.listed from hold o
  where n.folder = wanted and n.gen = next and o.folder = wanted and o.gen = newest and o.holder = n.holder;
  update hold set superseded = true where folder = wanted and gen <= newest;
  perform end_openings_through(wanted);
  return true;
end $$;

alter function end_openings_through(uuid) owner to guard;
revoke all on function end_openings_through(uuid) from public;
grant execute on function note(text, uuid[], text) to guard;
