-- V1__audit.sql: what happened, chained by hash, so that a changed or removed entry is found; and the latest result of each check.

-- One row a plan: the end of its chain. Whoever appends locks it, so that two nodes never give the same number twice.
create table audit_chain (
  plan varchar(40) not null,
  last_number bigint not null,
  last_hash varchar(64) not null,
  constraint audit_chain_pk primary key (plan));

create table audit_entry (
  plan varchar(40) not null,
  entry_number bigint not null,
  recorded_at timestamp with time zone not null,
  actor varchar(255) not null,
  action varchar(255) not null,
  subject varchar(512) not null,
  detail varchar(4000) not null,
  hash varchar(64) not null,
  constraint audit_entry_pk primary key (plan, entry_number));

create table audit_check (
  plan varchar(40) not null,
  check_id varchar(512) not null,
  inventory_row varchar(40) not null,
  status varchar(10) not null,
  text varchar(4000) not null,
  approver varchar(255),
  reason varchar(4000),
  checked_at timestamp with time zone not null,
  constraint audit_check_pk primary key (plan, check_id),
  constraint audit_check_waiver_ck check (status <> 'WAIVED' or (approver is not null and reason is not null)));
