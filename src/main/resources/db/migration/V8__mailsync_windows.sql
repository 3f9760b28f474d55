-- V8__mailsync_windows.sql: lets a pass go through a folder of any size in windows, each recorded before the next.

-- broke_at: when the mailbox's connections last broke off. What they were sending may still have been stored for a while after that.
alter table mailsync_mailbox add column broke_at timestamp with time zone;

-- Messages refused by a pass before offers_before are offered again. caught_up: the pass ended in the slice in which it began.
alter table mailsync_pass add column offers_before bigint default 0 not null;
alter table mailsync_pass add column caught_up boolean default false not null;
update mailsync_pass set offers_before = number where kind <> 'DELTA';
update mailsync_pass set caught_up = true where finished_at is not null;

-- flags_uid, flags_mod_seq: how far, and as of which MODSEQ, flags were compared by a comparison that is under way.
-- suspect_*: reading these UIDs broke the connection so many times.
alter table mailsync_folder add column flags_uid bigint default 0 not null;
alter table mailsync_folder add column flags_mod_seq bigint default 0 not null;
alter table mailsync_folder add column suspect_from bigint default 0 not null;
alter table mailsync_folder add column suspect_to bigint default 0 not null;
alter table mailsync_folder add column suspect_times integer default 0 not null;

-- target_floor 0: the copy is known not to be on the target; -1: it is to be matched last. refused_pass: the pass that refused it.
alter table mailsync_message add column refused_pass bigint default 0 not null;
drop index mailsync_message_by_outcome;
create index mailsync_message_by_outcome on mailsync_message (folder_id, outcome, source_uid);

-- What the target holds below target_uid_next besides our copies. sha256: empty until it was read.
create table mailsync_foreign (
  folder_id bigint not null,
  target_uid bigint not null,
  size_bytes bigint not null,
  epoch_second bigint not null,
  sha256 varchar(64) not null,
  constraint mailsync_foreign_pk primary key (folder_id, target_uid),
  constraint mailsync_foreign_folder foreign key (folder_id) references mailsync_folder (id));

create index mailsync_foreign_by_content on mailsync_foreign (folder_id, sha256);
create index mailsync_foreign_by_size on mailsync_foreign (folder_id, size_bytes, sha256);
create index mailsync_foreign_by_date on mailsync_foreign (folder_id, epoch_second, sha256);

-- Until now they were only counted: the next pass lists them.
update mailsync_folder set target_uid_next = 1, target_foreign = 0 where target_foreign > 0;
