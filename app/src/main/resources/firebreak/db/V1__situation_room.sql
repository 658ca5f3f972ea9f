-- The relational state of the situation room. PostgreSQL 15 or newer, embedded or by URL.
-- What is only ever added to (case_event, audit) is guarded by triggers, so that not even our own code can rewrite it.

create table organisation (
    id          bigint generated always as identity primary key,
    key         text not null unique check (key ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    name        text not null check (length(name) between 1 and 200),
    sort_name   text not null,
    sector      text not null default '' check (length(sector) <= 100),
    contact     text not null default '' check (length(contact) <= 1000),
    machines_expected integer check (machines_expected >= 0),
    created_at  timestamptz not null,
    closed_at   timestamptz
);
create index organisation_by_name on organisation (sort_name, id);

create table account (
    id              bigint generated always as identity primary key,
    login           text not null unique check (login = lower(login) and length(login) between 1 and 200),
    name            text not null check (length(name) between 1 and 200),
    role            text not null check (role in ('ANALYST', 'ADMIN', 'OFFICER', 'AUDITOR')),
    organisation_id bigint references organisation,
    password_hash   text,
    must_change     boolean not null default false,
    oidc_subject    text,
    language        text check (language in ('de', 'en')),
    failures        integer not null default 0,
    locked_until    timestamptz,
    created_at      timestamptz not null,
    disabled_at     timestamptz,
    -- An officer speaks for exactly one organisation; everyone else for none.
    check ((role = 'OFFICER') = (organisation_id is not null))
);
create unique index account_by_subject on account (oidc_subject) where oidc_subject is not null;

create table token (
    id              bigint generated always as identity primary key,
    name            text not null check (length(name) between 1 and 200),
    hash            bytea not null unique,
    scopes          text[] not null,
    organisation_id bigint references organisation,
    created_by      text not null,
    created_at      timestamptz not null,
    expires_at      timestamptz,
    used_at         timestamptz,
    revoked_at      timestamptz
);

create table warning (
    id           bigint generated always as identity primary key,
    title        text not null check (length(title) <= 500),
    state        text not null check (state in ('DRAFT', 'CONFIRMED', 'WITHDRAWN')),
    tlp          text not null check (tlp in ('CLEAR', 'GREEN', 'AMBER', 'AMBER_STRICT', 'RED')),
    revision     integer not null,
    answered_revision integer,
    answered_at  timestamptz,
    created_at   timestamptz not null,
    created_by   text not null,
    confirmed_at timestamptz
);

-- Each change of the understanding is a revision; a confirmed revision is never changed.
create table warning_revision (
    warning_id    bigint not null references warning,
    revision      integer not null check (revision >= 1),
    source_name   text not null,
    original      bytea not null,
    understanding text not null,
    confirmed     boolean not null default false,
    at            timestamptz not null,
    by            text not null,
    note          text not null default '',
    primary key (warning_id, revision)
);

-- What the answer says of one organisation, kept up to date as reports come in.
create table answer (
    warning_id      bigint not null references warning,
    organisation_id bigint not null references organisation,
    standing        text not null check (standing in ('AFFECTED', 'CONTACTED', 'UNKNOWN', 'CLEAR')),
    machines        integer not null,
    affected        integer not null,
    contacted       integer not null,
    undecided       integer not null,
    has_inventory   boolean not null,
    has_logs        boolean not null,
    latest_report   timestamptz,
    logs_from       timestamptz,
    logs_until      timestamptz,
    changed_at      timestamptz not null,
    primary key (warning_id, organisation_id)
);

-- One machine that an answer names. Machines that are clear are only counted.
create table finding (
    id              bigint generated always as identity primary key,
    warning_id      bigint not null references warning,
    organisation_id bigint not null references organisation,
    machine         text not null,
    verdict         text not null check (verdict in ('AFFECTED', 'CONTACTED', 'UNKNOWN')),
    contacted       boolean not null,
    first_contact   timestamptz,
    last_contact    timestamptz,
    contacts        bigint not null default 0,
    evidence        text not null,
    search          text not null,
    since           timestamptz not null,
    unique (warning_id, organisation_id, machine)
);
create index finding_by_organisation on finding (organisation_id, machine);

create table firebreak_case (
    id              bigint generated always as identity primary key,
    warning_id      bigint not null references warning,
    organisation_id bigint not null references organisation,
    -- What follows is folded from case_event and kept here only to sort and filter by it.
    version         integer not null,
    state           text not null check (state in ('OPEN', 'TOLD', 'ACKNOWLEDGED', 'ACTING', 'DONE')),
    outcome         text check (outcome in ('CLEANED', 'NOT_AFFECTED', 'RISK_ACCEPTED')),
    due             date,
    told_at         timestamptz,
    changed_at      timestamptz not null,
    unique (warning_id, organisation_id),
    check ((state = 'DONE') = (outcome is not null))
);
create index case_by_organisation on firebreak_case (organisation_id, id);

create table case_event (
    id      bigint generated always as identity primary key,
    case_id bigint not null references firebreak_case,
    version integer not null check (version >= 1),
    at      timestamptz not null,
    by      text not null,
    kind    text not null,
    data    text not null,
    unique (case_id, version)
);

-- The machines a closed case was closed with: any other that turns up reopens it.
create table case_settled (
    case_id bigint not null references firebreak_case,
    machine text not null,
    primary key (case_id, machine)
);

create table case_file (
    id       bigint generated always as identity primary key,
    case_id  bigint not null references firebreak_case,
    name     text not null check (length(name) between 1 and 200),
    type     text not null,
    content  bytea not null,
    sha256   text not null,
    at       timestamptz not null,
    by       text not null
);
create index case_file_by_case on case_file (case_id, id);

create table source (
    id              bigint generated always as identity primary key,
    organisation_id bigint not null references organisation,
    kind            text not null,
    name            text not null,
    token_id        bigint references token,
    created_at      timestamptz not null,
    seen_at         timestamptz,
    accepted        bigint not null default 0,
    quarantined     bigint not null default 0,
    unique (organisation_id, kind, name)
);

create table quarantine (
    id              bigint generated always as identity primary key,
    organisation_id bigint not null references organisation,
    source_id       bigint references source,
    name            text not null,
    place           text not null,
    reason          text not null,
    severity        text not null check (severity in ('NOTE', 'PARTIAL', 'LOST')),
    excerpt         bytea not null,
    bytes           bigint not null,
    at              timestamptz not null,
    settled_at      timestamptz,
    settled_by      text
);
create index quarantine_open on quarantine (organisation_id, id) where settled_at is null;

create table osquery_node (
    id              bigint generated always as identity primary key,
    organisation_id bigint not null references organisation,
    source_id       bigint not null references source,
    key_hash        bytea not null unique,
    host            text not null,
    platform        text not null default '',
    enrolled_at     timestamptz not null,
    seen_at         timestamptz
);

create table idempotency (
    principal    text not null,
    key          text not null,
    request_hash bytea not null,
    status       integer,
    location     text,
    body         text,
    at           timestamptz not null,
    primary key (principal, key)
);

-- Each entry carries the hash of the one before: a missing or changed entry shows.
create table audit (
    seq    bigint primary key,
    at     timestamptz not null,
    actor  text not null,
    action text not null,
    target text not null,
    detail text not null,
    hash   bytea not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'table % is only ever added to', tg_table_name;
end
$$;
create trigger case_event_kept before update or delete or truncate on case_event
    for each statement execute function refuse_change();
create trigger audit_kept before update or delete or truncate on audit
    for each statement execute function refuse_change();
