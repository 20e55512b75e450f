-- Who signs in at an issuer of the house (OpenID Connect): an administrator joins an account that is there to what the
-- issuer calls the person. Nobody gets an account or a role by signing in elsewhere.
create table staff.subjects (
  account text primary key references staff.accounts,
  issuer  text not null check (issuer <> ''),
  subject text not null check (subject <> ''),
  unique (issuer, subject)
);
grant select, insert, update, delete on staff.subjects to trialwright_application;

-- How a session began: with a password, or at the issuer.
alter table staff.sessions add column at_issuer boolean not null default false;
