internal import FormSchemas

/// One migration of the database: a file `sql/NNNN_verb_noun.sql`, embedded in the program.
///
/// A file is one step unless lines such as `-- step: backfill` divide it.
struct Migration: Sendable {
    let name: String
    let steps: [MigrationStep]

    /// - Throws: ``ConfigurationError`` that names the file, the line and what is wrong there.
    init(name: String, script: String) throws(ConfigurationError) {
        self.name = name
        do throws(SQLTokens.Fault) {
            let tokens = try SQLTokens(script)
            var steps: [MigrationStep] = []
            for section in try Self.sections(of: tokens) {
                let kind = section.kind
                let own = try SQLTokens(section.text)
                let step = MigrationStep(
                    migration: name, number: steps.count + 1, kind: kind, title: section.title,
                    text: section.text, firstLine: section.firstLine, normalized: own.normalized,
                    statements: own.statements,
                    isHeld: kind == .contract || steps.last?.isHeld == true)
                if let fault = step.fault {
                    throw .init(line: section.line, what: fault)
                }
                steps.append(step)
            }
            self.steps = steps
        } catch {
            throw ConfigurationError("\(name), line \(error.line): \(error.what).")
        }
    }

    /// All of them, in the order of their numbers.
    static func embedded() -> [Migration] {
        EmbeddedFiles.migrations.files.map { file in
            do throws(ConfigurationError) {
                return try Migration(
                    name: file.path, script: String(decoding: file.bytes, as: UTF8.self))
            } catch {
                // A test reads them all.
                preconditionFailure(error.description)
            }
        }
    }
}

extension Migration {
    /// - Throws: ``ConfigurationError`` for a file without a number, or two with the same.
    static func checkNumbers(_ migrations: [Migration]) throws(ConfigurationError) {
        var names: [Substring: String] = [:]
        for name in migrations.map(\.name) {
            let number = name.prefix { $0 != "_" }
            guard number.count == 4, number.allSatisfy(\.isWholeNumber) else {
                throw ConfigurationError(
                    "\(name) is no migration's name, such as 0004_add_country.sql.")
            }
            if let other = names.updateValue(name, forKey: number) {
                throw ConfigurationError(
                    "\(other) and \(name) have the same number; give the later one the next.")
            }
        }
    }

    /// A part of a file, from one step line to the next.
    private struct Section {
        let kind: MigrationStep.Kind
        let title: String
        /// The step line, and the one on which its text begins.
        let line: Int
        var firstLine: Int
        var text: String
    }

    private static func sections(
        of tokens: SQLTokens
    ) throws(SQLTokens.Fault) -> [Section] {
        var sections: [Section] = []
        var start = 0
        func endSection(at end: Int) {
            let first = tokens.bytes[start..<end].firstIndex { $0 > 0x20 } ?? end
            sections[sections.count - 1].firstLine = tokens.line(of: first)
            sections[sections.count - 1].text = tokens.text(first..<end).trimmed
        }
        for token in tokens.all where token.kind == .comment {
            guard let parts = stepLine(tokens.text(token)) else { continue }
            let line = tokens.line(of: token.range.lowerBound)
            guard let kind = MigrationStep.Kind(rawValue: parts.kind), kind != .plain else {
                throw .init(
                    line: line,
                    what: "\"\(parts.kind)\" is no kind of step: expand, backfill, verify, "
                        + "concurrently or contract")
            }
            if !sections.isEmpty {
                endSection(at: token.range.lowerBound)
            } else if !(try SQLTokens(tokens.text(0..<token.range.lowerBound)).statements.isEmpty) {
                throw .init(line: line, what: "SQL stands before the first step")
            }
            sections.append(
                Section(kind: kind, title: parts.title, line: line, firstLine: line, text: ""))
            start = token.range.upperBound
        }
        guard !sections.isEmpty else {
            let all = tokens.text(0..<tokens.bytes.count)
            return [Section(kind: .plain, title: "", line: 1, firstLine: 1, text: all)]
        }
        endSection(at: tokens.bytes.count)
        return sections
    }

    /// Reads `-- step: KIND TITLE`; any other comment gives `nil`.
    private static func stepLine(_ comment: String) -> (kind: String, title: String)? {
        let words = comment.drop { $0 == "-" }.split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard comment.hasPrefix("--"), words.count == 2,
            String(words[0]).trimmed.lowercased() == "step"
        else { return nil }
        let parts = String(words[1]).trimmed.split(separator: " ", maxSplits: 1).map(String.init)
        return (parts.first ?? "", parts.count > 1 ? parts[1].trimmed : "")
    }
}

extension String {
    /// Without white space at both ends.
    fileprivate var trimmed: String {
        let start = drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
}
