-- What has to be answered anew, told before anything changes, so that a crash in between cannot lose it.
create table answer_due (
    organisation_id bigint primary key references organisation,
    -- how often it was told: what was told while an answer is computed is not done with that answer
    marks           bigint not null
);

-- Up to which state of the memory all answers are there, those of organisations in answer_due left out.
create table answers_cover (
    only_row boolean primary key default true check (only_row),
    memory   text not null,
    program  text not null,
    -- answers take account of the age of what was reported at this moment
    aged_at  timestamptz not null
);

-- The revision that was answered for all organisations; another one than answered_revision if that was broken off.
alter table warning add column answered_whole integer;
update warning set answered_whole = answered_revision where answered_at is not null;

-- A machine's name may be longer than an entry of an index. That a name is there once is seen to by who writes it.
alter table case_settled drop constraint case_settled_pkey;
create index case_settled_by_case on case_settled (case_id);
