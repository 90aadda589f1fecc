import FormDocument
import FormProtocol
import FormSchemas

/// One inspection as people read it: a heading, then what is known, by subject.
struct InspectionView {
    private let inspection: WireInspection
    private let language: Language
    private let ids: ShortIDs
    private let now: Timestamp

    /// Of how many inspections with something in common the exchange tells.
    private static let hintedMax = 20

    /// - Parameter ids: every ID that a shortened one must be told apart from.
    init(
        _ inspection: WireInspection, _ language: Language, ids: [String], now: Timestamp = .now()
    ) {
        self.inspection = inspection
        self.language = language
        self.ids = ShortIDs(ids)
        self.now = now
    }

    /// A subject with what is said of it, a line or more each.
    private struct Section {
        /// Never translated, for a pipe.
        let key: String
        let title: Phrase
        let values: [String]
    }

    func lines(columns: Int, style: TextStyle = .plain) -> [String] {
        let summary = inspection.summary
        let sections = self.sections.filter { !$0.values.isEmpty }
        let width = (sections.map { $0.title[language].displayWidth }.max() ?? 0) + 2
        let room = max(20, columns - width - 2)
        let state = label(summary.state, Catalogue.stateList)
        var lines = summary.title.folded(to: columns).map { style.emphasised($0) }
        lines += "\(state), \(summary.form.sender), \(ids.short(summary.form.id))".folded(
            to: columns)
        lines.append("")
        for section in sections {
            for (number, value) in section.values.enumerated() {
                for (part, line) in value.folded(to: room).enumerated() {
                    let title = number + part == 0 ? section.title[language] : ""
                    lines.append(
                        "\(title.padded(to: width))\(part == 0 ? "" : "  ")\(line)")
                }
            }
        }
        return lines
    }

    /// A line for each value: the subject's key and the value. What tells it from others and when it
    /// is to be are whole, as in a list.
    var tabSeparated: [String] {
        let summary = inspection.summary
        var lines = [
            "id\t\(summary.form.id)", "sender\t\(summary.form.sender)", "state\t\(summary.state)",
            "title\t\(Table.oneLine(summary.title))",
        ]
        if summary.hasFrom { lines.append("from\t\(Timestamp(summary.from))") }
        if summary.hasUntil { lines.append("until\t\(Timestamp(summary.until))") }
        for section in sections where section.key != "window" {
            lines += section.values.map { "\(section.key)\t\(Table.oneLine($0))" }
        }
        return lines
    }

    /// Which other inspections have something in common with this one, and how to see them.
    var hints: [Phrase] {
        inspection.hints.map { hint in
            let others = hint.inspections.map { ids.short($0.form.id) }
            return hint.kind == .a1Serial
                ? .otherInspectionsOfDocument(hint.subject, others)
                : .otherInspectionsOfEntity(
                    hint.subject, others, isMore: others.count >= Self.hintedMax)
        }
    }

    // MARK: Subjects

    private var sections: [Section] {
        let summary = inspection.summary
        let findings = summary.findings.map {
            "\(label($0.kind, "irregularity")) (\($0.country)) ×\(Int64($0.count).grouped(in: language))"
        }
        return [
            Section(key: "window", title: .subjectWindow, values: [window].compactMap(\.self)),
            Section(
                key: "type", title: .subjectType, values: texts(summary.type, "inspection-type")),
            Section(
                key: "area", title: .subjectAreas,
                values: joined(inspection.legalAreas.map { label($0, "social-area") })),
            Section(
                key: "sector", title: .subjectSector,
                values: summary.sector.isEmpty
                    ? [] : ["\(summary.sector)  \(label(summary.sector, sectorList))"]),
            Section(
                key: "suspected", title: .subjectSuspected,
                values: joined(inspection.suspected.map { label($0, "irregularity") })),
            Section(key: "party", title: .subjectParties, values: inspection.parties.map(party)),
            Section(
                key: "power", title: .subjectPowers,
                values: joined(inspection.powers.map { label($0, "guest-power") })),
            Section(key: "site", title: .subjectSites, values: inspection.sites.map(site)),
            Section(
                key: "entity", title: .subjectEntities, values: inspection.entities.map(entity)),
            Section(
                key: "officer", title: .subjectOfficers, values: inspection.officers.map(officer)),
            Section(key: "met", title: .subjectMet, values: met),
            Section(key: "finding", title: .subjectFindings, values: findings),
            Section(
                key: "arrears", title: .subjectArrears,
                values: inspection.arrears.map { sum($0, "arrears-kind") }),
            Section(
                key: "sanction", title: .subjectSanctions,
                values: inspection.sanctions.map { sum($0, "expected-sanction") }),
            Section(
                key: "outcome", title: .subjectOutcomes, values: inspection.outcomes.map(outcome)),
        ]
    }

    private var sectorList: String {
        let name = "nace/\(inspection.sectorEdition)"
        return FormLibrary.catalogue.codeLists[name] == nil ? "nace" : name
    }

    private var window: String? {
        let summary = inspection.summary
        guard summary.hasFrom, summary.hasUntil else { return nil }
        return span(Timestamp(summary.from), Timestamp(summary.until))
    }

    private var met: [String] {
        let summary = inspection.summary
        guard summary.siteCount > 0 else { return [] }
        return [
            Phrase.met(
                sites: summary.siteCount, entities: summary.entityCount,
                workers: summary.workerCount, victims: summary.victimCount)[language]
        ]
    }

    private func party(_ party: WireInspectionParty) -> String {
        [
            party.agency, party.role.isEmpty ? "" : label(party.role, "plan-role"),
            party.decision.isEmpty ? "" : label(party.decision, "inspection-decision"),
        ].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private func site(_ site: WireInspectionSite) -> String {
        let address = [
            site.street, [site.postcode, site.city].filter { !$0.isEmpty }.joined(separator: " "),
            site.country,
        ].filter { !$0.isEmpty }.joined(separator: ", ")
        let time =
            site.hasFrom && site.hasUntil
            ? span(Timestamp(site.from), Timestamp(site.until)) : ""
        let who = ([site.host] + site.guests).filter { !$0.isEmpty }.joined(separator: " + ")
        return [
            "\(site.id)  \(site.name)", address, time, who,
            site.access.isEmpty ? "" : label(site.access, "site-access"),
        ].filter { !$0.isEmpty }.joined(separator: "; ")
    }

    private func entity(_ entity: WireInspectionEntity) -> String {
        let roles = entity.roles.map { label($0, "entity-role") }.joined(separator: ", ")
        let numbers = entity.numbers.map { "\($0.type) \($0.value)" }.joined(separator: ", ")
        return ["\(entity.name) (\(entity.country))", roles, numbers].filter { !$0.isEmpty }
            .joined(separator: "; ")
    }

    private func officer(_ officer: WireInspectionOfficer) -> String {
        let sites = officer.sites.joined(separator: ", ")
        return "\(officer.agency) \(officer.serviceNumber), "
            + label(officer.role, "inspection-role") + (sites.isEmpty ? "" : " (\(sites))")
    }

    private func sum(_ sum: WireInspectionSum, _ list: String) -> String {
        [
            label(sum.kind, list), "\(sum.cents.asAmount(in: language)) \(sum.currency)",
            sum.country,
        ].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private func outcome(_ outcome: WireInspectionOutcome) -> String {
        let amount =
            outcome.currency.isEmpty
            ? "" : "\(outcome.cents.asAmount(in: language)) \(outcome.currency)"
        let day = CalendarDate(outcome.on).map { LocalTime.text(of: $0, in: language) }
        return [
            day ?? outcome.on, label(outcome.outcome, "follow-up-outcome"),
            outcome.kind.isEmpty ? "" : label(outcome.kind, "irregularity"), amount,
            outcome.agency,
        ].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    // MARK: Words

    private func label(_ code: String, _ list: String) -> String {
        FormLibrary.label(of: code, in: list, language)
    }

    private func texts(_ code: String, _ list: String) -> [String] {
        code.isEmpty ? [] : [label(code, list)]
    }

    private func joined(_ labels: [String]) -> [String] {
        labels.isEmpty ? [] : [labels.joined(separator: ", ")]
    }

    private func span(_ from: Timestamp, _ until: Timestamp) -> String {
        LocalTime.text(from: from, until: until, in: language, now: now)
    }
}
