import FormSchemas

/// The explained check of an identifier, for people and programs.
struct IdentifierReport: Sendable {
    /// As the user wrote it.
    let value: String
    let check: IdentifierCheck

    init(value: String, _ check: IdentifierCheck) {
        self.value = value
        self.check = check
    }

    /// The type, the value with its canonical form, each step, and what came of it.
    func lines(columns: Int, in language: Language) -> [String] {
        let shown = Table.oneLine(value)
        let canonical = Table.oneLine(check.canonical)
        let read = shown == canonical ? shown : "\(shown) → \(canonical)"
        let steps = check.steps.map { $0.text(in: language) }
        let room = max(20, columns - 2)
        return ["\(check.type.name)  \(check.type.title(in: language))"]
            + ([read] + steps).flatMap { Self.wrapped($0, to: room) }
            + conclusion(in: language).wrapped(to: columns)
    }

    private func conclusion(in language: Language) -> String {
        let text = Table.oneLine(check.verdict(in: language))
        return text.prefix(1).uppercased() + text.dropFirst() + "."
    }

    /// A step; where it takes several lines, the others stand further in.
    private static func wrapped(_ text: String, to room: Int) -> [String] {
        Table.oneLine(text).wrapped(to: room - 2).enumerated().map { number, line in
            (number == 0 ? "  " : "    ") + line
        }
    }

    /// One line: value, canonical form, type, outcome, conclusion, steps.
    func tabSeparated(in language: Language) -> String {
        [
            value, check.canonical, check.type.name, check.outcome.rawValue,
            check.conclusion(in: language),
            check.steps.map { $0.text(in: language) }.joined(separator: " | "),
        ].map(Table.oneLine).joined(separator: "\t")
    }

    func json(in language: Language) -> JSONValue {
        [
            "type": .string(check.type.name),
            "value": .string(value),
            "canonical": .string(check.canonical),
            "accepted": .bool(check.outcome.isAccepted),
            "outcome": .string(check.outcome.rawValue),
            "conclusion": .string(check.conclusion(in: language)),
            "steps": .array(check.steps.map { .string($0.text(in: language)) }),
        ]
    }
}
