-- V17__mailsync_unread.sql: lets H2 find unread messages of the target by size and date.

-- Of indexes that look equally good H2 takes the oldest: for what was not read yet this one names the whole folder.
drop index mailsync_foreign_by_content;
create index mailsync_foreign_by_content on mailsync_foreign (folder_id, sha256);
