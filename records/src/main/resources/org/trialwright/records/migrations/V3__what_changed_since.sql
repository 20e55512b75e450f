-- In which edition a record last changed: an index of an earlier edition catches up with those that
-- changed since. Records from before this step are of the edition that stands.
alter table registry.trials add column edition bigint not null default 0;
update registry.trials set edition = (select number from registry.edition)
  where (select number from registry.edition) > 0;
create index trials_edition on registry.trials (edition);
