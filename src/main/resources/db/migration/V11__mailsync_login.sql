-- V11__mailsync_login.sql: keeps a wrong password from being tried until the server locks the account.

-- A row for a secret that was refused, and for each service login. The mailbox is that which a service login wanted, or empty. The digest
-- is keyed or slow: the secret cannot be found from it.
create table mailsync_login (
  endpoint varchar(300) not null,
  login varchar(300) not null,
  mailbox varchar(300) not null,
  secret_digest varchar(64) not null,
  refusals integer not null,
  first_refused_at timestamp with time zone,
  last_refused_at timestamp with time zone,
  accepted_at timestamp with time zone,
  trying_until timestamp with time zone,
  server_words varchar(500) not null,
  constraint mailsync_login_pk primary key (endpoint, login, mailbox, secret_digest));
