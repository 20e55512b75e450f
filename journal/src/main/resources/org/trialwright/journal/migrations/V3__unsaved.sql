-- What people typed into a page and have not saved yet, for whoever typed it. Nothing here is part of the record:
-- it goes when the page is saved or thrown away, and after a month in any case.

create schema desk;

create table desk.unsaved (
  study       text        not null,
  participant text        not null,
  account     text        not null,
  page        text        not null, -- which page of the participant's
  key         text        not null, -- of the act that saving it would be
  fields      text        not null, -- as a form sends them; empty once they were saved
  at          timestamptz not null,
  primary key (study, participant, account, page)
);
create index unsaved_by_time on desk.unsaved (at);

grant usage on schema desk to trialwright_application;
grant select, insert, update, delete on desk.unsaved to trialwright_application;
