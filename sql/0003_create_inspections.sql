-- Joint inspections as each agency sees them: a projection of the forms that are about inspections,
-- for queries, the calendar and statistics.
--
-- Every row belongs to one viewer. The tables are partitioned by viewer, so that an agency's queries
-- read indexes of its own: what others see has no influence on what is found, how much is counted,
-- or how long it takes. Tables are distributed by case_id.
--
-- Facets and terms are lists of words such as `c:BE s:PLANNED` (docs/inspections.md), kept as text:
-- that is half as large as an array, and the facets of ten thousand rows are counted by whoever reads
-- them in a tenth of the time that unnesting them takes.

create extension if not exists pg_trgm;

create table inspection (
    viewer text collate "C" not null,
    case_id uuid not null,
    leaf_index bigint not null,
    sender text not null,
    submission_id uuid not null,
    root_sender text not null,
    root_id uuid not null,
    last_leaf bigint not null,
    opened_at timestamptz not null,
    changed_at timestamptz not null,
    window_from timestamptz,
    window_until timestamptz,
    site_count integer not null,
    entity_count integer not null,
    worker_count integer not null,
    finding_count integer not null,
    victim_count integer not null,
    arrears_cents bigint not null,
    arrears_currencies text[] not null,
    arrears_amounts bigint[] not null,
    facets text collate "C" not null,
    terms text collate "C" not null,
    latitudes float8[] not null,
    longitudes float8[] not null,
    state text not null,
    type text not null,
    sector text not null,
    title text not null,
    places text[] not null,
    entities text[] not null,
    parties text[] not null,
    finding_kinds text[] not null,
    finding_countries text[] not null,
    finding_counts integer[] not null,
    constraint inspection_pk primary key (case_id, leaf_index, viewer)
) partition by list (viewer);
comment on table inspection is
    'What a viewer sees of an inspection: where it stands, what it is found by, what a list shows.';
comment on column inspection.leaf_index is
    'The leaf of the form that describes its case; with case_id it says which inspection it is.';
comment on column inspection.last_leaf is
    'The leaf of the newest form of it that the viewer sees; changed_at is when that was accepted.';
comment on column inspection.arrears_cents is
    'Estimated arrears in euros, in hundredths; arrears_amounts has those in each currency.';
create index inspection_opened on inspection (viewer, leaf_index desc);
create index inspection_window on inspection (viewer, window_from desc, leaf_index desc);
-- What is waiting to be sorted into the index is read by every query: little of it.
create index inspection_words on inspection
using gin (string_to_array(facets, ' '), string_to_array(terms, ' '))
with (gin_pending_list_limit = 512);

create table inspection_mark (
    viewer text collate "C" not null,
    case_id uuid not null,
    leaf_index bigint not null,
    names text[] collate "C" not null,
    numbers text[] collate "C" not null,
    officers text[] collate "C" not null,
    serials text[] collate "C" not null,
    words tsvector not null,
    constraint inspection_mark_pk primary key (case_id, leaf_index, viewer)
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
    constraint inspection_visit_pk primary key (case_id, leaf_index, viewer, site)
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
        array['inspection', 'inspection_mark', 'inspection_word', 'inspection_visit']
    loop
        if to_regclass(quote_ident(parent || suffix)) is null then
            execute format(
                'create table %I partition of %I for values in (%L)',
                parent || suffix, parent, agency);
        end if;
    end loop;
end
$$;

-- The condition of a query over inspections `i` of one viewer, joined with their marks `m` if there is
-- a condition on those. Members of the filter, each of which may be missing:
--   any_of     lists of words, of each of which an inspection must have one
--   from, until  its window must reach into this time
--   near       {"latitude", "longitude", "kilometres"}: a site must be that near
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
        words := array(select jsonb_array_elements_text(list));
        condition := condition || case
            -- Which words are counted as facets follows from their first letter.
            when words[1] ~ '^[stcbakoryx]:' then
                format(' and string_to_array(i.facets, '' '') && %L::text[]', words)
            else format(' and string_to_array(i.terms, '' '') && %L::text[]', words)
        end;
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
        -- The haversine formula; the radius of the Earth in kilometres is that of GreatCircle.swift.
        condition := condition || format(
            ' and exists (select from unnest(i.latitudes, i.longitudes) p (latitude, longitude)'
            || ' where 12742.0176 * asin(least(1, sqrt('
            || 'sin(radians(p.latitude - %1$s) / 2) ^ 2 + cos(radians(%1$s))'
            || ' * cos(radians(p.latitude)) * sin(radians(p.longitude - %2$s) / 2) ^ 2))) <= %3$s)',
            (filter #>> '{near,latitude}')::float8, (filter #>> '{near,longitude}')::float8,
            (filter #>> '{near,kilometres}')::float8);
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
-- for each.
create function find_inspection_words(caller text, wanted text[], most integer)
returns table (wanted_word text, word text) language sql stable
set pg_trgm.similarity_threshold = 0.45
as $$
select w.word, n.word from unnest(wanted) w (word)
cross join lateral (
    select i.word from inspection_word i
    where i.viewer = caller and (i.word % w.word or i.word like w.word || '%') limit most) n
$$;

-- The inspections that fit, at most so many: all of them, or some of the newest. For each its case,
-- its leaf, its sort key and its facets.
--
-- Where many fit, those of one year after the other are looked for, the newest first: an index over
-- words reads everything that fits, however few are wanted.
create function find_inspections(
    caller text, filter jsonb, sorting text, most integer,
    out cases uuid[], out leaves bigint[], out sort_keys bigint[], out facets text
) language plpgsql stable
set enable_seqscan = off
as $$
declare
    source text := inspection_condition(caller, filter);
    statement text :=
        'select array_agg(f.case_id) as cases, array_agg(f.leaf_index) as leaves,'
        || ' array_agg(f.sort_key) as sort_keys, string_agg(f.facets, E''\n'') as facets from ('
        || 'select i.case_id, i.leaf_index, ' || inspection_sort_key(sorting)
        || ' as sort_key, i.facets from %s %s limit %s) f';
    found record;
    oldest integer;
    year integer;
    slice text;
    is_last boolean;
begin
    cases := '{}';
    leaves := '{}';
    sort_keys := '{}';
    facets := '';
    select extract(year from max(i.opened_at at time zone 'UTC')),
        extract(year from min(i.opened_at at time zone 'UTC'))
    into year, oldest from inspection i
    where i.viewer = caller and i.leaf_index in (
        (select max(leaf_index) from inspection where viewer = caller),
        (select min(leaf_index) from inspection where viewer = caller));
    if year is null then
        return;
    end if;
    is_last := source !~ 'string_to_array' or source ~ '^inspection_mark';
    slice := case
        when not is_last then format('and string_to_array(i.facets, '' '') @> ''{y:%s}''', year)
        when source ~ '^inspection_mark' then ''
        else 'order by i.leaf_index desc'
    end;
    loop
        execute format(statement, source, slice, most - cardinality(leaves)) into found;
        if found.leaves is not null then
            cases := cases || found.cases;
            leaves := leaves || found.leaves;
            sort_keys := sort_keys || found.sort_keys;
            facets := facets || case when facets = '' then '' else E'\n' end || found.facets;
        end if;
        exit when is_last or cardinality(leaves) >= most or year <= oldest;
        -- Few in a year will not be too many in all others.
        is_last := cardinality(leaves) < most / 20;
        slice := case
            when is_last then format('and i.opened_at < ''%s-01-01 00:00:00+00''', year)
            else format('and string_to_array(i.facets, '' '') @> ''{y:%s}''', year - 1)
        end;
        year := year - 1;
    end loop;
end
$$;

-- One page of inspections in the order of a key that an index has: those behind the one with a key and
-- a leaf. For filters that so many inspections fit that a page is soon full.
create function page_inspections(
    caller text, filter jsonb, sorting text, ascending boolean, after_key bigint,
    after_leaf bigint, most integer
) returns table (case_id uuid, leaf_index bigint, sort_key bigint) language plpgsql stable
set enable_bitmapscan = off
set enable_seqscan = off
set enable_sort = off
as $$
declare
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
begin
    if sorting = 'WINDOW' then
        behind := 'and i.window_from is not null ' || behind;
    end if;
    return query execute format(
        'select i.case_id, i.leaf_index, %s from %s %s %s limit %s',
        inspection_sort_key(sorting), inspection_condition(caller, filter), behind, ordering, most);
end
$$;

-- What a list shows of inspections.
create function read_inspections(caller text, cases uuid[], leaves bigint[])
returns setof inspection language sql stable as $$
select i.* from unnest(cases, leaves) w (case_id, leaf_index)
join inspection i on i.viewer = caller and i.case_id = w.case_id and i.leaf_index = w.leaf_index
$$;

-- The inspection whose case a form describes, if somebody sees anything of it.
create function find_inspection(caller text, form_sender text, form_id uuid)
returns setof inspection language sql stable as $$
select i.* from submission s
join inspection i on i.viewer = caller and i.case_id = s.case_id and i.leaf_index = s.leaf_index
where s.sender = form_sender and s.submission_id = form_id
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
        ('regions', 'n',
            'exists (select from unnest(%1$L::text[]) r where starts_with(v.region, r))'),
        ('parties', 'x', '(v.host = any (%1$L::text[]) or v.guests && %1$L::text[])'),
        ('officers', 'i', 'exists (select from unnest(v.officers) o where o = any (%1$L::text[])'
            || ' or split_part(o, '' '', 2) = any (%1$L::text[]))')
    loop
        continue when not filter ? member;
        list := array(select jsonb_array_elements_text(filter -> member));
        clause := format(clause, list);
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
set work_mem = '64MB'
as $$
begin
    return query execute format(
        $query$
        with f as materialized (
            select to_char(coalesce(i.window_from, i.opened_at) at time zone 'Europe/Brussels', %1$L)
                || ' ' || coalesce(substring(i.facets from ' b:(.)'), '') as cell,
                i.facets like '%%r:PENDING%%' as is_pending, i.site_count, i.entity_count,
                i.worker_count, i.finding_count, i.victim_count, i.finding_kinds,
                i.finding_countries, i.finding_counts, i.arrears_currencies, i.arrears_amounts,
                i.parties
            from %2$s limit %3$s
        ), summed as (
            -- Too many are not added up.
            select * from f where (select count(*) from f) < %3$s
        ), grouped as (
            select 'cell' as part, cell as key, s.* from summed s
            union all
            select 'partner', p.agency, s.* from summed s, unnest(s.parties) p (agency)
            where p.agency <> %4$L
        )
        select 'all', '', '', '', '', array[count(*)] from f
        union all
        select g.part, g.key, '', '', '', array[
            count(*), count(*) filter (where not is_pending),
            count(*) filter (where finding_count > 0), sum(site_count), sum(entity_count),
            sum(worker_count), sum(victim_count)]
        from grouped g group by g.part, g.key
        union all
        select g.part, g.key, 'finding', u.kind, u.country, array[sum(u.number)]
        from grouped g,
            unnest(g.finding_kinds, g.finding_countries, g.finding_counts) u (kind, country, number)
        group by g.part, g.key, u.kind, u.country
        union all
        select g.part, g.key, 'arrears', u.currency, '', array[sum(u.amount)::bigint]
        from grouped g, unnest(g.arrears_currencies, g.arrears_amounts) u (currency, amount)
        group by g.part, g.key, u.currency
        $query$,
        case period when 'YEAR' then 'YYYY' when 'QUARTER' then 'YYYY"-Q"Q' else 'YYYY-MM' end,
        inspection_condition(caller, filter), most, caller);
end
$$;
