-- A witness sees beside each leaf, hashed from what the entry says now, the one that was built into the tree.
drop function witness_entries(bytea, bigint, int);

create function witness_range(token bytea, from_seq bigint, most int)
returns table (seq bigint, at timestamptz, actor uuid, action text, traces uuid[], result text, salt bytea, kept bytea)
language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(e.seq, n.place), e.at, e.actor, e.action, e.traces, e.result, e.salt, n.hash
  from (select * from ledger_entry where ledger_entry.seq >= from_seq and ledger_entry.seq < from_seq + most) e
  full join (select * from ledger_node where level = 0 and ledger_node.place >= from_seq and ledger_node.place < from_seq + most) n
    on n.place = e.seq
  where exists (select 1 from witness w where w.token_hash = token and w.ended_at is null)
  order by 1
$$;
alter function witness_range(bytea, bigint, int) owner to audit_writer;
revoke all on function witness_range(bytea, bigint, int) from public;
grant execute on function witness_range(bytea, bigint, int) to app;
