/// An ECMA-262 pattern compiled to run in time linear in the text, whatever the text.
///
/// Three forms, the cheapest that fits: a sequence of character sets, a deterministic automaton,
/// the nondeterministic one it came from (when the other would be too large).
public final class Pattern: @unchecked Sendable {
    /// The pattern as it was written.
    public let text: String
    let automaton: PatternAutomaton

    /// - Throws: ``PatternError``, also for patterns that no automaton can run (back-references,
    ///   look-around) or whose automaton would be too large.
    public init(_ text: String) throws(PatternError) {
        self.text = text
        let syntax = try PatternParser.parse(text)
        if let sequence = SetSequence(syntax) {
            automaton = PatternAutomaton(sequence)
            return
        }
        let machine = try PatternMachine(syntax)
        if let table = PatternTable(machine) {
            automaton = PatternAutomaton(table, machine.alphabet)
        } else {
            guard machine.states.count <= PatternMachine.simulatedStatesMax else {
                throw PatternError(
                    reason: .tooLarge, offset: 0, message: "the pattern's automaton is too large")
            }
            automaton = PatternAutomaton(machine)
        }
    }

    deinit { automaton.deallocate() }

    /// Whether `text` is an ECMA-262 pattern, linear or not (the format `regex`).
    public static func isSyntax(_ text: String) -> Bool {
        (try? PatternParser.parse(text)) != nil
    }

    /// Whether the pattern matches somewhere in `text`.
    public func matches(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var nothing: UInt8 = 0
            return bytes.isEmpty
                ? automaton.matches(&nothing, 0)
                : automaton.matches(bytes.baseAddress!, bytes.count)
        }
    }
}
