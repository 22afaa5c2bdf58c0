-- A sensitive act is signed by the member who does it, and the signature is kept with its ledger entry: inside the leaf, so that
-- it can neither be taken away nor exchanged without the ledger's heads showing it.
alter table pending add column act bytea check (length(act) between 64 and 8192);
alter table ledger_entry add column act bytea check (length(act) between 64 and 8192);

create function note_signed(action text, traces uuid[], result text, act bytea) returns void language sql security definer
set search_path = pg_catalog, public as $$
  insert into pending (actor, action, traces, result, act) values (my_member(), action, traces, result, act)
$$;
alter function note_signed(text, uuid[], text, bytea) owner to audit_writer;
revoke all on function note_signed(text, uuid[], text, bytea) from public;
grant execute on function note_signed(text, uuid[], text, bytea) to app;

-- A witness hashes what entries say now, what was signed included.
drop function witness_range(bytea, bigint, int);
create function witness_range(token bytea, from_seq bigint, most int)
returns table (seq bigint, at timestamptz, actor uuid, action text, traces uuid[], result text, salt bytea, act bytea, kept bytea)
language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(e.seq, n.place), e.at, e.actor, e.action, e.traces, e.result, e.salt, e.act, n.hash
  from (select * from ledger_entry where ledger_entry.seq >= from_seq and ledger_entry.seq < from_seq + most) e
  full join (select * from ledger_node where level = 0 and ledger_node.place >= from_seq and ledger_node.place < from_seq + most) n
    on n.place = e.seq
  where exists (select 1 from witness w where w.token_hash = token and w.ended_at is null)
  order by 1
$$;
alter function witness_range(bytea, bigint, int) owner to audit_writer;
revoke all on function witness_range(bytea, bigint, int) from public;
grant execute on function witness_range(bytea, bigint, int) to app;
