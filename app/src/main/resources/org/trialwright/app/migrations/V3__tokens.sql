-- Tokens with which programs of a person ask in the person's name. Only the digest is kept; a revoked one stays, so
-- that its owner sees when.

create table staff.tokens (
  id      text        primary key check (id ~ '^[a-z0-9]{8}$'),
  digest  bytea       not null unique check (octet_length(digest) = 32),
  account text        not null references staff.accounts,
  name    text        not null check (name <> ''),
  grants  text[]      not null, -- 'role site', as of the account; what the account loses, the token loses
  writes  boolean     not null,
  made    timestamptz not null,
  expires timestamptz not null,
  used    timestamptz,
  revoked timestamptz
);
create index tokens_of_account on staff.tokens (account);

grant select, insert, update on staff.tokens to trialwright_application;
