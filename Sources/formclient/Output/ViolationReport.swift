import FormProtocol
import FormSchemas

/// What is wrong with one form, as its author gets to read it.
struct ViolationReport: Sendable {
    /// One violation, its message already in the reader's language.
    struct Entry: Sendable {
        let pointer: String
        let line: Int
        let column: Int
        let message: String
        let code: String
        let isWarning: Bool
        let schemaLocation: String

        /// A violation that the exchange has put into a refusal. Where the place is known, it
        /// stands before the message: `14:22 is missing`.
        init(pointer: String, description: String, code: String) {
            let place = description.prefix { $0 != " " }.split(separator: ":").map { Int($0) }
            let isPlace = place.count == 2 && !place.contains(nil)
            self.pointer = pointer
            line = isPlace ? place[0] ?? 0 : 0
            column = isPlace ? place[1] ?? 0 : 0
            message =
                isPlace ? String(description.drop { $0 != " " }.dropFirst()) : description
            self.code = code
            isWarning = false
            schemaLocation = ""
        }

        /// A violation of which nothing but its code is known, in a line.
        init(line: Int, code: String, isWarning: Bool) {
            self.init(
                pointer: "", line: line, column: 1, message: "", code: code,
                isWarning: isWarning, schemaLocation: "")
        }

        private init(
            pointer: String, line: Int, column: Int, message: String, code: String,
            isWarning: Bool, schemaLocation: String
        ) {
            self.pointer = pointer
            self.line = line
            self.column = column
            self.message = message
            self.code = code
            self.isWarning = isWarning
            self.schemaLocation = schemaLocation
        }

        /// The same, so many lines further down; a place that is not known stays so.
        func moved(by lines: Int) -> Entry {
            Entry(
                pointer: pointer, line: line > 0 ? line + lines : 0, column: column,
                message: message, code: code, isWarning: isWarning,
                schemaLocation: schemaLocation)
        }

        init(_ violation: Violation, in language: Language) {
            pointer = violation.instanceLocation.description
            line = violation.line
            column = violation.column
            message = violation.message(in: language)
            code = violation.code.rawValue
            isWarning = violation.severity == .warning
            schemaLocation = violation.schemaLocation
        }

        var json: JSONValue {
            [
                "pointer": .string(pointer),
                "line": .int(line),
                "column": .int(column),
                "code": .string(code),
                "severity": .string(isWarning ? "warning" : "error"),
                "message": .string(message),
                "schema_location": .string(schemaLocation),
            ]
        }

        init(_ violation: WireViolation) {
            pointer = violation.pointer
            line = Int(violation.line)
            column = Int(violation.column)
            message = violation.message
            code = violation.code
            isWarning = violation.severity == .warning
            schemaLocation = violation.schemaLocation
        }
    }

    let file: String
    let entries: [Entry]
    private let language: Language

    /// - Parameter file: the name that the user knows the form by.
    init(file: String, _ entries: [Entry], in language: Language) {
        self.file = file
        self.language = language
        self.entries = entries
    }

    init(file: String, _ violations: [Violation], in language: Language) {
        self.init(file: file, violations.map { Entry($0, in: language) }, in: language)
    }

    var errorCount: Int { entries.count { !$0.isWarning } }
    var warningCount: Int { entries.count { $0.isWarning } }
    var isValid: Bool { errorCount == 0 }

    /// Whether the form is valid, and how much was found.
    func headline(_ form: String?) -> String {
        if isValid {
            return Phrase.isValid(file, form: form, warnings: warningCount)[language]
        }
        return Phrase.isNotValid(file, errors: errorCount, warnings: warningCount)[language]
    }

    /// The violations one under another: place, pointer, message, code.
    func aligned(columns: Int) -> [String] {
        let rows = entries.map {
            FindingLines.Row(
                line: $0.line, column: $0.column, pointer: $0.pointer,
                message: $0.message + suffix($0), code: $0.code)
        }
        return FindingLines.aligned(rows, columns: columns)
    }

    /// One line for each violation, tab-separated and in full.
    var tabSeparated: [String] {
        entries.map {
            [
                file, "\($0.line):\($0.column)", $0.pointer, $0.isWarning ? "warning" : "error",
                $0.code, Table.oneLine($0.message),
            ].joined(separator: "\t")
        }
    }

    var json: JSONValue {
        [
            "file": .string(file),
            "valid": .bool(isValid),
            "violations": .array(entries.map(\.json)),
        ]
    }

    private func suffix(_ entry: Entry) -> String {
        entry.isWarning ? " (\(Phrase.warning[language]))" : ""
    }
}
