/// An ECMA-262 pattern compiled to run in time linear in the text, whatever the text.
///
/// The cheapest form that fits: a sequence of character sets; a deterministic automaton; several
/// of these, when the pattern begins with look-aheads; the nondeterministic automaton (when the
/// deterministic one would be too large, or the pattern looks around elsewhere).
public final class Pattern: @unchecked Sendable {
    /// The pattern of a text that is more than white space.
    static let notBlank = #"\S"#

    /// The pattern as it was written.
    public let text: String
    let automaton: PatternAutomaton
    /// What compiling it took: states and classes looked at. A million is about 50 ms in a debug
    /// build, and a tenth of that in a release build.
    let work: Int

    /// Scalars of a pattern's text; an automaton may have no more states than this.
    static let scalarsMax = 20_000

    /// - Throws: ``PatternError``, also for patterns that no automaton can run (back-references)
    ///   or whose automaton would be too large.
    public init(_ text: String) throws(PatternError) {
        self.text = text
        let length = text.unicodeScalars.count
        guard length <= Self.scalarsMax else {
            throw PatternError(
                reason: .tooLarge, offset: Self.scalarsMax, message: "the pattern is too long")
        }
        var work = length
        automaton = try Self.compile(try PatternParser.parse(text), &work)
        self.work = work
    }

    private static func compile(
        _ syntax: PatternSyntax, _ work: inout Int
    ) throws(PatternError) -> PatternAutomaton {
        if let sequence = SetSequence(syntax) { return PatternAutomaton(sequence) }
        if let conjunction = PatternConjunction(syntax) {
            var parts: [(automaton: PatternAutomaton, isNegative: Bool)] = []
            do throws(PatternError) {
                for part in conjunction.parts {
                    parts.append((try compile(part.syntax, &work), part.isNegative))
                }
            } catch {
                for part in parts { part.automaton.deallocate() }
                throw error
            }
            return PatternAutomaton(allOf: parts)
        }
        let machine = try PatternMachine(syntax)
        work += machine.work
        if let table = PatternTable(machine, &work) {
            return PatternAutomaton(table, machine.alphabet)
        }
        guard machine.states.count <= PatternMachine.simulatedStatesMax else {
            throw PatternError(
                reason: .tooLarge, offset: 0, message: "the pattern's automaton is too large")
        }
        return PatternAutomaton(machine)
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
