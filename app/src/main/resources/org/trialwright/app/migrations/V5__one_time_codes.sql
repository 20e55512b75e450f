-- One-time codes beside the password. The secret is sealed under the vault's key; recovery codes are kept as digests and
-- work once.

create table staff.codes (
  account   text        primary key references staff.accounts,
  sealed    bytea       not null,
  since     timestamptz,                -- null until the first code was typed
  last_step bigint      not null default 0 -- the newest half minute whose code was used: none is taken twice
);

create table staff.recovery_codes (
  account text  not null references staff.accounts,
  digest  bytea not null check (octet_length(digest) = 32),
  primary key (account, digest)
);

grant select, insert, update, delete on staff.codes, staff.recovery_codes to trialwright_application;
