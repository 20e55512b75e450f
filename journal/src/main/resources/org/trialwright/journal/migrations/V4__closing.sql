-- How far a participant's record has come towards being final. No record of an earlier program was ever signed as a
-- whole or locked.
alter table projection.participant add column closing text not null default 'open'
  check (closing in ('open', 'changed', 'endorsed', 'locked'));
