/// One statement of a migration's step.
struct SQLStatement: Sendable, Equatable {
    /// As it is written, comments within included, without the semicolon.
    let text: String
    /// Its tokens without comments, in lower case where nothing is quoted.
    let words: [String]

    /// Its beginning, for people.
    var summary: String {
        let line = words.prefix(40).joined(separator: " ")
            .replacing(" ( ", with: " (").replacing(" )", with: ")").replacing(" ,", with: ",")
            .replacing(" . ", with: ".")
        return line.count <= 72 ? line : line.prefix(71) + "…"
    }

    func begins(with beginnings: [String]...) -> Bool {
        beginnings.contains { words.starts(with: $0) }
    }
}

extension SQLTokens {
    /// The text without comments and semicolons at its end, one token a line: equal for texts that
    /// PostgreSQL reads alike, but for the case of letters, and read alike itself.
    ///
    /// Quoted text stays as it is, comments in the body of a function included: they are stored.
    var normalized: String {
        let tokens = all.filter { $0.kind != .comment }
        let end = tokens.lastIndex { $0.kind != .semicolon } ?? -1
        // Strings are continued on the next line, not on the same.
        return tokens[..<(end + 1)].map { text($0) }.joined(separator: "\n")
    }

    /// The statements of the text.
    ///
    /// A semicolon ends a statement unless it stands in parentheses or in the body of a function
    /// that is written as `begin atomic … end`.
    var statements: [SQLStatement] {
        var statements: [SQLStatement] = []
        var tokens: [Token] = []
        var words: [String] = []
        var (parentheses, blocks) = (0, 0)
        func finish() {
            if let first = tokens.first, let last = tokens.last {
                statements.append(
                    SQLStatement(
                        text: text(first.range.lowerBound..<last.range.upperBound), words: words))
            }
            (tokens, words, parentheses, blocks) = ([], [], 0, 0)
        }
        for token in all where token.kind != .comment {
            if token.kind == .semicolon, parentheses == 0, blocks == 0 {
                finish()
                continue
            }
            let word = token.kind == .quoted ? text(token) : text(token).lowercased()
            if word == "(" { parentheses += 1 }
            if word == ")" { parentheses = max(0, parentheses - 1) }
            if token.kind == .word, words.first == "create" {
                if word == "atomic", words.last == "begin" { blocks += 1 }
                if word == "case", blocks > 0 { blocks += 1 }
                if word == "end", blocks > 0 { blocks -= 1 }
            }
            tokens.append(token)
            words.append(word)
        }
        finish()
        return statements
    }
}
