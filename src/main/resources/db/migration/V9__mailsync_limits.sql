-- V9__mailsync_limits.sql: lets all mailboxes and nodes share what a mail server bears.

-- server is host:port. Its row is locked by whoever changes anything below, never longer than a short transaction.
-- free_at: when the rate allows the next batch.
create table mailsync_server (
  server varchar(300) not null,
  bytes_free_at timestamp with time zone,
  messages_free_at timestamp with time zone,
  constraint mailsync_server_pk primary key (server));

-- One row a connection. It is over with the time of its slice, so that those of a killed node come free.
create table mailsync_server_slot (
  id varchar(36) not null,
  server varchar(300) not null,
  login varchar(300) not null,
  service varchar(300) not null,
  expires_at timestamp with time zone not null,
  constraint mailsync_server_slot_pk primary key (id));

create index mailsync_server_slot_by_server on mailsync_server_slot (server);

-- What a server taught by its refusals. scope: SERVER (name empty), SERVICE or MAILBOX (name is the login).
-- closed_until: nobody of that scope connects before. refusals: without a success between them.
create table mailsync_server_lesson (
  server varchar(300) not null,
  scope varchar(10) not null,
  name varchar(300) not null,
  connections integer,
  changed_at timestamp with time zone not null,
  closed_until timestamp with time zone,
  refusals integer not null,
  words varchar(500) not null,
  heard_at timestamp with time zone not null,
  heard_by varchar(300) not null,
  constraint mailsync_server_lesson_pk primary key (server, scope, name));

-- Mailboxes that found no slot. since: their place; turn_began: when they last got one after waiting.
create table mailsync_server_queue (
  server varchar(300) not null,
  login varchar(300) not null,
  since timestamp with time zone not null,
  turn_began timestamp with time zone,
  comes_at timestamp with time zone,
  touched_at timestamp with time zone not null,
  constraint mailsync_server_queue_pk primary key (server, login));

-- Bytes of a mailbox by hour, kept where the server has a limit a day. direction: DOWN, UP.
create table mailsync_server_volume (
  server varchar(300) not null,
  login varchar(300) not null,
  direction varchar(5) not null,
  begins_at timestamp with time zone not null,
  volume_bytes bigint not null,
  constraint mailsync_server_volume_pk primary key (server, login, direction, begins_at));
