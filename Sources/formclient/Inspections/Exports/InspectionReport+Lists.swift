import FormDocument
import FormProtocol
import FormSchemas

// Which visits and inspections there are, and where.
extension InspectionReport {
    /// How many rows a list has at most: a report is to be read, `--json` has everything.
    static let listRowsMax = 100
    private static let namesMax = 5

    // MARK: Sites

    var sites: Section {
        section("sites", .reportMap, .reportMapIntro, SiteMap(visits, texts).map(figure))
    }

    private func figure(_ map: SiteMap) -> HTML {
        let located = visits.filter { $0.point != nil }
        let svg = map.svg(
            title: texts[.reportMap],
            description: texts[
                .mapDescription(
                    visits: Int64(located.count), places: Int64(map.marks.count))])
        let missing = visits.count - located.count
        let note: HTML =
            missing > 0
            ? "<p class=\"note\">\(texts[.withoutCoordinates(Int64(missing))])</p>\n"
            : ""
        return """
            <figure>
            <div class="scroll map" role="region" aria-label="\(texts[.reportMap])" tabindex="0">
            \(svg)
            </div>
            </figure>
            \(note)<details><summary>\(texts[.reportAsTable])</summary>
            \(table(ofSites: located))</details>

            """
    }

    private func table(ofSites visits: [WireInspectionVisit]) -> HTML {
        let sites = Dictionary(grouping: visits) { [$0.place, $0.country] }
            .sorted { ($1.value.count, $0.key[0]) < ($0.value.count, $1.key[0]) }
        let rows = sites.prefix(Self.listRowsMax).map { site, visits in
            let country = texts.label(site[1], "country")
            return (
                name: "\(site[0])" as HTML,
                values: ["\(country)", number(Int64(visits.count))] as [HTML]
            )
        }
        let table = ReportTable(
            caption: texts[.reportMapCaption], style: .plain,
            columns: [
                .init("\(texts[.reportCountry])", .text), .init("\(texts[.reportVisits])", .number),
            ],
            nameTitle: texts[.reportPlace], rows: rows)
        return "\(table.html)\(leftOut(sites.count - rows.count))"
    }

    // MARK: Visits

    var visitList: Section {
        section(
            "visits", .reportVisits, .reportVisitsIntro,
            visits.isEmpty ? nil : table(ofVisits: visits.prefix(Self.listRowsMax)))
    }

    private func table(ofVisits shown: ArraySlice<WireInspectionVisit>) -> HTML {
        let rows = shown.map { visit in
            let time = LocalTime.dayAndTimes(
                from: Timestamp(visit.from), until: Timestamp(visit.until), in: texts.language,
                now: heading.madeAt)
            let state =
                visit.cancelled
                ? texts[.cancelled] : texts.label(visit.state, Catalogue.stateList)
            let place: HTML =
                visit.cancelled
                ? #"<span class="cancelled">\#(visit.place)</span>"# : "\(visit.place)"
            let country = texts.label(visit.country, "country")
            return (
                name: #"<span class="time">\#(time)</span>"# as HTML,
                values: [
                    #"\#(place)<span class="below">\#(country)</span>"#, codes([visit.host]),
                    codes(visit.guests), "\(state)", "\(visit.title)",
                ] as [HTML]
            )
        }
        let titles: [Phrase] = [
            .reportPlace, .calendarHost, .calendarGuests, .calendarState, .calendarInspection,
        ]
        let table = ReportTable(
            caption: texts[.reportVisitsCaption], style: .list,
            columns: titles.map { .init("\(texts[$0])", .text) },
            nameTitle: texts[.reportWhen], rows: rows)
        return "\(table.html)\(leftOut(visits.count - shown.count))"
    }

    // MARK: Inspections

    var inspectionList: Section {
        section(
            "inspections", .reportInspections, .reportInspectionsIntro,
            inspections.isEmpty ? nil : table(ofInspections: inspections.prefix(Self.listRowsMax)))
    }

    private func table(ofInspections shown: ArraySlice<WireInspectionSummary>) -> HTML {
        let ids = ShortIDs(shown.map(\.form.id))
        let rows = shown.map { inspection in
            let name = "\(inspection.form.sender) · \(ids.short(inspection.form.id))"
            let state = texts.label(inspection.state, Catalogue.stateList)
            let amount =
                inspection.arrearsCents == 0
                ? "" : texts.amount(cents: inspection.arrearsCents, "EUR")
            return (
                name: #"\#(inspection.title)<span class="below">\#(name)</span>"# as HTML,
                values: [
                    #"\#(state)<span class="below">\#(window(of: inspection))</span>"#,
                    "\(names(inspection.places))",
                    codes(inspection.parties), number(Int64(inspection.workerCount)),
                    findings(of: inspection), "\(amount)",
                ] as [HTML]
            )
        }
        let table = ReportTable(
            caption: texts[.reportInspectionsCaption], style: .list,
            columns: [
                .init("\(texts[.calendarState])", .text), .init("\(texts[.subjectSites])", .text),
                .init("\(texts[.subjectParties])", .text),
                .init("\(texts[.reportWorkers])", .number),
                .init("\(texts[.subjectFindings])", .text),
                .init("\(texts[.subjectArrears])", .number),
            ],
            nameTitle: texts[.calendarInspection], rows: rows)
        let all = max(inspections.count, Int(statistics.total.inspections))
        return "\(table.html)\(leftOut(all - shown.count))"
    }

    /// The days of its window; before there is one, since when there is the case.
    private func window(of inspection: WireInspectionSummary) -> String {
        guard inspection.hasFrom, inspection.hasUntil else {
            return texts[.openedOn(texts.day(Timestamp(inspection.openedAt)))]
        }
        return texts.days(from: Timestamp(inspection.from), until: Timestamp(inspection.until))
    }

    /// How many, and of which kinds.
    private func findings(of inspection: WireInspectionSummary) -> HTML {
        let total = inspection.findings.reduce(0) { $0 + Int64($1.count) }
        guard total > 0 else { return number(0) }
        var kinds: [String] = []
        for finding in inspection.findings {
            let label = texts.label(finding.kind, "irregularity")
            if !kinds.contains(label) { kinds.append(label) }
        }
        return #"\#(texts.count(total))<span class="below">\#(names(kinds))</span>"#
    }

    /// Codes of agencies, which are not broken at their hyphens.
    private func codes(_ codes: [String]) -> HTML {
        let spans: [HTML] = codes.enumerated().map { place, code in
            #"\#(place == 0 ? "" : ", ")<span class="code">\#(code)</span>"#
        }
        return "\(spans)"
    }

    private func names(_ names: [String]) -> String {
        names.prefix(Self.namesMax).joined(separator: ", ")
            + (names.count > Self.namesMax ? ", …" : "")
    }
}
