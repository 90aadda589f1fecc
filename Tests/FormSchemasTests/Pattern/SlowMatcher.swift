@testable import FormSchemas

/// A matcher that goes back, as ECMA-262 describes one: the measure for the automata.
struct SlowMatcher {
    private let syntax: PatternSyntax
    private let text: [UInt32]
    private var stepsLeft: Int
    private var depth = 0
    /// Terms within terms, turn after turn; the stack is not endless.
    private static let depthMax = 300

    /// Whether the pattern matches somewhere; `nil` if that takes too many steps.
    static func matches(_ syntax: PatternSyntax, _ text: String, stepsMax: Int = 200_000) -> Bool? {
        let scalars = text.unicodeScalars.map(\.value)
        var matcher = SlowMatcher(syntax: syntax, text: scalars, stepsLeft: stepsMax)
        for start in 0...scalars.count {
            let isMatch = matcher.match(syntax, start, true) { _, _ in true }
            if matcher.stepsLeft <= 0 { return nil }
            if isMatch { return true }
        }
        return false
    }

    private typealias Continuation = (inout SlowMatcher, Int) -> Bool

    /// Matches from `place` on, or with `forward` false up to it; then what follows.
    private mutating func match(
        _ syntax: PatternSyntax, _ place: Int, _ forward: Bool, _ then: Continuation
    ) -> Bool {
        stepsLeft -= 1
        depth += 1
        defer { depth -= 1 }
        if depth > Self.depthMax { stepsLeft = 0 }
        guard stepsLeft > 0 else { return false }
        switch syntax {
        case .empty: return then(&self, place)
        case .notLinear: return false
        case .set(let set):
            let index = forward ? place : place - 1
            guard text.indices.contains(index), set.contains(text[index]) else { return false }
            return then(&self, forward ? place + 1 : place - 1)
        case .sequence(let terms):
            return sequence(forward ? terms : terms.reversed(), 0, place, forward, then)
        case .choice(let branches):
            for branch in branches where match(branch, place, forward, then) { return true }
            return false
        case .repetition(let inner, let least, let most):
            return repetition(inner, least, most, place, forward, then)
        case .assertion(let assertion):
            return holds(assertion, place) && then(&self, place)
        case .look(let inner, _, let isAhead, let isNegative):
            let found = match(inner, place, isAhead) { _, _ in true }
            return stepsLeft > 0 && found != isNegative && then(&self, place)
        }
    }

    private mutating func sequence(
        _ terms: [PatternSyntax], _ index: Int, _ place: Int, _ forward: Bool,
        _ then: Continuation
    ) -> Bool {
        guard index < terms.count else { return then(&self, place) }
        return match(terms[index], place, forward) { matcher, next in
            matcher.sequence(terms, index + 1, next, forward, then)
        }
    }

    private mutating func repetition(
        _ inner: PatternSyntax, _ least: Int, _ most: Int?, _ place: Int, _ forward: Bool,
        _ then: Continuation
    ) -> Bool {
        if most == 0 { return then(&self, place) }
        let again = match(inner, place, forward) { matcher, next in
            // A turn that takes nothing adds nothing.
            if next == place, least == 0 { return false }
            return matcher.repetition(
                inner, max(0, least - 1), most.map { $0 - 1 }, next, forward, then)
        }
        return again || (least == 0 && then(&self, place))
    }

    private func holds(_ assertion: PatternSyntax.Assertion, _ place: Int) -> Bool {
        func isWord(_ index: Int) -> Bool {
            text.indices.contains(index) && ScalarSet.word.contains(text[index])
        }
        return switch assertion {
        case .start: place == 0
        case .end: place == text.count
        case .wordBoundary: isWord(place - 1) != isWord(place)
        case .notWordBoundary: isWord(place - 1) == isWord(place)
        }
    }
}
