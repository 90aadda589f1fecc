-- Bulk submissions: many records under one signed manifest.
--
-- The manifest is a submission like any other, once all its records are there. Until then its upload
-- is kept here, so that it can go on after a break.

create table bulk_upload (
    sender text not null,
    submission_id uuid not null,
    document_digest bytea not null
        constraint bulk_upload_digest_is_sha256 check (octet_length(document_digest) = 32),
    record_count integer not null
        constraint bulk_upload_has_records check (record_count > 0),
    stored integer not null
        constraint bulk_upload_stored_in_bounds check (stored between 0 and record_count),
    stored_bytes bigint not null,
    refused integer not null
        constraint bulk_upload_refused_in_bounds check (refused between 0 and stored),
    record_frontier bytea not null,
    result_frontier bytea not null,
    started_at timestamptz not null,
    used_at timestamptz not null,
    leaf_index bigint,
    is_discarded boolean not null default false
        constraint bulk_upload_is_kept_if_accepted check (leaf_index is null or not is_discarded),
    constraint bulk_upload_pk primary key (sender, submission_id)
);
create index bulk_upload_unfinished on bulk_upload (sender, used_at)
where leaf_index is null;
comment on table bulk_upload is
    'How far each bulk submission has come: the records stored so far, and the right edges of the '
    'Merkle trees over them and over what became of them.';
comment on column bulk_upload.leaf_index is
    'The manifest''s leaf once all is accepted; the next leaf is that of the results. Null until then.';
comment on column bulk_upload.is_discarded is
    'Nothing is added any more, and the records are being removed, the last ones first.';

create table bulk_record (
    sender text not null,
    submission_id uuid not null,
    record_number integer not null
        constraint bulk_record_number_from_one check (record_number > 0),
    record bytea,
    refused_hash bytea
        constraint bulk_record_hash_is_sha256 check (octet_length(refused_hash) = 32),
    codes text,
    constraint bulk_record_pk primary key (sender, submission_id, record_number),
    constraint bulk_record_is_kept_or_refused check ((record is null) <> (refused_hash is null))
);
comment on table bulk_record is
    'The records of bulk submissions: the exact bytes of those that are accepted; of those that are '
    'not, only the leaf hash that the tree over the records needs.';
comment on column bulk_record.codes is
    'The codes of the record''s violations as in the tree over the results; null if there are none.';
create index bulk_record_with_codes on bulk_record (sender, submission_id, record_number)
where codes is not null;
