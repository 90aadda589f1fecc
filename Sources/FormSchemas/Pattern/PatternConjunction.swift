/// A pattern that begins with look-aheads at the start of the text, as in
/// `^(?=.*[0-9])(?!.*secret).{8,}$`: several patterns, each of which must match or must not.
struct PatternConjunction {
    /// Anchored at the start, each; the last is what follows the look-aheads.
    private(set) var parts: [(syntax: PatternSyntax, isNegative: Bool)] = []

    /// `nil` if the pattern is not of this kind.
    init?(_ syntax: PatternSyntax) {
        guard case .sequence(let terms) = syntax, case .assertion(.start)? = terms.first else {
            return nil
        }
        var rest = terms.dropFirst()
        while case .look(let inner, _, isAhead: true, let isNegative)? = rest.first {
            parts.append((Self.anchored(inner), isNegative))
            rest.removeFirst()
        }
        guard !parts.isEmpty else { return nil }
        parts.append((.sequence([.assertion(.start)] + rest), false))
    }

    private static func anchored(_ inner: PatternSyntax) -> PatternSyntax {
        if case .sequence(let terms) = inner { return .sequence([.assertion(.start)] + terms) }
        return .sequence([.assertion(.start), inner])
    }
}
