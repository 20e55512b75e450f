-- Files beside the records of participants: scans, photographs, reports. They may show who somebody is, so they are
-- sealed with the vault's key. The digest is of nonce and sealed bytes, so that the chain can be proven without the key
-- and, once a file was emptied, guesses of its content cannot be tried against it.
create table vault.files (
  study       text  not null,
  digest      bytea not null check (octet_length(digest) = 32),
  participant text  not null,
  key_name    text  not null,
  nonce       bytea,
  sealed      bytea,
  check ((nonce is null) = (sealed is null)),
  primary key (study, digest)
);
-- Sealed bytes do not grow smaller.
alter table vault.files alter column sealed set storage external;

create function vault.only_empty_file() returns trigger
  language plpgsql set search_path = '' as $$
begin
  if (new.study, new.digest, new.participant, new.key_name)
       is distinct from (old.study, old.digest, old.participant, old.key_name)
     or new.sealed is not null or new.nonce is not null then
    raise exception 'a file can be redacted, but not changed'
      using errcode = 'insufficient_privilege', hint = 'Attach another one.';
  end if;
  return new;
end $$;

create trigger only_empty_file before update on vault.files
  for each row execute function vault.only_empty_file();
create trigger refuse before delete or truncate on vault.files
  for each statement execute function journal.refuse();

-- Returns how many files were there to redact: 1, or 0 when there was none or it was redacted before.
create function vault.redact_file(of_study text, of_sequence bigint) returns integer
  language plpgsql security definer set search_path = '' as $$
declare
  redacted integer;
begin
  update vault.files v set nonce = null, sealed = null
    from journal.facts f
   where f.study = of_study and f.sequence = of_sequence and f.kind = 'attached'
     and v.study = of_study and v.digest = decode(f.payload::jsonb ->> 'digest', 'hex')
     and v.sealed is not null;
  get diagnostics redacted = row_count;
  return redacted;
end $$;

revoke execute on function vault.only_empty_file(), vault.redact_file(text, bigint) from public;
grant select, insert on vault.files to trialwright_application;
grant execute on function vault.redact_file(text, bigint) to trialwright_redaction;
-- The walk over a chain looks for the facts that have files.
create index facts_with_files on journal.facts (study, sequence) where kind = 'attached';
