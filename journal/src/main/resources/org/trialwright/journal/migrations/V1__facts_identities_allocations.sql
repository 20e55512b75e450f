-- The record of facts, the access log, the vault, allocations and the projections.
-- Everything here belongs to the owner, who migrates; the application signs in as somebody else and
-- is a member of group roles. Group roles belong to the whole server, so they may already exist.

do $$
declare
  name text;
begin
  foreach name in array array[
    'trialwright_application', 'trialwright_allocation', 'trialwright_counts', 'trialwright_redaction'
  ] loop
    if not exists (select from pg_catalog.pg_roles where rolname = name) then
      begin
        execute format('create role %I nologin', name);
      exception when duplicate_object or unique_violation then
        null; -- another database of this server made it in this moment
      end;
    end if;
  end loop;
end $$;

revoke all on schema public from public;

create schema journal;
create schema vault;
create schema allocation;
create schema projection;
create schema counts;

-- Refuses what would change history, whoever asks, the owner included.
create function journal.refuse() returns trigger
  language plpgsql set search_path = '' as $$
begin
  raise exception '% of %.% is refused: what is recorded stays recorded',
    lower(tg_op), tg_table_schema, tg_table_name
    using errcode = 'insufficient_privilege',
          hint = 'Append a correction with its reason instead.';
end $$;

-- The last link of each chain: 'study/' and the study's name, or 'access'.
-- Every save updates one row, so its page is kept empty for the versions that follow.
create table journal.heads (
  chain    text   primary key,
  sequence bigint not null check (sequence >= 0),
  hash     bytea  not null check (octet_length(hash) = 32)
) with (fillfactor = 10);

create function journal.only_forward() returns trigger
  language plpgsql set search_path = '' as $$
begin
  if new.chain <> old.chain or new.sequence <> old.sequence + 1 then
    raise exception 'the head of chain % goes from % to % only, not to %',
      old.chain, old.sequence, old.sequence + 1, new.sequence
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create trigger only_forward before update on journal.heads
  for each row execute function journal.only_forward();
create trigger refuse before delete or truncate on journal.heads
  for each statement execute function journal.refuse();

-- Locks the head of a chain until the transaction ends, and returns it.
create function journal.take_head(wanted text) returns table (last_sequence bigint, last_hash bytea)
  language plpgsql security definer set search_path = '' as $$
begin
  return query select h.sequence, h.hash from journal.heads h where h.chain = wanted for update;
  if not found then
    insert into journal.heads (chain, sequence, hash)
      values (wanted, 0, decode(repeat('00', 32), 'hex')) on conflict do nothing;
    return query select h.sequence, h.hash from journal.heads h where h.chain = wanted for update;
  end if;
end $$;

create table journal.facts (
  study         text        not null check (study <> ''),
  sequence      bigint      not null check (sequence > 0),
  participant   text        check (participant <> ''),
  kind          text        not null,
  payload       text        not null, -- canonical JSON; the chain holds these very bytes
  person        text        not null,
  person_name   text        not null,
  role          text        not null,
  site          text        check (site <> ''),
  recorded      timestamptz not null,
  occurred      text        not null,
  reason        text        not null check (reason = '' or reason ~ '^[0-9a-f]{64}$'), -- a digest
  study_version text        not null,
  key           uuid        not null,
  previous      bytea       not null check (octet_length(previous) = 32),
  hash          bytea       not null check (octet_length(hash) = 32),
  primary key (study, sequence),
  unique (study, key)
);
create index facts_of_participant on journal.facts (study, participant, sequence);
create index facts_by_time on journal.facts (study, recorded, sequence);

create function journal.extend_study() returns trigger
  language plpgsql security definer set search_path = '' as $$
begin
  update journal.heads h set sequence = new.sequence, hash = new.hash
   where h.chain = 'study/' || new.study
     and h.sequence = new.sequence - 1 and h.hash = new.previous;
  if not found then
    raise exception 'fact % does not continue the chain of study %', new.sequence, new.study
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;

create trigger extend after insert on journal.facts
  for each row execute function journal.extend_study();
create trigger refuse before update or delete or truncate on journal.facts
  for each statement execute function journal.refuse();

-- Free text that law may force us to redact. The fact holds the digest of salt and text.
-- Redaction empties both, so that the digest cannot be tried against guesses.
create table journal.texts (
  study    text   not null,
  sequence bigint not null,
  place    text   not null, -- where in the fact: 'reason', 'text', 'value', or 'answers.' and the item
  digest   bytea  not null check (octet_length(digest) = 32),
  salt     bytea  check (octet_length(salt) = 16),
  text     text,
  check ((salt is null) = (text is null)),
  primary key (study, sequence, place)
);

create function journal.only_redact() returns trigger
  language plpgsql set search_path = '' as $$
begin
  if (new.study, new.sequence, new.place, new.digest)
       is distinct from (old.study, old.sequence, old.place, old.digest)
     or new.text is not null then
    raise exception 'a text can be redacted, but not changed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create trigger only_redact before update on journal.texts
  for each row execute function journal.only_redact();
create trigger refuse before delete or truncate on journal.texts
  for each statement execute function journal.refuse();

-- Returns how many texts were there to redact: 1, or 0 when there was none or it was redacted before.
create function journal.redact(of_study text, of_sequence bigint, of_place text) returns integer
  language plpgsql security definer set search_path = '' as $$
declare
  redacted integer;
begin
  update journal.texts t set salt = null, text = null
   where t.study = of_study and t.sequence = of_sequence and t.place = of_place
     and t.text is not null;
  get diagnostics redacted = row_count;
  return redacted;
end $$;

create table journal.accesses (
  sequence    bigint      primary key check (sequence > 0),
  at          timestamptz not null,
  kind        text        not null,
  person      text        not null,
  person_name text        not null,
  role        text        not null,
  site        text        check (site <> ''),
  subject     text        not null,
  detail      text        not null,
  previous    bytea       not null check (octet_length(previous) = 32),
  hash        bytea       not null check (octet_length(hash) = 32)
);

create function journal.extend_access() returns trigger
  language plpgsql security definer set search_path = '' as $$
begin
  update journal.heads h set sequence = new.sequence, hash = new.hash
   where h.chain = 'access' and h.sequence = new.sequence - 1 and h.hash = new.previous;
  if not found then
    raise exception 'access % does not continue the chain', new.sequence
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;

create trigger extend after insert on journal.accesses
  for each row execute function journal.extend_access();
create trigger refuse before update or delete or truncate on journal.accesses
  for each statement execute function journal.refuse();

-- Identities. A correction is a new version; erasing leaves the versions without their content.
create table vault.identities (
  study       text        not null,
  participant text        not null,
  version     integer     not null check (version > 0),
  key_name    text        not null,
  nonce       bytea,
  sealed      bytea,
  person      text        not null,
  recorded    timestamptz not null,
  primary key (study, participant, version)
);

create table vault.matches (
  study       text  not null,
  participant text  not null,
  kind        text  not null,
  hash        bytea not null check (octet_length(hash) = 32),
  primary key (study, participant, kind, hash)
);
create index matches_by_hash on vault.matches (study, hash);

create function vault.only_erase() returns trigger
  language plpgsql set search_path = '' as $$
begin
  if (new.study, new.participant, new.version, new.key_name, new.person, new.recorded)
       is distinct from
     (old.study, old.participant, old.version, old.key_name, old.person, old.recorded)
     or new.sealed is not null or new.nonce is not null then
    raise exception 'an identity can be erased, but not changed'
      using errcode = 'insufficient_privilege', hint = 'Store a new version.';
  end if;
  return new;
end $$;

create trigger only_erase before update on vault.identities
  for each row execute function vault.only_erase();
create trigger refuse before delete or truncate on vault.identities
  for each statement execute function journal.refuse();
create trigger refuse before update or truncate on vault.matches
  for each statement execute function journal.refuse();

create function vault.erase(of_study text, of_participant text) returns integer
  language plpgsql security definer set search_path = '' as $$
declare
  erased integer;
begin
  update vault.identities i set nonce = null, sealed = null
   where i.study = of_study and i.participant = of_participant and i.sealed is not null;
  get diagnostics erased = row_count;
  delete from vault.matches m where m.study = of_study and m.participant = of_participant;
  return erased;
end $$;

-- Allocation: one row a stratum with the positions used, and what was allocated at each.
create table allocation.strata (
  study   text    not null,
  stratum text    not null,
  used    integer not null check (used >= 0),
  primary key (study, stratum)
) with (fillfactor = 50);

create table allocation.allocations (
  study         text        not null,
  stratum       text        not null,
  position      integer     not null check (position > 0),
  participant   text        not null,
  arm           text        not null,
  algorithm     text        not null,
  origin        text        not null,
  inputs_digest text        not null,
  recorded      timestamptz not null,
  primary key (study, stratum, position),
  unique (study, participant),
  foreign key (study, stratum) references allocation.strata
);

create function allocation.only_next() returns trigger
  language plpgsql set search_path = '' as $$
begin
  if (new.study, new.stratum) is distinct from (old.study, old.stratum) or new.used <> old.used + 1 then
    raise exception 'positions of stratum % are used one after the other: % follows %, not %',
      old.stratum, old.used + 1, old.used, new.used using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create trigger only_next before update on allocation.strata
  for each row execute function allocation.only_next();
create trigger refuse before delete or truncate on allocation.strata
  for each statement execute function journal.refuse();
create trigger refuse before update or delete or truncate on allocation.allocations
  for each statement execute function journal.refuse();

-- Where each participant stands: a projection, rebuilt from the facts at will.
create table projection.participant (
  study        text    not null,
  participant  text    not null,
  site         text    not null,
  place        text    not null,
  since        date    not null,
  due          date,
  due_label    text    not null,
  open_queries integer not null check (open_queries >= 0),
  arm          text    not null, -- empty before allocation
  sequence     bigint  not null, -- the last fact taken into account
  primary key (study, participant)
);
create index participant_by_site on projection.participant (study, site, participant);

-- All that the public pages may read: numbers by site, neither places nor arms.
create view counts.progress as
  select study, site, count(*) as registered, count(*) filter (where arm <> '') as allocated
    from projection.participant
   group by study, site;

revoke execute on all functions in schema journal, vault, allocation from public;

grant usage on schema journal, vault, projection, counts to trialwright_application;
grant select on journal.heads to trialwright_application;
grant select, insert on journal.facts, journal.texts, journal.accesses to trialwright_application;
grant execute on function journal.take_head(text) to trialwright_application;
grant select, insert on vault.identities, vault.matches to trialwright_application;
grant select, insert, update, delete on projection.participant to trialwright_application;
grant select on counts.progress to trialwright_application;

grant usage on schema allocation to trialwright_allocation;
grant select, insert, update on allocation.strata to trialwright_allocation;
grant select, insert on allocation.allocations to trialwright_allocation;

grant usage on schema counts to trialwright_counts;
grant select on counts.progress to trialwright_counts;

grant trialwright_application to trialwright_redaction;
grant execute on function journal.redact(text, bigint, text) to trialwright_redaction;
grant execute on function vault.erase(text, text) to trialwright_redaction;
