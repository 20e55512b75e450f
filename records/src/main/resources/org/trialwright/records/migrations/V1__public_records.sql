-- Public trial records, one document each, in the shape of the ClinicalTrials.gov API version 2.
-- They are the truth; the finder's index is made from them and may be thrown away.

create schema registry;

create table registry.trials (
  id       text  primary key check (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{2,39}$'),
  digest   bytea not null check (octet_length(digest) = 32),
  document text  not null
);

-- Goes up whenever a record comes or changes, so that whoever keeps an index sees that it is old.
create table registry.edition (
  single   boolean primary key default true check (single),
  database uuid    not null default gen_random_uuid(),
  number   bigint  not null
);
insert into registry.edition (number) values (0);

-- Imports write as the application; the public pages read as somebody who sees nothing else than
-- these records and numbers by site.
grant usage on schema registry to trialwright_application, trialwright_counts;
grant select, insert, update on registry.trials to trialwright_application;
grant select, update on registry.edition to trialwright_application;
grant select on registry.trials, registry.edition to trialwright_counts;
