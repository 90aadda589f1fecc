/// Makes a short text that a pattern matches, for templates.
enum PatternExample {
    /// `nil` if the pattern has assertions that the text made does not meet.
    static func text(matching pattern: String) -> String? {
        guard let syntax = try? PatternParser.parse(pattern), let compiled = try? Pattern(pattern)
        else { return nil }
        var text = String.UnicodeScalarView()
        append(syntax, to: &text)
        let example = String(text)
        return compiled.matches(example) ? example : nil
    }

    private static func append(_ syntax: PatternSyntax, to text: inout String.UnicodeScalarView) {
        guard text.count < 1_000 else { return }
        switch syntax {
        case .empty, .assertion, .look, .notLinear: break
        case .set(let set): if let scalar = pick(set) { text.append(scalar) }
        case .sequence(let terms): for term in terms { append(term, to: &text) }
        case .choice(let branches): append(branches[0], to: &text)
        case .repetition(let inner, let least, _):
            for _ in 0..<min(least, 200) { append(inner, to: &text) }
        }
    }

    /// A letter or digit if the set has one.
    private static func pick(_ set: ScalarSet) -> Unicode.Scalar? {
        for scalar in "A1a0Z9z2345678BCDEFbcdef".unicodeScalars
        where set.contains(scalar.value) {
            return scalar
        }
        return set.ranges.lazy.compactMap { Unicode.Scalar($0.lowerBound) }.first
    }
}
