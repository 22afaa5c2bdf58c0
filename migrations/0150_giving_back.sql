-- Records are given back by who holds them, as records are shared: not by who reads through broken glass, and not as a hold of that kind.
create or replace function give_back(who uuid, rows jsonb) returns int language plpgsql security definer
set search_path = pg_catalog, public as $$
declare given int;
begin
  if exists (select 1 from jsonb_array_elements(rows) r where r->>'form' = 'glass') then raise exception 'bad-input' using errcode = 'WA400'; end if;
  if exists (select 1 from jsonb_array_elements(rows) r where (r->>'holder')::uuid <> who
      or not exists (select 1 from hold h where h.folder = (r->>'folder')::uuid and h.form <> 'glass' and h.holder = any (my_holders()))) then
    raise exception 'not-found' using errcode = 'WA404';
  end if;
  update hold h set form = r->>'form', epoch = (r->>'epoch')::int, wrap = decode(r->>'wrap', 'hex'), sig = decode(r->>'sig', 'hex'), by = my_member()
  from jsonb_array_elements(rows) r, member m
  where h.holder = who and h.folder = (r->>'folder')::uuid and h.gen = (r->>'gen')::int and not h.superseded
    and m.id = who and h.epoch < m.keys and (r->>'epoch')::int = m.keys;
  get diagnostics given = row_count;
  return given;
end $$;
