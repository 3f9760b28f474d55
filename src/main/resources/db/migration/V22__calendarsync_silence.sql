-- V22__calendarsync_silence.sql: whether a plan's target is proved to tell nobody of what is written to its calendars.
create table calendarsync_silence (
  plan           varchar(64)   not null,
  probe_id       varchar(64),
  probing_until  timestamp with time zone,
  judged_at      timestamp with time zone,
  last_verdict   varchar(4000) not null,
  proved_at      timestamp with time zone,
  stopped_at     timestamp with time zone,
  stopped_where  varchar(160),
  stop_reason    varchar(4000),
  left_out       boolean       not null default false,
  release_by     varchar(255),
  release_reason varchar(4000),
  constraint calendarsync_silence_pk primary key (plan),
  constraint calendarsync_silence_stop_whole check (stopped_at is null or (stopped_where is not null and stop_reason is not null)),
  constraint calendarsync_silence_release_whole check (release_by is null or (stopped_at is not null and release_reason is not null))
);

-- What was found in a decoy's mailbox; each message is told once.
create table mailflow_decoy_message (
  plan         varchar(64)  not null,
  address      varchar(320) not null,
  folder       varchar(512) not null,
  uid_validity bigint       not null,
  uid          bigint       not null,
  found_at     timestamp with time zone not null,
  constraint mailflow_decoy_message_pk primary key (plan, address, folder, uid_validity, uid)
);
