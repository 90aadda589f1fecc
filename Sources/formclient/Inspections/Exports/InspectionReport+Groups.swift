import FormProtocol
import FormSchemas

// What was found by kind, with whom, in which sectors: tables, each row with a bar.
extension InspectionReport {
    private static let rowsMax = 30

    // MARK: Infringements

    var infringements: Section {
        let matrix = FindingMatrix(statistics.total.findings)
        return section(
            "infringements", .subjectFindings, .reportInfringementsIntro,
            matrix.rows.isEmpty ? nil : table(of: matrix))
    }

    private func table(of matrix: FindingMatrix) -> HTML {
        let entries = matrix.columns.map { column in
            (
                colour: column.colour,
                title: column.country.map { texts.label($0, "country") }
                    ?? texts[.reportOthers]
            )
        }
        let countries: [ReportTable.Column] = zip(matrix.columns, entries).map { column, entry in
            let code = column.country ?? "…"
            return .init(
                "\(swatch(column.colour))<abbr title=\"\(entry.title)\">\(code)</abbr>", .number)
        }
        let most = matrix.rows.map(\.total).max() ?? 1
        let rows = matrix.rows.prefix(Self.rowsMax).map { row in
            let parts = zip(matrix.columns, row.counts).map { ($0.colour, $1) }
            let bar = ShareBar.svg(parts, of: most)
            let total: HTML = #"<span class="total">\#(texts.count(row.total))</span>"#
            return (
                name: "\(texts.label(row.kind, "irregularity"))" as HTML,
                values: [bar, total] + row.counts.map(number)
            )
        }
        let table = ReportTable(
            caption: texts[.reportInfringementsCaption], style: .bars,
            columns: [.init("", .bar), .init("\(texts[.reportTotal])", .number)] + countries,
            nameTitle: texts[.reportKind], rows: rows)
        return "\(legend(entries))\(table.html)\(leftOut(matrix.rows.count - rows.count))"
    }

    // MARK: Partners and sectors

    var partners: Section {
        section(
            "partners", .reportPartners, .reportPartnersIntro,
            table(of: statistics.partners, .reportPartnersCaption, .reportAgency) { "\($0)" })
    }

    var sectors: Section {
        section(
            "sectors", .reportSectors, .reportSectorsIntro,
            table(of: statistics.sectors, .reportSectorsCaption, .subjectSector) { code in
                code.isEmpty
                    ? "\(texts[.sectorUnknown])" : "\(code) · \(texts.label(code, "nace"))"
            })
    }

    /// `nil` if there is no group.
    private func table(
        of groups: [WireInspectionGroup], _ caption: Phrase, _ nameTitle: Phrase,
        name: (String) -> HTML
    ) -> HTML? {
        guard !groups.isEmpty else { return nil }
        let most = max(1, groups.map { Int64($0.sums.inspections) }.max() ?? 1)
        let rows = groups.prefix(Self.rowsMax).map { group in
            let results = InspectionResults(group.sums)
            let bar = ShareBar.svg(results.parts.map { ($0.colour, $0.count) }, of: most)
            let total: HTML = #"<span class="total">\#(texts.count(results.total))</span>"#
            return (
                name: name(group.key),
                values: [bar, total] + results.parts.map { number($0.count) }
                    + [number(Int64(group.sums.workers))]
            )
        }
        let results: [ReportTable.Column] = InspectionResults().parts.map { part in
            .init("\(swatch(part.colour))\(texts[part.title])", .number)
        }
        let table = ReportTable(
            caption: texts[caption], style: .bars,
            columns: [.init("", .bar), .init("\(texts[.reportInspections])", .number)] + results
                + [.init("\(texts[.reportWorkers])", .number)],
            nameTitle: texts[nameTitle], rows: rows)
        return "\(table.html)\(leftOut(groups.count - rows.count))"
    }

    /// A line that says how many more there are; nothing if there are none.
    func leftOut(_ count: Int) -> HTML {
        guard count > 0 else { return "" }
        return "<p class=\"note\">\(texts[.reportLeftOut(Int64(count))])</p>\n"
    }
}

/// Infringements by kind and country, the most frequent first.
struct FindingMatrix: Sendable {
    struct Column: Sendable {
        /// `nil` for all countries that have no column of their own.
        let country: String?
        let colour: ChartColour
    }

    struct Row: Sendable {
        let kind: String
        /// One for each column.
        let counts: [Int64]

        var total: Int64 { counts.reduce(0, +) }
    }

    let columns: [Column]
    let rows: [Row]

    init(_ findings: [WireInspectionFinding]) {
        func sums(_ name: (WireInspectionFinding) -> String) -> [(name: String, count: Int64)] {
            var sums: [String: Int64] = [:]
            for finding in findings where finding.count > 0 {
                sums[name(finding), default: 0] += Int64(finding.count)
            }
            return sums.map { ($0.key, $0.value) }.sorted {
                ($1.count, $0.name) < ($0.count, $1.name)
            }
        }
        let countries = sums(\.country).map(\.name)
        let colours = ChartColour.ofCountries
        var columns = zip(countries, colours).map { Column(country: $0, colour: $1) }
        if countries.count > colours.count { columns.append(Column(country: nil, colour: .others)) }
        let places = Dictionary(uniqueKeysWithValues: zip(countries, 0..<colours.count))
        var counts: [String: [Int64]] = [:]
        for finding in findings {
            let place = places[finding.country] ?? columns.count - 1
            guard finding.count > 0 else { continue }
            counts[finding.kind, default: Array(repeating: 0, count: columns.count)][place] +=
                Int64(finding.count)
        }
        self.columns = columns
        rows = sums(\.kind).map { Row(kind: $0.name, counts: counts[$0.name] ?? []) }
    }
}
