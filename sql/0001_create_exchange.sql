-- The exchange's tables: the log with its witnesses, participants, submissions, inboxes, the audit
-- trail.
--
-- The SQL obeys the rules that let it run on a distributed PostgreSQL too: every key contains its
-- table's distribution column (sender, or recipient for the inbox), no triggers, no foreign keys
-- between tables that would be distributed differently.

create table log_head (
    only_row boolean not null default true
        constraint log_head_pk primary key
        constraint log_head_one_row check (only_row),
    origin text,
    size bigint not null
        constraint log_head_size_positive check (size >= 0),
    frontier bytea not null
        constraint log_head_frontier_is_hashes check (octet_length(frontier) % 32 = 0),
    last_leaf_at timestamptz not null,
    next_audit_number bigint not null
        constraint log_head_audit_number_positive check (next_audit_number >= 0),
    participant_epoch bigint not null
);
comment on table log_head is
    'One row. Whatever reaches the log or an inbox takes its leaf index here under the row''s lock, so '
    'that the order of leaves is the order of commits and a reader with a cursor never misses an '
    'entry. The frontier is the right edge of the Merkle tree: appending reads nothing else of it.';
comment on column log_head.participant_epoch is
    'The index of the last administrative leaf plus one; 0 if there is none.';
comment on column log_head.origin is
    'The log''s name, set by the first server that appends; a server with another key must not.';
insert into log_head (size, frontier, last_leaf_at, next_audit_number, participant_epoch)
values (0, '', '2000-01-01 00:00:00+00', 0, 0);

create table leaf (
    leaf_index bigint not null
        constraint leaf_pk primary key,
    leaf bytea not null
        constraint leaf_is_short check (octet_length(leaf) <= 1024)
);
comment on table leaf is
    'The leaves of the transparency log, for ever. Their hashes are the tiles of level 0.';

create table tree_node (
    tile_level smallint not null
        constraint tree_node_tile_level check (tile_level between 1 and 7),
    node_index bigint not null,
    hash bytea not null
        constraint tree_node_hash_is_sha256 check (octet_length(hash) = 32),
    constraint tree_node_pk primary key (tile_level, node_index)
);
comment on table tree_node is
    'The hashes of the log''s tiles from level 1 on: one row for every 256 of the level below.';

create table checkpoint (
    tree_size bigint not null
        constraint checkpoint_pk primary key,
    note text not null
);
comment on table checkpoint is
    'The signed checkpoint after each batch but administrative acts, which the next one covers. The '
    'receipt of a leaf has the first one that covers it.';

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

create table witness (
    agency text not null
        constraint witness_pk primary key
        constraint witness_of_agency references agency (agency),
    public_key text not null
        constraint witness_key_of_agency check (starts_with(public_key, agency || '/')),
    since timestamptz not null
);
comment on table witness is
    'The key with which an agency cosigns checkpoints, registered by its first cosignature.';

create table cosignature (
    tree_size bigint not null
        constraint cosignature_of_checkpoint references checkpoint (tree_size),
    agency text not null
        constraint cosignature_of_agency references agency (agency),
    signed_at timestamptz not null,
    line text not null,
    constraint cosignature_pk primary key (tree_size, agency)
);
comment on table cosignature is
    'What witnesses add to the notes of checkpoints: of each agency the last one, as a line.';

create table administrative_act (
    leaf_index bigint not null
        constraint administrative_act_pk primary key,
    action text not null,
    record bytea not null
);
comment on table administrative_act is
    'What administrators did, and which keys witnesses registered, each with its leaf, which holds the '
    'record''s digest. Tables agency, certificate and witness follow from these acts alone.';

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
    leaf_index bigint not null,
    document_bytes integer not null,
    record_count integer,
    turn text not null,
    root_sender text,
    root_id uuid,
    first_id uuid,
    reply_sender text,
    reply_id uuid,
    facts bytea,
    contribution bytea,
    constraint submission_pk primary key (sender, submission_id),
    constraint submission_root check ((root_sender is null) = (root_id is null)),
    constraint submission_reply check ((reply_sender is null) = (reply_id is null))
);
comment on table submission is
    'One row for each accepted form: its identity, for ever, and what a list shows of it.';
comment on column submission.record_count is
    'How many records of a bulk submission were accepted; null for a single form.';
comment on column submission.root_id is
    'With root_sender the form that opened its dialogue; null for that form itself.';
comment on column submission.first_id is
    'The first form of its chain of corrections; null for that form itself.';
comment on column submission.facts is
    'What other forms are held against, as JSON; null if there is nothing.';
comment on column submission.contribution is
    'What it says of the inspection that it is about, as JSON; null if it is about none.';
create unique index submission_by_leaf on submission (sender, leaf_index);
create index submission_by_case on submission (case_id);
create index submission_by_root on submission (root_sender, root_id) where root_id is not null;

create table signer_chain (
    chain_digest bytea not null
        constraint signer_chain_pk primary key
        constraint signer_chain_digest_is_sha256 check (octet_length(chain_digest) = 32),
    certificates bytea[] not null
);
comment on table signer_chain is
    'The certificates that forms were signed with, the signer''s own first, each chain once.';

create table document (
    sender text not null,
    submission_id uuid not null,
    document bytea not null,
    signature text not null,
    chain_digest bytea not null,
    constraint document_pk primary key (sender, submission_id)
)
-- Documents of up to some 8 KB stay in their row as they are: compressing each and spreading it over
-- a second table costs more than the rest of an acceptance.
with (toast_tuple_target = 8160);
comment on table document is
    'The exact bytes that the sender signed, with the detached signature and its chain''s digest.';

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
    delivered_at timestamptz,
    delivered_leaf bigint,
    read_at timestamptz,
    read_leaf bigint,
    acknowledged_at timestamptz,
    acknowledged_leaf bigint,
    constraint delivery_pk primary key (sender, submission_id, recipient)
);
comment on table delivery is
    'What each recipient has done with a form, and the leaf of each event.';

create table deadline (
    sender text not null,
    submission_id uuid not null,
    agency text not null,
    regime text not null,
    acknowledge_by timestamptz,
    due_at timestamptz not null,
    met_at timestamptz,
    met_leaf bigint,
    void_reason text
        constraint deadline_void check (void_reason in ('REPLACED', 'WITHDRAWN', 'CLOSED')),
    void_at timestamptz,
    constraint deadline_pk primary key (sender, submission_id, agency, regime),
    constraint deadline_met check ((met_at is null) = (met_leaf is null)),
    constraint deadline_void_since check ((void_reason is null) = (void_at is null))
);
create index deadline_owed on deadline (agency, due_at)
    where met_at is null and void_reason is null;
create index deadline_awaited on deadline (sender, due_at)
    where met_at is null and void_reason is null;
comment on table deadline is
    'What each agency owes for a form and until when, and what became of it.';

create table inbox_entry (
    recipient text not null,
    leaf_index bigint not null,
    kind text not null
        constraint inbox_entry_kind check (kind in ('FORM', 'ACKNOWLEDGEMENT')),
    sender text not null,
    submission_id uuid not null,
    acknowledged_by text,
    entered_at timestamptz not null,
    form text,
    case_id uuid,
    delivered_at timestamptz,
    read_at timestamptz,
    acknowledged_at timestamptz,
    constraint inbox_entry_pk primary key (recipient, leaf_index),
    constraint inbox_entry_actor check ((kind = 'ACKNOWLEDGEMENT') = (acknowledged_by is not null)),
    constraint inbox_entry_form check (
        (kind = 'FORM') = (form is not null) and (kind = 'FORM') = (case_id is not null))
);
create index inbox_entry_by_form on inbox_entry (recipient, sender, submission_id)
where kind = 'FORM';
comment on table inbox_entry is
    'Each agency''s inbox in the order of the log: forms received, and acknowledgements of own forms. '
    'An entry repeats what its recipient searches by, so that a search reads one agency''s own rows.';

create table audit_entry (
    audit_number bigint not null
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
    'the result leaves. Numbered without gaps; the log has a hash over each batch of entries.';
create index audit_entry_by_submission on audit_entry (sender, submission_id);
