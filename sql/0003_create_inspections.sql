-- Joint inspections as each agency sees them: a projection of the forms that are about inspections,
-- for queries, the calendar and statistics.
--
-- Every row belongs to one viewer. The tables are partitioned by viewer, so that an agency's queries
-- read indexes of its own: what others see has no influence on what is found, how much is counted,
-- or how long it takes. Tables are distributed by case_id; the words of names and the dictionary of
-- words, which belong to no case, are reference tables.
--
-- What queries read of very many inspections is kept apart from what a list shows of a few, and small:
-- words such as `c:BE` and `s:PLANNED` (docs/inspections.md) stand in it as one character each.

create extension if not exists pg_trgm;

create table inspection_symbol (
    word text collate "C" not null
        constraint inspection_symbol_pk primary key,
    symbol text collate "C" not null
        constraint inspection_symbol_is_one_word unique
        constraint inspection_symbol_is_one_character check (length(symbol) = 1)
);
comment on table inspection_symbol is
    'The character that stands for each word in facets and terms. Words follow from code lists, '
    'months, cells of four grids and the participants: some 280,000 at most.';

create table inspection (
    viewer text collate "C" not null,
    case_id uuid not null,
    leaf_index bigint not null,
    last_leaf bigint not null,
    opened_at timestamptz not null,
    window_from timestamptz,
    window_until timestamptz,
    arrears_cents bigint not null,
    site_count integer not null,
    entity_count integer not null,
    worker_count integer not null,
    finding_count integer not null,
    victim_count integer not null,
    facets text collate "C" not null,
    terms text collate "C" not null,
    points point[] not null,
    findings text[] not null,
    arrears text[] not null,
    constraint inspection_pk primary key (viewer, leaf_index, case_id)
) partition by list (viewer);
comment on table inspection is
    'What a viewer sees of an inspection: what it is found and sorted by, and what is counted.';
comment on column inspection.leaf_index is
    'The leaf of the form that describes its case; with case_id it says which inspection it is.';
comment on column inspection.last_leaf is
    'The leaf of the newest form of it that the viewer sees.';
comment on column inspection.facets is
    'A character for each word that is counted; inspection_symbol has the words. Text, as it is half as '
    'large as an array, and counted ten times faster by whoever reads it.';
comment on column inspection.terms is
    'A character for each word that it is found by only.';
comment on column inspection.points is
    'Where its sites are, as far as that is known, in a plane in which circles are circles: '
    'PlanePoint.swift has the projection.';
comment on column inspection.findings is
    'Infringements: kind, country and number with colons between them.';
comment on column inspection.arrears is
    'Estimated arrears: currency and hundredths; arrears_cents has those in euros.';
create index inspection_window on inspection (viewer, window_from desc, leaf_index desc);
-- What is waiting to be sorted into the index is read by every query: little of it.
create index inspection_words on inspection
using gin (string_to_array(facets, null), string_to_array(terms, null))
with (gin_pending_list_limit = 512);

create table inspection_summary (
    viewer text collate "C" not null,
    case_id uuid not null,
    leaf_index bigint not null,
    sender text not null,
    submission_id uuid not null,
    root_sender text not null,
    root_id uuid not null,
    changed_at timestamptz not null,
    state text not null,
    type text not null,
    sector text not null,
    title text not null,
    places text[] not null,
    entities text[] not null,
    parties text[] not null,
    constraint inspection_summary_pk primary key (viewer, leaf_index, case_id)
) partition by list (viewer);
comment on table inspection_summary is
    'What a list shows of an inspection, besides what is in its row. changed_at is when the form of '
    'last_leaf was accepted.';

create table inspection_mark (
    viewer text collate "C" not null,
    case_id uuid not null,
    leaf_index bigint not null,
    names text[] collate "C" not null,
    numbers text[] collate "C" not null,
    officers text[] collate "C" not null,
    serials text[] collate "C" not null,
    words tsvector not null,
    constraint inspection_mark_pk primary key (viewer, leaf_index, case_id)
) partition by list (viewer);
comment on table inspection_mark is
    'What few inspections have in common: names and numbers of undertakings, officers, A1 documents, '
    'words. Apart from the inspection because it changes less often.';
comment on column inspection_mark.names is
    'Of each undertaking its normalized name behind an equals sign, and the words of it.';
create index inspection_mark_values on inspection_mark
using gin (names, numbers, officers, serials, words) with (gin_pending_list_limit = 512);

create table inspection_word (
    viewer text collate "C" not null,
    word text collate "C" not null,
    uses integer not null
        constraint inspection_word_is_used check (uses > 0),
    constraint inspection_word_pk primary key (viewer, word)
) partition by list (viewer);
comment on table inspection_word is
    'The words of undertakings'' names in inspection_mark, each once with the number of inspections: '
    'words that are spelled alike are looked for here.';
create index inspection_word_trigrams on inspection_word using gin (word gin_trgm_ops);

create table inspection_visit (
    viewer text collate "C" not null,
    case_id uuid not null,
    leaf_index bigint not null,
    sender text not null,
    submission_id uuid not null,
    last_leaf bigint not null,
    state text not null,
    type text not null,
    title text not null,
    site text not null,
    site_name text not null,
    place text not null,
    street text not null,
    postcode text not null,
    country text not null,
    region text not null,
    latitude float8,
    longitude float8,
    host text not null,
    guests text[] not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    officers text[] not null,
    address text not null,
    is_confirmed boolean not null,
    is_cancelled boolean not null,
    former text[] collate "C",
    former_from timestamptz,
    former_until timestamptz,
    constraint inspection_visit_pk primary key (viewer, leaf_index, case_id, site)
) partition by list (viewer);
comment on table inspection_visit is
    'The visits to sites that are planned, were made or are cancelled: who is where, and when. With '
    'what a calendar shows of the inspection, which is none any more once its case is withdrawn.';
comment on column inspection_visit.address is
    'Tells whether two inspections visit the same site; empty if that cannot be told.';
comment on column inspection_visit.is_confirmed is
    'Everybody has signed the plan, or somebody was there.';
comment on column inspection_visit.former is
    'Words by which it was found and is no more: a letter with a country (c), a region of any level '
    '(n), an agency that led or was a guest (x), an officer (i). Null if there are none.';
comment on column inspection_visit.former_from is
    'From here to former_until is all that any form has said of its time, if that is more than its '
    'own.';
create index inspection_visit_time on inspection_visit (viewer, starts_at, ends_at);
-- Few: those that last so long that looking back a week does not find them.
create index inspection_visit_long on inspection_visit (viewer, ends_at)
where ends_at - starts_at > interval '7 days';
create index inspection_visit_former on inspection_visit (viewer, former_until, former_from)
where former_until is not null;

-- Viewers without partitions of their own share these: nobody sees more, only the time that a query
-- takes is shared too.
create table inspection_of_others partition of inspection default;
create table inspection_summary_of_others partition of inspection_summary default;
create table inspection_mark_of_others partition of inspection_mark default;
create table inspection_word_of_others partition of inspection_word default;
create table inspection_visit_of_others partition of inspection_visit default;

-- Gives an agency partitions of its own; again does nothing. Requires that it has no rows yet.
create function create_inspection_partitions(agency text) returns void language plpgsql as $$
declare
    suffix text := '_' || lower(replace(agency, '-', '_'));
    parent text;
begin
    foreach parent in array
        array['inspection', 'inspection_summary', 'inspection_mark', 'inspection_word',
            'inspection_visit']
    loop
        if to_regclass(quote_ident(parent || suffix)) is null then
            execute format(
                'create table %I partition of %I for values in (%L)',
                parent || suffix, parent, agency);
        end if;
    end loop;
end
$$;

-- Gives words characters that have none yet: the next ones, from the first behind Latin-1 on. Requires
-- that the transaction holds the head's row.
create function add_inspection_symbols(words text[]) returns void language plpgsql as $$
begin
    insert into inspection_symbol (word, symbol)
    select w.word, chr(last.code + w.place::integer
        -- No characters have the codes of surrogates.
        + case when last.code < 55296 and last.code + w.place >= 55296 then 2048 else 0 end)
    from (select coalesce(ascii(max(symbol)), 255) as code from inspection_symbol) last,
        unnest(array(
            select distinct n.word from unnest(words) n (word)
            where not exists (select from inspection_symbol s where s.word = n.word)))
            with ordinality w (word, place);
end
$$;

-- The characters of words that are separated by spaces, in their order. Each word is looked up on its
-- own: joined, they would be held against the whole dictionary.
create function inspection_symbols(words text) returns text language plpgsql stable as $$
begin
    return (
        select coalesce(
            string_agg(
                (select s.symbol from inspection_symbol s where s.word = w.word), ''
                order by w.place), '')
        from unnest(string_to_array(words, ' ')) with ordinality w (word, place));
end
$$;

-- The words of characters, in their order. One that stands for nothing is left as it is.
create function inspection_symbol_words(symbols text) returns text language plpgsql stable as $$
begin
    return (
        select coalesce(
            string_agg(
                coalesce(
                    (select s.word from inspection_symbol s where s.symbol = w.symbol), w.symbol),
                ' ' order by w.place), '')
        from unnest(string_to_array(symbols, null)) with ordinality w (symbol, place));
end
$$;

-- The word that each of some characters stands for.
create function read_inspection_symbols(symbols text)
returns table (symbol text, word text) language sql stable as $$
select s.symbol, s.word from inspection_symbol s
where s.symbol = any (string_to_array(symbols, null))
$$;

-- That an inspection `i` has one of some words, which are all of one kind.
create function inspection_word_condition(words text[]) returns text language plpgsql stable as $$
begin
    return format(
        ' and string_to_array(i.%s, null) && %L::text[]',
        -- Which words are counted as facets follows from their first letter.
        case when words[1] ~ '^[stcbakoryx]:' then 'facets' else 'terms' end,
        -- A word that nothing has is looked for like any other.
        array['?'] || string_to_array(inspection_symbols(array_to_string(words, ' ')), null));
end
$$;

-- The condition of a query over inspections `i` of one viewer, joined with their marks `m` if there is
-- a condition on those. Members of the filter, each of which may be missing:
--   any_of     lists of words, of each of which an inspection must have one
--   from, until  its window must reach into this time
--   near       a circle in the plane of the points: a site must lie in it
--   names      lists of words of names, of each of which the name of one undertaking must have one
--   numbers    one list of normalized numbers, officers, serials: it must have one of each
--   words      a tsquery
create function inspection_condition(caller text, filter jsonb) returns text language plpgsql as $$
declare
    list jsonb;
    words text[];
    mark text;
    condition text := format('i.viewer = %L', caller);
    joined text := '';
    together text := '';
begin
    for list in select jsonb_array_elements(filter -> 'any_of') loop
        condition := condition
            || inspection_word_condition(array(select jsonb_array_elements_text(list)));
    end loop;
    if filter ? 'from' then
        condition := condition
            || format(' and i.window_until > %L::timestamptz', filter ->> 'from');
    end if;
    if filter ? 'until' then
        condition := condition
            || format(' and i.window_from < %L::timestamptz', filter ->> 'until');
    end if;
    if filter ? 'near' then
        condition := condition
            || format(' and %L::circle @> any (i.points)', filter ->> 'near');
    end if;
    for list in select jsonb_array_elements(filter -> 'names') loop
        words := array(select jsonb_array_elements_text(list));
        joined := joined || format(' and m.names && %L::text[]', words);
        together := together
            || format(' and string_to_array(n.name, '' '') && %L::text[]', words);
    end loop;
    if jsonb_array_length(filter -> 'names') > 1 then
        joined := joined
            || ' and exists (select from (select substr(name, 2) as name from unnest(m.names) u (name)'
            || ' where left(name, 1) = ''='') n where true' || together || ')';
    end if;
    foreach mark in array array['numbers', 'officers', 'serials'] loop
        if filter ? mark then
            joined := joined || format(
                ' and m.%I && %L::text[]', mark,
                array(select jsonb_array_elements_text(filter -> mark)));
        end if;
    end loop;
    if filter ? 'words' then
        joined := joined || format(' and m.words @@ %L::tsquery', filter ->> 'words');
    end if;
    if joined = '' then
        return format('inspection i where %s', condition);
    end if;
    return format(
        'inspection_mark m join inspection i using (viewer, case_id, leaf_index)'
        || ' where m.viewer = %L %s and %s', caller, joined, condition);
end
$$;

-- By what inspections are sorted, as a number.
create function inspection_sort_key(sorting text) returns text language sql immutable as $$
select case sorting
    when 'OPENED' then 'i.leaf_index'
    when 'WINDOW' then 'coalesce(extract(epoch from i.window_from) * 1000000, -9e18)::bigint'
    when 'CHANGED' then 'i.last_leaf'
    when 'WORKERS' then 'i.worker_count::bigint'
    when 'FINDINGS' then 'i.finding_count::bigint'
    when 'ARREARS' then 'i.arrears_cents'
end
$$;

-- Words of undertakings' names that are spelled like each of some, or begin with it: at most so many
-- for each. In a short word one other letter is a larger part of it.
create function find_inspection_words(caller text, wanted text[], most integer)
returns table (wanted_word text, word text) language sql stable
set pg_trgm.similarity_threshold = 0.4
as $$
select w.word, n.word from unnest(wanted) w (word)
cross join lateral (
    select i.word from inspection_word i
    where i.viewer = caller and (
        i.word % w.word and (length(w.word) < 6 or similarity(i.word, w.word) >= 0.45)
        or i.word like w.word || '%')
    limit most) n
$$;

-- The quarter of a time, counted from the year 0.
create function inspection_quarter(at timestamptz) returns integer language sql immutable as $$
select extract(year from at at time zone 'UTC')::integer * 4
    + extract(quarter from at at time zone 'UTC')::integer - 1
$$;

-- When the first and the last inspection were opened that somebody sees, and where looking for the newest
-- that fit a filter begins; null if there are none.
create function inspection_quarters(
    caller text, filter jsonb, out oldest integer, out start integer, out newest integer
) language plpgsql stable as $$
begin
    select min(inspection_quarter(i.opened_at)), max(inspection_quarter(i.opened_at))
    into oldest, newest
    from inspection i
    where i.viewer = caller and i.leaf_index in (
        (select max(leaf_index) from inspection where viewer = caller),
        (select min(leaf_index) from inspection where viewer = caller));
    start := greatest(oldest, least(
        newest, inspection_quarter((filter ->> 'until')::timestamptz)));
end
$$;

-- That an inspection was opened in one of some quarters.
create function inspection_quarter_condition(first integer, last integer) returns text
language plpgsql stable as $$
begin
    return inspection_word_condition(array(
        select format('q:%s-%s', q / 4, q % 4 + 1) from generate_series(first, last) q)) || ' ';
end
$$;

-- The inspections that fit, at most so many: all of them, or some of the newest. For each its leaf and
-- its sort key, and the facets of all.
--
-- An index over words reads everything that fits, however few are wanted. Where very many will, those of
-- some quarters are looked for after the other, the newest first.
create function find_inspections(
    caller text, filter jsonb, sorting text, most integer,
    out leaves bigint[], out sort_keys bigint[], out facets text
) language plpgsql volatile -- as nothing else may ask for a plan
-- Whatever it costs, the index over words is better than to look at the words of all rows.
set random_page_cost = 0
set seq_page_cost = 0
set enable_seqscan = off
set max_parallel_workers_per_gather = 0
as $$
declare
    source text := inspection_condition(caller, filter);
    statement text :=
        'select array_agg(f.leaf_index) as leaves, array_agg(f.sort_key) as sort_keys,'
        || ' string_agg(f.facets, '''') as facets from ('
        || 'select i.leaf_index, ' || inspection_sort_key(sorting)
        || ' as sort_key, i.facets from %s %s limit %s) f';
    plan jsonb;
    expected float8;
    found record;
    quarters record;
    quarter integer;
    span integer;
    likely integer;
    slice text;
begin
    leaves := '{}';
    sort_keys := '{}';
    facets := '';
    if source ~ '^inspection_mark' then
        slice := '';
    elsif source !~ 'string_to_array' then
        -- An index has the newest.
        slice := 'order by i.leaf_index desc';
    else
        -- Of circles it has no idea; most of what their cells have lies in them.
        execute 'explain (format json) select from '
            || inspection_condition(caller, filter - 'near') into plan;
        expected := (plan #>> '{0,Plan,Plan Rows}')::float8;
        slice := case when expected < 2 * most then '' end;
    end if;
    if slice is not null then
        execute format(statement, source, slice, most) into found;
        leaves := coalesce(found.leaves, leaves);
        sort_keys := coalesce(found.sort_keys, sort_keys);
        facets := coalesce(found.facets, facets);
        return;
    end if;
    select * into quarters from inspection_quarters(caller, filter);
    quarter := quarters.newest;
    likely := ceil((quarters.newest - quarters.oldest + 1) * most / expected);
    -- Few are opened after their time: all of those at once.
    span := coalesce(nullif(quarters.newest - quarters.start, 0), likely);
    while cardinality(leaves) < most and quarter >= quarters.oldest loop
        execute format(
            statement, source, inspection_quarter_condition(quarter - span + 1, quarter),
            most - cardinality(leaves)) into found;
        if found.leaves is not null then
            leaves := leaves || found.leaves;
            sort_keys := sort_keys || found.sort_keys;
            facets := facets || found.facets;
        end if;
        quarter := quarter - span;
        if quarter < quarters.start then
            -- So many have what is missing, if they are like the ones before.
            likely := least(
                coalesce(
                    ceil((most - cardinality(leaves)) * span
                        / nullif(cardinality(found.leaves), 0)::float8),
                    2 * span),
                quarter - quarters.oldest + 1);
        end if;
        span := likely;
    end loop;
end
$$;

-- One page of inspections in the order of a key that an index has: those behind the one with a key and
-- a leaf. For filters that so many inspections fit that a page is soon full by going through that index;
-- but the newest before some time begin far from its end, and are looked for by quarters.
create function page_inspections(
    caller text, filter jsonb, sorting text, ascending boolean, after_key bigint,
    after_leaf bigint, most integer
) returns table (leaf_index bigint, sort_key bigint) language plpgsql stable
set random_page_cost = 0
set seq_page_cost = 0
set enable_seqscan = off
set max_parallel_workers_per_gather = 0
-- What is switched off below is on again behind it.
set enable_indexscan = on
set enable_bitmapscan = on
set enable_sort = on
as $$
declare
    by_quarter boolean := filter ? 'until' and sorting = 'OPENED' and not ascending;
    direction text := case when ascending then 'asc' else 'desc' end;
    ordering text := format(
        case sorting
            when 'WINDOW' then 'order by i.window_from %1$s, i.leaf_index %1$s'
            else 'order by i.leaf_index %1$s'
        end, direction);
    -- Within the times that there are.
    after_time bigint := least(greatest(after_key, -(1::bigint << 57)), 1::bigint << 58);
    behind text := case
        when after_leaf is null then ''
        when sorting = 'WINDOW' then format(
            'and (i.window_from, i.leaf_index) %s (timestamptz ''epoch'' + %s * interval ''1 us'', %s)',
            case when ascending then '>' else '<' end, after_time, after_leaf)
        else format(
            'and i.leaf_index %s %s', case when ascending then '>' else '<' end, after_leaf)
    end;
    statement text := 'select i.leaf_index, ' || inspection_sort_key(sorting) || ' from %s %s %s limit %s';
    source text;
    quarters record;
    quarter integer;
    span integer;
    next_span integer := 1;
    number integer;
begin
    if sorting = 'WINDOW' then
        behind := 'and i.window_from is not null ' || behind;
    end if;
    if not by_quarter then
        perform set_config('enable_bitmapscan', 'off', true);
        perform set_config('enable_sort', 'off', true);
        -- What words of times and places are for, other conditions say exactly.
        filter := filter || jsonb_build_object('any_of', coalesce((
            select jsonb_agg(list) from jsonb_array_elements(filter -> 'any_of') list
            where list ->> 0 !~ '^[wmlg]:'), '[]'));
        return query execute format(
            statement, inspection_condition(caller, filter), behind, ordering, most);
        return;
    end if;
    select * into quarters from inspection_quarters(caller, filter);
    quarter := quarters.newest;
    if after_leaf is not null then
        select inspection_quarter(i.opened_at) into quarter from inspection i
        where i.viewer = caller and i.leaf_index <= after_leaf order by i.leaf_index desc limit 1;
    end if;
    span := coalesce(nullif(greatest(quarter - quarters.start, 0), 0), next_span);
    -- Not through the index that is in order already.
    perform set_config('enable_indexscan', 'off', true);
    source := inspection_condition(caller, filter);
    while most > 0 and quarter >= quarters.oldest loop
        return query execute format(
            statement, source, inspection_quarter_condition(quarter - span + 1, quarter) || behind,
            ordering, most);
        get diagnostics number = row_count;
        most := most - number;
        quarter := quarter - span;
        span := next_span;
        next_span := 2 * next_span;
    end loop;
end
$$;

-- What a list shows of inspections.
create type inspection_listed as (
    sender text, submission_id uuid, case_id uuid, leaf_index bigint, opened_at timestamptz,
    changed_at timestamptz, window_from timestamptz, window_until timestamptz, site_count integer,
    entity_count integer, worker_count integer, victim_count integer, arrears_cents bigint, state text,
    type text, sector text, title text, places text[], entities text[], parties text[], findings text[]
);

create function read_inspections(caller text, leaves bigint[])
returns setof inspection_listed language sql stable as $$
select s.sender, s.submission_id, s.case_id, s.leaf_index, i.opened_at, s.changed_at, i.window_from,
    i.window_until, i.site_count, i.entity_count, i.worker_count, i.victim_count, i.arrears_cents,
    s.state, s.type, s.sector, s.title, s.places, s.entities, s.parties, i.findings
from inspection i join inspection_summary s using (viewer, leaf_index, case_id)
where i.viewer = caller and i.leaf_index = any (leaves)
$$;

-- The inspection whose case a form describes, if somebody sees anything of it.
create function find_inspection(caller text, form_sender text, form_id uuid)
returns setof inspection_listed language sql stable as $$
select * from read_inspections(caller, array(
    select s.leaf_index from submission s
    where s.sender = form_sender and s.submission_id = form_id))
$$;

-- The visits within a time, at most so many. The filter has lists, each of which may be missing:
-- countries, regions (NUTS, of any level), parties, officers (`NL-LA 12345`, or the number alone).
-- With a member `former` also those that fitted by what forms said before, as they stand now; they
-- are dropped if more than their time has changed.
create function list_inspection_visits(
    caller text, from_time timestamptz, until_time timestamptz, filter jsonb, most integer
) returns table (
    sender text, submission_id uuid, title text, state text, type text, last_leaf bigint,
    leaf_index bigint, site text, site_name text, place text, street text, postcode text,
    country text, region text, latitude float8, longitude float8, host text, guests text[],
    officers text[], address text, is_confirmed boolean, is_cancelled boolean, is_dropped boolean,
    starts_at timestamptz, ends_at timestamptz
) language plpgsql stable
set work_mem = '64MB'
set enable_seqscan = off
as $$
declare
    with_former boolean := filter ? 'former';
    is_then text := format('v.ends_at > %L and v.starts_at < %L', from_time, until_time);
    fits text := 'true';
    condition text := 'true';
    member text;
    letter text;
    clause text;
    list text[];
    visits text;
begin
    for member, letter, clause in values
        ('countries', 'c', 'v.country = any (%1$L::text[])'),
        ('regions', 'n', 'v.region ^@ any (%1$L::text[])'),
        ('parties', 'x', '(v.host = any (%1$L::text[]) or v.guests && %1$L::text[])'),
        ('officers', 'i', 'v.officers && %1$L::text[]')
    loop
        continue when not filter ? member;
        list := array(select jsonb_array_elements_text(filter -> member));
        clause := format(clause, list);
        if member = 'officers' and exists (select from unnest(list) o where strpos(o, ' ') = 0) then
            -- Those of any agency that have such a number, also behind letters of its own.
            clause := format(
                '(%1$s or exists (select from unnest(v.officers) o'
                || ' where split_part(o, '' '', 2) = any (%2$L::text[])'
                || ' or ltrim(split_part(o, '' '', 2), ''ABCDEFGHIJKLMNOPQRSTUVWXYZ'')'
                || ' = any (%2$L::text[])))', clause, list);
        end if;
        fits := fits || ' and ' || clause;
        if with_former then
            clause := format(
                '(%s or v.former && %L::text[])', clause,
                array(select letter || ':' || wanted from unnest(list) wanted));
        end if;
        condition := condition || ' and ' || clause;
    end loop;
    visits := 'select v.sender, v.submission_id, v.title, v.state, v.type, v.last_leaf,'
        || ' v.leaf_index, v.site, v.site_name, v.place, v.street, v.postcode, v.country, v.region,'
        || ' v.latitude, v.longitude, v.host, v.guests, v.officers, v.address, v.is_confirmed,'
        || format(' v.is_cancelled, not (%s), v.starts_at, v.ends_at', fits)
        || format(' from inspection_visit v where v.viewer = %L and %s and ', caller, condition);
    return query execute visits || is_then || format(
        ' and (v.starts_at > %L::timestamptz - interval ''7 days'''
        || ' or v.ends_at - v.starts_at > interval ''7 days'')', from_time)
        || case
            when with_former then ' union all ' || visits || format(
                'v.former_until > %L and v.former_from < %L and not (%s)', from_time, until_time,
                is_then)
            else ''
        end || format(' limit %s', most);
end
$$;

-- What the inspections that fit have found: sums by period and sector (part `cell`, the key is both)
-- and by partner (part `partner`). Of each group a row with its sums (item empty), one for each kind
-- of infringement and country (item `finding`) and one for each currency (item `arrears`). The sums
-- are inspections, inspected, with infringements, sites, entities, workers, victims; the others have
-- one number. Another row has the part `all` and the number of inspections; it is the only one if
-- they are so many or more.
create function inspection_statistics(caller text, filter jsonb, period text, most integer)
returns table (part text, key text, item text, name text, country text, sums bigint[])
language plpgsql stable
set random_page_cost = 0
set seq_page_cost = 0
set enable_seqscan = off
set max_parallel_workers_per_gather = 0
set work_mem = '64MB'
as $$
begin
    return query execute format(
        $query$
        with f as materialized (
            select to_char(coalesce(i.window_from, i.opened_at) at time zone 'Europe/Brussels', %1$L)
                as time, i.facets, strpos(i.facets, %5$L) > 0 as is_pending, i.site_count,
                i.entity_count, i.worker_count, i.finding_count, i.victim_count, i.findings, i.arrears
            from %2$s limit %3$s
        ), summed as materialized (
            -- Too many are not added up.
            select f.*, substring(f.facets from %6$L) as section
            from f where (select count(*) from f) < %3$s
        ), grouped as (
            select 'cell' as part, s.time || ' ' || coalesce(substr(b.word, 3), '') as key, s.*
            from summed s left join inspection_symbol b on b.symbol = s.section
            union all
            select 'partner', substr(p.word, 3), s.*
            from summed s cross join lateral unnest(string_to_array(s.facets, null)) u (symbol)
            join inspection_symbol p on p.symbol = u.symbol
            where starts_with(p.word, 'x:') and p.word <> 'x:' || %4$L
        )
        select 'all', '', '', '', '', array[count(*)] from f
        union all
        select g.part, g.key, '', '', '', array[
            count(*), count(*) filter (where not is_pending),
            count(*) filter (where finding_count > 0), sum(site_count), sum(entity_count),
            sum(worker_count), sum(victim_count)]
        from grouped g group by g.part, g.key
        union all
        select g.part, g.key, 'finding', split_part(u.item, ':', 1), split_part(u.item, ':', 2),
            array[sum(split_part(u.item, ':', 3)::bigint)::bigint]
        from grouped g, unnest(g.findings) u (item)
        group by 1, 2, 3, 4, 5
        union all
        select g.part, g.key, 'arrears', split_part(u.item, ':', 1), '',
            array[sum(split_part(u.item, ':', 2)::bigint)::bigint]
        from grouped g, unnest(g.arrears) u (item)
        group by 1, 2, 3, 4
        $query$,
        case period when 'YEAR' then 'YYYY' when 'QUARTER' then 'YYYY"-Q"Q' else 'YYYY-MM' end,
        inspection_condition(caller, filter), most, caller,
        coalesce((select symbol from inspection_symbol where word = 'r:PENDING'), '?'),
        (select coalesce('[' || string_agg(symbol, '') || ']', '[?]') from inspection_symbol
            where starts_with(word, 'b:')));
end
$$;
