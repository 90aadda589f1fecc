/// A pattern as a tree. Groups leave nothing behind: nobody asks what they captured.
indirect enum PatternSyntax {
    case empty
    case set(ScalarSet)
    case sequence([PatternSyntax])
    case choice([PatternSyntax])
    /// Lazy and greedy repetitions match the same texts.
    case repetition(PatternSyntax, least: Int, most: Int?)
    case assertion(Assertion)
    /// Whether the inner pattern matches, or with `isNegative` does not, from here on or up to
    /// here. The number tells the look-arounds of one pattern apart.
    case look(PatternSyntax, number: Int, isAhead: Bool, isNegative: Bool)
    /// A back-reference: correct, but no automaton runs it.
    case notLinear(String, offset: Int)

    enum Assertion: UInt8 {
        case start, end, wordBoundary, notWordBoundary
    }
}
