-- V15__audit_check_subject.sql: what a check that asks about every mailbox found for each, so that it goes on where it stopped and can be proven.

-- 'question' is a digest of what was asked; a plan that asks otherwise has no answer yet.
create table audit_check_subject (
  plan varchar(40) not null,
  check_id varchar(100) not null,
  subject varchar(320) not null,
  question varchar(64) not null,
  verdict varchar(10) not null,
  text varchar(4000) not null,
  asked_at timestamp with time zone not null,
  constraint audit_check_subject_pk primary key (plan, check_id, subject),
  constraint audit_check_subject_verdict_ck check (verdict in ('GOOD', 'BAD', 'UNKNOWN', 'LATER')));
