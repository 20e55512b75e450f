-- The second wall: whatever a query asks for, a connection that is bound to some sites gives no participant of another.
-- Which sites, its setting trialwright.sites says: |01|02|; | is none; nothing is all. The program sets it when a
-- request of somebody who is limited to sites takes the connection.

-- A participant's number begins with the site's: 01-010 belongs to site 01.
create function journal.site_of(participant text) returns text
  language sql immutable parallel safe as $$
  select case when strpos(reverse(participant), '-') between 1 and length(participant) - 1
              then left(participant, - strpos(reverse(participant), '-')) else participant end
$$;

alter table journal.facts enable row level security;
create policy in_sight on journal.facts using (
  (select coalesce(current_setting('trialwright.sites', true), '') = '')
  or participant is null
  or strpos((select current_setting('trialwright.sites', true)), '|' || journal.site_of(participant) || '|') > 0);

-- The texts of facts that are in sight.
alter table journal.texts enable row level security;
create policy in_sight on journal.texts using (
  (select coalesce(current_setting('trialwright.sites', true), '') = '')
  or exists (select from journal.facts f where f.study = texts.study and f.sequence = texts.sequence));

alter table vault.identities enable row level security;
create policy in_sight on vault.identities using (
  (select coalesce(current_setting('trialwright.sites', true), '') = '')
  or strpos((select current_setting('trialwright.sites', true)), '|' || journal.site_of(participant) || '|') > 0);

alter table vault.matches enable row level security;
create policy in_sight on vault.matches using (
  (select coalesce(current_setting('trialwright.sites', true), '') = '')
  or strpos((select current_setting('trialwright.sites', true)), '|' || journal.site_of(participant) || '|') > 0);

alter table vault.files enable row level security;
create policy in_sight on vault.files using (
  (select coalesce(current_setting('trialwright.sites', true), '') = '')
  or strpos((select current_setting('trialwright.sites', true)), '|' || journal.site_of(participant) || '|') > 0);

alter table projection.participant enable row level security;
create policy in_sight on projection.participant using (
  (select coalesce(current_setting('trialwright.sites', true), '') = '')
  or strpos((select current_setting('trialwright.sites', true)), '|' || site || '|') > 0);

alter table desk.unsaved enable row level security;
create policy in_sight on desk.unsaved using (
  (select coalesce(current_setting('trialwright.sites', true), '') = '')
  or strpos((select current_setting('trialwright.sites', true)), '|' || journal.site_of(participant) || '|') > 0);

-- What must be known across sites, and no more than that.

-- Who may be the same person, wherever: nobody joins twice.
create function vault.known(of_study text, of_kind text, of_hash bytea) returns setof text
  language sql stable security definer set search_path = '' as $$
  select m.participant from vault.matches m
   where m.study = of_study and m.kind = of_kind and m.hash = of_hash
   order by m.participant
$$;

-- Whether nobody else who has an arm may be the same person.
create function vault.alone(of_study text, of_participant text) returns boolean
  language sql stable security definer set search_path = '' as $$
  select not exists (
    select from vault.matches mine join vault.matches theirs
        on theirs.study = mine.study and theirs.kind = mine.kind and theirs.hash = mine.hash
       and theirs.participant <> mine.participant
      join projection.participant other
        on other.study = theirs.study and other.participant = theirs.participant and other.arm <> ''
     where mine.study = of_study and mine.participant = of_participant)
$$;

-- How many have an arm: a trial ends its draws at its number.
create function projection.allocated(of_study text) returns bigint
  language sql stable security definer set search_path = '' as $$
  select count(*) from projection.participant p where p.study = of_study and p.arm <> ''
$$;

revoke execute on function journal.site_of(text), vault.known(text, text, bytea), vault.alone(text, text),
  projection.allocated(text) from public;
grant execute on function journal.site_of(text), vault.known(text, text, bytea), vault.alone(text, text),
  projection.allocated(text) to trialwright_application;
