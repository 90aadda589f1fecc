/// Makes a short text that a pattern matches, for templates.
enum PatternExample {
    /// `nil` if the pattern has assertions that the text made does not meet.
    static func text(matching pattern: String) -> String? {
        (try? Pattern(pattern)).flatMap(text)
    }

    /// The same for a compiled pattern.
    ///
    /// - Cost: reads the pattern again, and matches what was made, at most 1,000 scalars.
    static func text(matching pattern: Pattern) -> String? {
        guard let syntax = try? PatternParser.parse(pattern.text) else { return nil }
        var text = String.UnicodeScalarView()
        append(syntax, to: &text)
        let example = String(text)
        return pattern.matches(example) ? example : nil
    }

    private static func append(_ syntax: PatternSyntax, to text: inout String.UnicodeScalarView) {
        guard text.count < 1_000 else { return }
        switch syntax {
        case .empty, .assertion, .look, .notLinear: break
        case .set(let set): if let scalar = pick(set, text.count) { text.append(scalar) }
        case .sequence(let terms): for term in terms { append(term, to: &text) }
        case .choice(let branches): append(branches[0], to: &text)
        case .repetition(let inner, let least, _):
            for _ in 0..<min(least, 200) {
                let before = text.count
                append(inner, to: &text)
                // What takes nothing takes nothing the next time, however deep it is nested.
                if text.count == before { break }
            }
        }
    }

    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ".unicodeScalars)
    private static let digits = Array("1234567890".unicodeScalars)
    private static let smallLetters = Array("abcdefghijklmnopqrstuvwxyz".unicodeScalars)

    /// A letter or digit if the set has one; another at each position, so that `[A-Z]{2}[0-9]{3}`
    /// gives `AB345`.
    private static func pick(_ set: ScalarSet, _ position: Int) -> Unicode.Scalar? {
        for kind in [letters, digits, smallLetters] {
            for offset in kind.indices {
                let scalar = kind[(position + offset) % kind.count]
                if set.contains(scalar.value) { return scalar }
            }
        }
        return set.ranges.lazy.compactMap { Unicode.Scalar($0.lowerBound) }.first
    }
}
