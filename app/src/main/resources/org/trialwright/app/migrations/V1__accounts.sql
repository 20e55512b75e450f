-- Who may sign in, as what and where. Nothing here is part of the record of the trial: the record
-- of who signed in is the access log.

create schema staff;

create table staff.accounts (
  account  text        primary key check (account ~ '^[a-z][a-z0-9.-]{1,39}$'),
  name     text        not null check (name <> ''),
  password text        not null, -- a hash; empty until the person has used a set-up link
  active   boolean     not null default true,
  made     timestamptz not null
);

create table staff.grants (
  account text not null references staff.accounts,
  role    text not null check (role in ('investigator', 'coordinator', 'data-manager', 'monitor',
                                        'statistician', 'administrator')),
  site    text not null, -- empty: all sites
  primary key (account, role, site)
);

-- Set-up links: whoever holds one chooses the password. Only the digest is kept.
create table staff.links (
  digest  bytea       primary key check (octet_length(digest) = 32),
  account text        not null references staff.accounts,
  expires timestamptz not null
);

create table staff.sessions (
  digest  bytea       primary key check (octet_length(digest) = 32),
  account text        not null references staff.accounts,
  started timestamptz not null,
  seen    timestamptz not null
);
create index sessions_of_account on staff.sessions (account);

-- Failed sign-ins in a row, of names that exist and of names that do not, so that nobody learns
-- from a refusal which names exist.
create table staff.failures (
  name         bytea       primary key check (octet_length(name) = 32),
  failures     integer     not null,
  last         timestamptz not null,
  locked_until timestamptz not null
);

grant usage on schema staff to trialwright_application;
grant select, insert, update on staff.accounts to trialwright_application;
grant select, insert, delete on staff.grants, staff.links to trialwright_application;
grant select, insert, update, delete on staff.sessions, staff.failures to trialwright_application;
