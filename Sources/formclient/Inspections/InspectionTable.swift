import FormDocument
import FormProtocol
import FormSchemas

/// Inspections in a list.
struct InspectionTable {
    private let language: Language
    private let ids: ShortIDs
    private let now: Timestamp

    /// - Parameter ids: every ID that a shortened one must be told apart from.
    init(_ language: Language, ids: [String], now: Timestamp = .now()) {
        self.language = language
        self.ids = ShortIDs(ids)
        self.now = now
    }

    /// An ID shortened to what tells it from the others.
    func shortID(_ id: String) -> String { ids.short(id) }

    func table(_ inspections: [WireInspectionSummary]) -> Table {
        var table = Table([
            .init(Phrase.columnID[language], weight: 9),
            .init(Phrase.columnWhen[language], weight: 7),
            .init(Phrase.columnState[language], yields: true, weight: 8),
            .init(Phrase.columnPlaces[language], yields: true, weight: 5),
            .init(Phrase.columnEntities[language], yields: true, weight: 6, widthMin: 20),
            .init(Phrase.columnSector[language], weight: 0),
            .init(Phrase.columnParties[language], yields: true, weight: 3),
            .init(Phrase.columnWorkers[language], weight: 2),
            .init(Phrase.columnFindings[language], weight: 4),
            .init(Phrase.columnTitle[language], yields: true, weight: 1),
        ])
        for inspection in inspections { table.append(row(inspection)) }
        return table
    }

    private func row(_ inspection: WireInspectionSummary) -> [Table.Cell] {
        let found = inspection.findings.reduce(0) { $0 + Int64($1.count) }
        return [
            .init(shown: ids.short(inspection.form.id), full: inspection.form.id),
            when(inspection),
            .init(
                shown: FormLibrary.label(
                    of: inspection.state, in: Catalogue.stateList, language),
                full: inspection.state),
            list(inspection.places), list(inspection.entities), .init(inspection.sector),
            list(inspection.parties), count(Int64(inspection.workerCount)), count(found),
            .init(inspection.title),
        ]
    }

    /// When it is to begin; before that is known, when the case was opened.
    private func when(_ inspection: WireInspectionSummary) -> Table.Cell {
        let moment = Timestamp(inspection.hasFrom ? inspection.from : inspection.openedAt)
        return .init(
            shown: LocalTime(moment).text(in: language, now: now), full: moment.description)
    }

    private func list(_ values: [String]) -> Table.Cell {
        .init(shown: values.joined(separator: ", "), full: values.joined(separator: "; "))
    }

    private func count(_ number: Int64) -> Table.Cell {
        .init(shown: number == 0 ? "" : number.grouped(in: language), full: "\(number)")
    }
}

/// How many inspections have which state, country and so on.
struct FacetList {
    private let overview: WireInspectionOverview
    private let language: Language

    init(_ overview: WireInspectionOverview, _ language: Language) {
        self.overview = overview
        self.language = language
    }

    /// The code list of each facet's values.
    private static let lists = [
        "state": Catalogue.stateList, "type": "inspection-type", "sector": "nace",
        "country": "country", "legal_area": "social-area", "irregularity": "irregularity",
        "outcome": "follow-up-outcome",
    ]

    /// A line for each facet on a terminal; for each of its values in a pipe.
    func lines(_ format: Console.Format) -> [String] {
        var names: [String] = []
        for facet in overview.facets where !names.contains(facet.facet) {
            names.append(facet.facet)
        }
        guard case .terminal(let columns) = format else {
            return overview.facets.map { "\($0.facet)\t\($0.value)\t\($0.count)" }
        }
        let titles = names.map { Phrase.facet($0)[language] }
        let width = (titles.map(\.displayWidth).max() ?? 0) + 2
        var lines = [""]
        for (name, title) in zip(names, titles) {
            let values = overview.facets.filter { $0.facet == name }.map { facet in
                let label =
                    name == "result"
                    ? Phrase.inspectionResult(facet.value)[language]
                    : Self.lists[name].map {
                        FormLibrary.label(of: facet.value, in: $0, language)
                    } ?? facet.value
                return "\(label) \(Int64(facet.count).grouped(in: language))"
            }
            // Labels have commas of their own.
            let text = Table.oneLine(values.joined(separator: "; "))
            for (number, line) in text.wrapped(to: max(30, columns - width)).enumerated() {
                lines.append((number == 0 ? title : "").padded(to: width) + line)
            }
        }
        return lines
    }
}
