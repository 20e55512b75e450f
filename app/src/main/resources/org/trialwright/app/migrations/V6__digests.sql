-- Who wants a mail each working morning with numbers of what waits, and where it goes. The day of the newest one is
-- taken before it is sent, so that of several programs on one database one sends it.

create table staff.digests (
  account  text primary key references staff.accounts,
  address  text not null check (address <> ''),
  language text not null check (language in ('en', 'zh')),
  sent     date
);

grant select, insert, update, delete on staff.digests to trialwright_application;
