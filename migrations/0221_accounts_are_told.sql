-- Closing an account and opening it again. Whoever looks after members must not close the last coordinator by two presses: nobody could let
-- people in any more, and only the recovery sheets would help. Coordinators are told of both; she herself reads at her next unlock that she may come again.
drop function suspend(uuid, boolean);
create function suspend(who uuid, on_hold boolean) returns text language plpgsql security definer
set search_path = pg_catalog, public as $$
declare old member; me uuid := my_member();
begin
  if not my_roles() && '{coordinator,administrator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  -- Two who close two coordinators at once wait for each other.
  perform 1 from member m where m.roles @> '{coordinator}' order by m.id for update;
  select * into old from member where id = who and id <> me and state in ('active', 'suspended') and certificate is not null for update;
  if not found then return 'not-found'; end if;
  if (old.state = 'suspended') = on_hold then return 'same'; end if;
  if on_hold and old.roles @> '{coordinator}' and not exists (select 1 from member m where m.roles @> '{coordinator}' and m.state = 'active' and m.id <> who) then
    raise exception 'last-coordinator' using errcode = 'WA415';
  end if;
  update member set state = case when on_hold then 'suspended' else 'active' end where id = who;
  update session set ended_at = now() where member = who and ended_at is null and on_hold;
  insert into notice (member, what, by, about) select m.id, case when on_hold then 'account.closed-by' else 'account.reopened-by' end, me, who
    from member m where m.state = 'active' and m.id not in (me, who) and m.roles @> '{coordinator}';
  if not on_hold then insert into notice (member, what, by) values (who, 'account.reopened', me); end if;
  return 'changed';
end $$;

-- Coordinators hear what became of a colleague's work: whoever runs accounts may change it without any of them.
create function tell_coordinators(whom uuid, news text) returns void language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if not my_roles() && '{coordinator,administrator}' then raise exception 'not-allowed' using errcode = 'WA403'; end if;
  insert into notice (member, what, by, about) select m.id, news, my_member(), whom
  from member m where m.state = 'active' and m.id not in (my_member(), whom) and m.roles @> '{coordinator}';
end $$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where n.nspname = 'public' and p.proname in ('suspend', 'tell_coordinators') loop
    execute format('alter function %s owner to guard', f);
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to app', f);
  end loop;
end $$;
