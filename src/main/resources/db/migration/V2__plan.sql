-- V2__plan.sql: every node reads the same plan, an auditor sees each revision, and a wave counts its members here instead of in the engine.

create table plan_revision (
  plan varchar(40) not null,
  revision integer not null,
  sha256 varchar(64) not null,
  plan_yaml text not null,
  mailboxes_csv text not null,
  stored_at timestamp with time zone not null,
  constraint plan_revision_pk primary key (plan, revision));

-- position is the mailbox's place in mailboxes.csv. A withdrawn member was taken out of the plan before its migration began.
create table plan_member (
  mailbox_id varchar(300) not null,
  plan varchar(40) not null,
  wave varchar(40) not null,
  position integer not null,
  withdrawn boolean not null,
  state varchar(20) not null,
  reason varchar(4000) not null,
  changed_at timestamp with time zone not null,
  switched_at timestamp with time zone,
  next_delta_at timestamp with time zone,
  constraint plan_member_pk primary key (mailbox_id));

create index plan_member_by_wave on plan_member (plan, wave, state, position);
