-- A role may be held from a day to a day, both included; and three further roles.

alter table staff.grants drop constraint grants_role_check;
alter table staff.grants add constraint grants_role_check
  check (role in ('investigator', 'coordinator', 'data-manager', 'monitor', 'statistician',
                  'committee', 'committee-statistician', 'administrator',
                  'inspector', 'sponsor', 'pharmacist'));

alter table staff.grants add column from_day date;
alter table staff.grants add column until_day date;
alter table staff.grants add constraint grants_days_check check (from_day <= until_day);

grant update on staff.grants to trialwright_application;
