-- V24__calendarsync_hosted.sql: what was begun on a target's own hosts for a mailbox's calendars, so that nothing is begun twice.
create table calendarsync_hosted_run (
  mailbox_id varchar(400)  not null,
  turn       varchar(160)  not null,
  operation  varchar(16)   not null,
  attempt    integer       not null,
  state      varchar(16)   not null,
  begun_at   timestamp with time zone not null,
  until_at   timestamp with time zone not null,
  detail     varchar(4000) not null,
  constraint calendarsync_hosted_run_pk primary key (mailbox_id, turn, operation),
  constraint calendarsync_hosted_run_state check (state in ('RUNNING', 'DONE', 'NOT_BEGUN', 'FAILED', 'TOLD'))
);
