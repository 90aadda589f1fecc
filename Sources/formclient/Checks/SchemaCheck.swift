import FormSchemas

/// What a lint found in one schema file.
struct SchemaCheck: Sendable {
    let file: String
    /// Why the file is no JSON; then nothing else was looked at.
    let error: JSONError?
    let findings: [SchemaFinding]

    init(file: String, _ error: JSONError) {
        self.file = file
        self.error = error
        findings = []
    }

    init(file: String, _ findings: [SchemaFinding]) {
        self.file = file
        error = nil
        self.findings = findings
    }

    private func count(_ severity: SchemaFinding.Severity) -> Int {
        findings.count { $0.severity == severity }
    }

    var isRefused: Bool { error != nil || count(.refused) > 0 }
    /// Whether nothing was found, hints aside.
    var isClean: Bool { !isRefused && count(.warning) == 0 }

    var headline: Phrase {
        isRefused
            ? .schemaRefused(file)
            : .schemaChecked(file, warnings: count(.warning), hints: count(.hint))
    }

    private struct Entry {
        let row: FindingLines.Row
        let severity: SchemaFinding.Severity
    }

    private func entries(in language: Language) -> [Entry] {
        if let error {
            return [
                Entry(
                    row: .init(
                        line: error.line, column: error.column, pointer: "",
                        message: Violation(error).message(in: language),
                        code: error.code.rawValue), severity: .refused)
            ]
        }
        return findings.map {
            Entry(
                row: .init(
                    line: $0.line, column: $0.column, pointer: $0.pointer.description,
                    message: $0.message(in: language), code: $0.kind.rawValue),
                severity: $0.severity)
        }
    }

    func aligned(columns: Int, in language: Language) -> [String] {
        FindingLines.aligned(entries(in: language).map(\.row), columns: columns)
    }

    /// One line for each finding, tab-separated and in full.
    func tabSeparated(in language: Language) -> [String] {
        entries(in: language).map { entry in
            [
                file, "\(entry.row.line):\(entry.row.column)", entry.row.pointer,
                entry.severity.rawValue, entry.row.code, entry.row.message,
            ].map(Table.oneLine).joined(separator: "\t")
        }
    }

    func json(in language: Language) -> JSONValue {
        [
            "file": .string(file),
            "refused": .bool(isRefused),
            "findings": .array(
                entries(in: language).map { entry in
                    [
                        "pointer": .string(entry.row.pointer),
                        "line": .int(entry.row.line),
                        "column": .int(entry.row.column),
                        "kind": .string(entry.row.code),
                        "severity": .string(entry.severity.rawValue),
                        "message": .string(entry.row.message),
                    ]
                }),
        ]
    }
}
