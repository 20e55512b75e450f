-- The data monitoring committee and its statistician, and the second step that opens their workspace.

alter table staff.grants drop constraint grants_role_check;
alter table staff.grants add constraint grants_role_check
  check (role in ('investigator', 'coordinator', 'data-manager', 'monitor', 'statistician',
                  'committee', 'committee-statistician', 'administrator'));

alter table staff.sessions add column stepped_up timestamptz;
