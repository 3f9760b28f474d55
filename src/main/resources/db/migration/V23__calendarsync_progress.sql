-- V23__calendarsync_progress.sql: says when a mailbox's calendars are looked at next, and how they stand for whoever watches.

create table calendarsync_turn (
  mailbox_id varchar(300) not null,
  plan varchar(64) not null,
  next_at timestamp with time zone not null,
  constraint calendarsync_turn_pk primary key (mailbox_id)
);
create index calendarsync_turn_by_plan on calendarsync_turn (plan);

create table calendarsync_progress (
  mailbox_id varchar(300) not null,
  plan varchar(64) not null,
  created bigint not null,
  updated bigint not null,
  deleted bigint not null,
  refused bigint not null,
  conflicts bigint not null,
  pass_open boolean not null,
  caught_up_at timestamp with time zone,
  problem varchar(2000),
  changed_at timestamp with time zone not null,
  constraint calendarsync_progress_pk primary key (mailbox_id)
);
create index calendarsync_progress_by_plan on calendarsync_progress (plan);
