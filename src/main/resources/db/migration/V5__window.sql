-- V5__window.sql: an approval is a row that says what was shown, so that each step that relies on it can look again.

create table window_approval (
  approval_id varchar(36) not null,
  plan varchar(40) not null,
  subject varchar(512) not null,
  requested_by varchar(255) not null,
  approver varchar(255) not null,
  reason varchar(4000) not null,
  plan_hash varchar(64) not null,
  evidence_hash varchar(64) not null,
  given_at timestamp with time zone not null,
  valid_until timestamp with time zone not null,
  constraint window_approval_pk primary key (approval_id),
  constraint window_approval_four_eyes_ck check (approver <> requested_by));

create index window_approval_by_subject on window_approval (plan, subject, given_at);

create table window_maintenance (
  window_id varchar(36) not null,
  plan varchar(40) not null,
  subject varchar(512) not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  reason varchar(4000) not null,
  requested_by varchar(255) not null,
  plan_hash varchar(64) not null,
  evidence_hash varchar(64) not null,
  state varchar(10) not null,
  problem varchar(4000) not null,
  approval_id varchar(36),
  requested_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint window_maintenance_pk primary key (window_id),
  constraint window_maintenance_times_ck check (ends_at > starts_at),
  constraint window_maintenance_approval_fk foreign key (approval_id) references window_approval (approval_id),
  constraint window_maintenance_approved_ck check (state not in ('APPROVED', 'OPEN', 'CLOSED') or approval_id is not null));

create index window_maintenance_by_plan on window_maintenance (plan, requested_at);
