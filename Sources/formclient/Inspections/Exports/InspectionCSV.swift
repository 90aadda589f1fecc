import FormDocument
import FormProtocol

/// Inspections as comma-separated values, for spreadsheets and statistics programs.
///
/// The columns are the members of ``WireInspectionSummary/jsonValue``; names and codes are never
/// translated. Several values in one cell stand between semicolons.
///
/// Source: RFC 4180.
enum InspectionCSV {
    /// The whole file, with a header and a byte order mark.
    static func text(_ inspections: [WireInspectionSummary]) -> String {
        let header = columns.map(\.name).joined(separator: ",")
        let records = inspections.map { inspection in
            columns.map { $0.cell(inspection).text }.joined(separator: ",")
        }
        return byteOrderMark + ([header] + records).map { $0 + "\r\n" }.joined()
    }

    /// Without it a spreadsheet takes UTF-8 for an older encoding and silently garbles each letter
    /// with a mark. A program that does not expect it sees at once that the first column has an odd
    /// name, and has `--json`.
    private static let byteOrderMark = "\u{FEFF}"

    private struct Column: Sendable {
        let name: String
        let cell: @Sendable (WireInspectionSummary) -> Cell
    }

    private static let columns: [Column] = [
        Column(name: "sender") { .text($0.form.sender) },
        Column(name: "id") { .text($0.form.id) },
        Column(name: "case") { .text($0.caseID) },
        Column(name: "title") { .text($0.title) },
        Column(name: "state") { .text($0.state) },
        Column(name: "type") { .text($0.type) },
        Column(name: "sector") { .text($0.sector) },
        Column(name: "opened_at") { .text(Timestamp($0.openedAt).description) },
        Column(name: "changed_at") { .text(Timestamp($0.changedAt).description) },
        Column(name: "from") { .text($0.hasFrom ? Timestamp($0.from).description : "") },
        Column(name: "until") { .text($0.hasUntil ? Timestamp($0.until).description : "") },
        Column(name: "places") { .list($0.places) },
        Column(name: "entities") { .list($0.entities) },
        Column(name: "parties") { .list($0.parties) },
        Column(name: "site_count") { .number("\($0.siteCount)") },
        Column(name: "entity_count") { .number("\($0.entityCount)") },
        Column(name: "worker_count") { .number("\($0.workerCount)") },
        Column(name: "victim_count") { .number("\($0.victimCount)") },
        Column(name: "arrears_eur") { .number(WireInspectionSummary.euros($0.arrearsCents)) },
        Column(name: "findings") {
            .list($0.findings.map { "\($0.kind) \($0.country) \($0.count)" })
        },
    ]
}

extension InspectionCSV {
    /// One value, as it stands in the file.
    struct Cell: Sendable, Equatable {
        let text: String

        static func number(_ number: String) -> Cell { Cell(text: number) }

        static func text(_ text: String) -> Cell { Cell(text: quoted(guarded(text))) }

        static func list(_ texts: [String]) -> Cell { .text(texts.joined(separator: "; ")) }
    }

    /// With an apostrophe before what a spreadsheet would take for a formula.
    ///
    /// Not only where the cell begins: where the list separator is a semicolon, as in most of
    /// Europe, a spreadsheet that opens the file by a double click begins a cell behind each of
    /// them, whatever the quotes.
    ///
    /// Source: OWASP, CSV Injection.
    private static func guarded(_ text: String) -> String {
        var guarded = String.UnicodeScalarView()
        var isBeginning = true
        for scalar in text.unicodeScalars {
            if isBeginning, formulaBeginnings.contains(scalar) { guarded.append("'") }
            guarded.append(scalar)
            switch scalar {
            case ";", "\t", "\r", "\n": isBeginning = true
            case "\"", " ": break
            default: isBeginning = false
            }
        }
        return String(guarded)
    }

    private static let formulaBeginnings: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠",
    ]

    /// In quotes where it has to be.
    private static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: mustBeQuoted.contains) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    private static let mustBeQuoted = Set("\",;\t\r\n".utf8)
}
