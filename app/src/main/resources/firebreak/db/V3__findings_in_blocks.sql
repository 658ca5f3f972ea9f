-- The machines that answers name, some hundred to a row: a row for each machine was most of the cost of an answer that
-- names half a million. V4 moves what is there; what a row means, FindingBlock says.
create table finding_block (
    id               bigint generated always as identity primary key,
    warning_id       bigint not null references warning,
    organisation_id  bigint not null references organisation,
    low              text collate "C" not null,
    high             text collate "C" not null,
    machines         integer not null,
    hits             integer not null,
    contact_at       bigint[] not null,
    contact_machines integer[] not null,
    texts            text not null,
    content          bytea not null,
    unique (warning_id, organisation_id, low)
);
-- What is in a block is compact already; lists are read without it.
alter table finding_block alter column content set storage external;
create index finding_block_by_name on finding_block (low, high, organisation_id, machines);
