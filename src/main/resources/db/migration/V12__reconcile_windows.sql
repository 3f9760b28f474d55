-- V12__reconcile_windows.sql: lets a comparison go on where its last slice stopped, and a person accept exactly the differences he saw.

-- What an unfinished run saw of a folder's flags and dates, in parts, packed. A run's end throws it away.
create table reconcile_listing (
  side_id bigint not null,
  direction varchar(10) not null,
  run_number bigint not null,
  part integer not null,
  messages bytea not null,
  constraint reconcile_listing_pk primary key (side_id, direction, part),
  constraint reconcile_listing_side foreign key (side_id) references reconcile_side (id));

alter table reconcile_discrepancy add column target_uid_validity bigint default 0 not null;
alter table reconcile_discrepancy add column fingerprint varchar(64) default '' not null;

-- fingerprint '': accepted before kinds were told apart; holds for what was acceptable then.
alter table reconcile_acceptance add column kind varchar(20) default '' not null;
alter table reconcile_acceptance add column target_uid bigint default 0 not null;
alter table reconcile_acceptance add column detail varchar(1000) default '' not null;
alter table reconcile_acceptance add column fingerprint varchar(64) default '' not null;
alter table reconcile_acceptance drop constraint reconcile_acceptance_pk;
alter table reconcile_acceptance add constraint reconcile_acceptance_pk primary key (mailbox_id, folder, uid_validity, source_uid, fingerprint);
