-- The exchange's tables: participants, submissions, inboxes, the head of the log, the audit trail.
--
-- The SQL obeys the rules that let it run on a distributed PostgreSQL too: every key contains its
-- table's distribution column (sender, or recipient for the inbox), no triggers, no foreign keys
-- between tables that would be distributed differently.

create table log_head (
    only_row boolean not null default true
        constraint log_head_pk primary key
        constraint log_head_one_row check (only_row),
    next_position bigint not null
        constraint log_head_position_positive check (next_position >= 0),
    last_accepted_at timestamptz not null,
    participant_epoch bigint not null
);
comment on table log_head is
    'One row. Whatever reaches an inbox takes its position here under the row''s lock, so that the '
    'order of positions is the order of commits and a reader with a cursor never misses an entry.';
insert into log_head (next_position, last_accepted_at, participant_epoch)
values (0, '2000-01-01 00:00:00+00', 1);

create table agency (
    agency text not null
        constraint agency_pk primary key
        constraint agency_code_shape check (agency ~ '^[A-Z]{2}(-[A-Z0-9]{2,12}){1,3}$'),
    name text not null,
    admitted_at timestamptz not null,
    left_at timestamptz
);
comment on table agency is
    'The participants. One that has left can no longer send or receive; its forms stay.';

create table certificate (
    fingerprint bytea not null
        constraint certificate_pk primary key
        constraint certificate_fingerprint_is_sha256 check (octet_length(fingerprint) = 32),
    agency text not null
        constraint certificate_of_agency references agency (agency),
    holder text not null,
    kind text not null
        constraint certificate_kind check (kind in ('PERSON', 'SYSTEM')),
    roles text[] not null
        constraint certificate_roles check (roles <@ array[
            'SUBMITTER', 'SIGNER', 'READER', 'INSPECTOR', 'ADMINISTRATOR', 'AUDITOR',
            'DATA_PROTECTION_OFFICER', 'OBSERVER']),
    admitted_at timestamptz not null,
    withdrawn_at timestamptz
);
comment on table certificate is
    'Which certificate (SHA-256 of its DER) speaks for which agency, and what it may do.';

create table submission (
    sender text not null,
    submission_id uuid not null,
    document_digest bytea not null
        constraint submission_digest_is_sha256 check (octet_length(document_digest) = 32),
    form text not null,
    version text not null,
    action text not null,
    case_id uuid not null,
    urgency text not null,
    created_at timestamptz not null,
    accepted_at timestamptz not null,
    position bigint not null,
    document_bytes integer not null,
    receipt text not null,
    constraint submission_pk primary key (sender, submission_id)
);
comment on table submission is
    'One row for each accepted form: its identity, for ever, and what a list shows of it.';
create unique index submission_by_position on submission (sender, position);

create table document (
    sender text not null,
    submission_id uuid not null,
    document bytea not null,
    signature text not null,
    signer_chain bytea[] not null,
    constraint document_pk primary key (sender, submission_id)
);
comment on table document is
    'The exact bytes that the sender signed, with the detached signature and the signer''s chain.';

create table part (
    sender text not null,
    submission_id uuid not null,
    name text not null,
    content bytea not null,
    constraint part_pk primary key (sender, submission_id, name)
);
comment on table part is
    'The salted bytes of confidential parts; the document holds only their digests.';

create table delivery (
    sender text not null,
    submission_id uuid not null,
    recipient text not null,
    role text not null
        constraint delivery_role check (role in ('TO', 'CC', 'OBSERVER')),
    read_at timestamptz,
    acknowledged_at timestamptz,
    acknowledged_position bigint,
    constraint delivery_pk primary key (sender, submission_id, recipient)
);
comment on table delivery is
    'What each recipient has done with a form.';

create table inbox_entry (
    recipient text not null,
    position bigint not null,
    kind text not null
        constraint inbox_entry_kind check (kind in ('FORM', 'ACKNOWLEDGEMENT')),
    sender text not null,
    submission_id uuid not null,
    acknowledged_by text,
    entered_at timestamptz not null,
    form text,
    case_id uuid,
    read_at timestamptz,
    acknowledged_at timestamptz,
    constraint inbox_entry_pk primary key (recipient, position),
    constraint inbox_entry_actor check ((kind = 'ACKNOWLEDGEMENT') = (acknowledged_by is not null)),
    constraint inbox_entry_form check (
        (kind = 'FORM') = (form is not null) and (kind = 'FORM') = (case_id is not null))
);
create index inbox_entry_by_form on inbox_entry (recipient, sender, submission_id)
where kind = 'FORM';
comment on table inbox_entry is
    'Each agency''s inbox in the order of positions: forms received, and acknowledgements of own forms. '
    'An entry repeats what its recipient searches by, so that a search reads one agency''s own rows.';

create table audit_entry (
    audit_entry_id bigint generated always as identity
        constraint audit_entry_pk primary key,
    at timestamptz not null,
    agency text not null,
    fingerprint bytea not null,
    officer text not null,
    reason text not null,
    call text not null,
    sender text,
    submission_id uuid,
    filters text not null,
    result_count integer not null
);
comment on table audit_entry is
    'Every consultation: who read what and why (Directive (EU) 2016/680, article 25). Committed before '
    'the result leaves.';
create index audit_entry_by_submission on audit_entry (sender, submission_id);
