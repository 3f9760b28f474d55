-- V13__target.sql: what a change manager approved to be made on the new platform, and what became of each part of it.

create table target_change (
  plan varchar(40) not null,
  position int not null,
  approval_id varchar(80) not null,
  subject varchar(20) not null,
  action varchar(10) not null,
  name varchar(512) not null,
  text varchar(4000) not null,
  outcome varchar(4000),
  refused boolean not null,
  constraint target_change_pk primary key (plan, position));
