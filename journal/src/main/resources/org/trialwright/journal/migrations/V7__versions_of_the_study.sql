-- The files of versions of a study, word for word: of those that the program was started with, and of those that are
-- offered as amendments. What is kept is never changed; a fact names it by its digest.
create table journal.versions (
  study   text        not null,
  digest  bytea       not null check (octet_length(digest) = 32), -- over all files
  version text        not null, -- the seal that facts carry
  files   text        not null, -- each by its name, as JSON
  offered boolean     not null,
  kept    timestamptz not null,
  primary key (study, digest)
);

create trigger refuse before update or delete or truncate on journal.versions
  for each statement execute function journal.refuse();

grant select, insert on journal.versions to trialwright_application;
