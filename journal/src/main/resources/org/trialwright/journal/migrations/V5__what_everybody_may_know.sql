-- How many people a study looks for; the application writes it at every start.
create table projection.aims (
  study        text    primary key,
  participants integer not null check (participants > 0)
);
grant select, insert, update on projection.aims to trialwright_application;

create index facts_of_the_study on journal.facts (study, sequence) where kind in ('opened', 'site-set');

-- All that the public pages may read of a trial that runs here. Nobody shall learn from them that one person joined,
-- or where: people are counted over all sites, in steps of five, and below five there is no number. Barriers, so that no
-- condition of the asker meets a row before the view has counted it.
drop view counts.progress;

create view counts.enrolment with (security_barrier) as
  select opened.study,
         (opened.payload::jsonb ->> 'rehearsal')::boolean as rehearsal,
         aims.participants as aim,
         joined.people - joined.people % 5 as at_least,
         coalesce(joined.people >= greatest(aims.participants, 5), false) as complete
    from journal.facts opened
    left join projection.aims on aims.study = opened.study
   cross join lateral (select count(*) as people from projection.participant p
                        where p.study = opened.study and p.arm <> '') joined
   where opened.kind = 'opened';

-- Each site as its newest fact has it.
create view counts.sites with (security_barrier) as
  select distinct on (f.study, f.payload::jsonb ->> 'site')
         f.study,
         f.payload::jsonb ->> 'site' as site,
         f.payload::jsonb ->> 'name' as name,
         (f.payload::jsonb ->> 'open')::boolean as open
    from journal.facts f
   where f.kind = 'site-set'
   order by f.study, f.payload::jsonb ->> 'site', f.sequence desc;

grant select on counts.enrolment, counts.sites to trialwright_counts;
