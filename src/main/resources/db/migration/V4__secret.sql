-- V4__secret.sql: passwords of servers, sealed with a key that is not in this database.

create table secret_entry (
  name varchar(200) not null,
  version bigint not null,
  nonce varchar(32) not null,
  sealed varchar(12000) not null,
  stored_at timestamp with time zone not null,
  constraint secret_entry_pk primary key (name));

-- One row: tells whether a key is the one that sealed the entries, and tells nothing else about it.
create table secret_key_check (
  id integer not null,
  check_value varchar(64) not null,
  constraint secret_key_check_pk primary key (id),
  constraint secret_key_check_one_ck check (id = 1));
