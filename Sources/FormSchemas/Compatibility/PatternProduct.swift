/// Several patterns at once: looks for texts that some match and others do not.
///
/// The product of their deterministic automata, searched breadth first, so that the shortest text
/// comes first.
///
/// - Cost: bounded by `statesMax`.
struct PatternProduct {
    /// What is looked for.
    struct Wanted {
        /// Patterns that match, and patterns that do not.
        var matching: [String] = []
        var failing: [String] = []
        /// Texts that are not wanted.
        var excluded: Set<String> = []
        /// Unicode scalars.
        var minLength = 0
        var maxLength: Int?
    }

    enum Found {
        /// There is no such text: a proof.
        case nothing
        /// Some of the texts, the shortest first.
        case texts([String])
        case tooLarge
    }

    let statesMax: Int
    let textsMax: Int
    private var automata: [String: [DeterministicPattern]?] = [:]

    init(statesMax: Int, textsMax: Int) {
        self.statesMax = statesMax
        self.textsMax = textsMax
    }

    /// Texts that are wanted. Patterns without a deterministic automaton are left out.
    ///
    /// - Returns: also whether none was left out, so that each text found is wanted.
    mutating func search(_ wanted: Wanted) -> Found {
        var parts: [(automaton: DeterministicPattern, matches: Bool)] = []
        for pattern in wanted.matching {
            for part in automaton(of: pattern) ?? [] { parts.append((part, !part.isNegative)) }
        }
        for pattern in wanted.failing {
            // What is several automata fails in several ways.
            guard let some = automaton(of: pattern), some.count == 1 else { continue }
            parts.append((some[0], some[0].isNegative))
        }
        if !wanted.excluded.isEmpty, wanted.excluded.count <= Self.excludedMax {
            if let automaton = DeterministicPattern(texts: wanted.excluded.sorted()) {
                parts.append((automaton, false))
            }
        }
        return PatternSearch(parts, wanted, statesMax: statesMax, textsMax: textsMax).run()
    }

    private static let excludedMax = 200

    private mutating func automaton(of pattern: String) -> [DeterministicPattern]? {
        if let known = automata[pattern] { return known }
        let made = DeterministicPattern.all(of: pattern)
        automata[pattern] = .some(made)
        return made
    }
}

/// The table of a pattern with its classes of scalars.
struct DeterministicPattern {
    let table: PatternTable
    let alphabet: ScalarAlphabet
    /// Whether it must not match, as a part of a pattern with look-aheads.
    var isNegative = false

    private init?(_ syntax: PatternSyntax) {
        var work = 0
        guard let machine = try? PatternMachine(syntax), let table = PatternTable(machine, &work)
        else { return nil }
        self.table = table
        alphabet = machine.alphabet
    }

    /// The automaton of some texts.
    init?(texts: [String]) {
        let branches = texts.map { text in
            PatternSyntax.sequence(text.unicodeScalars.map { .set(ScalarSet($0.value)) })
        }
        self.init(.sequence([.assertion(.start), .choice(branches), .assertion(.end)]))
    }

    /// The automata that a pattern is together; `nil` if one would be too large.
    static func all(of pattern: String) -> [DeterministicPattern]? {
        guard let syntax = try? PatternParser.parse(pattern) else { return nil }
        guard let conjunction = PatternConjunction(syntax) else {
            return DeterministicPattern(syntax).map { [$0] }
        }
        var parts: [DeterministicPattern] = []
        for part in conjunction.parts {
            guard var automaton = DeterministicPattern(part.syntax) else { return nil }
            automaton.isNegative = part.isNegative
            parts.append(automaton)
        }
        return parts
    }
}

/// One search through a product of automata.
private struct PatternSearch {
    private struct State: Hashable {
        let parts: [UInt16]
        /// Scalars so far, as far as they matter.
        let length: Int
    }

    private let parts: [(automaton: DeterministicPattern, matches: Bool)]
    private let wanted: PatternProduct.Wanted
    private let statesMax: Int
    private let textsMax: Int
    /// A scalar for each class of scalars, with its class in each automaton.
    private var letters: [(scalar: Unicode.Scalar, classes: [Int])] = []
    private var states: [State] = []
    private var origins: [(state: Int, letter: Int)] = []
    private var numbers: [State: Int] = [:]

    init(
        _ parts: [(automaton: DeterministicPattern, matches: Bool)],
        _ wanted: PatternProduct.Wanted, statesMax: Int, textsMax: Int
    ) {
        self.parts = parts
        self.wanted = wanted
        self.statesMax = statesMax
        self.textsMax = textsMax
        letters = Self.letters(parts.map(\.automaton.alphabet))
    }

    private mutating func add(_ state: State, from origin: (state: Int, letter: Int)) {
        guard numbers[state] == nil else { return }
        numbers[state] = states.count
        states.append(state)
        origins.append(origin)
    }

    consuming func run() -> PatternProduct.Found {
        guard parts.count * letters.count <= statesMax else { return .tooLarge }
        var found: [String] = []
        add(State(parts: parts.map(\.automaton.table.start), length: 0), from: (-1, -1))
        var next = 0
        var level = 0
        var levelEnd = 1
        while next < states.count {
            if next == levelEnd {
                level += 1
                levelEnd = states.count
            }
            if level > wanted.maxLength ?? .max { break }
            let state = states[next]
            if accepts(state) {
                found.append(text(of: next))
                if found.count >= textsMax { break }
            }
            for letter in letters.indices {
                guard states.count < statesMax else {
                    return found.isEmpty ? .tooLarge : .texts(found)
                }
                if let following = step(state, letter) { add(following, from: (next, letter)) }
            }
            next += 1
        }
        return found.isEmpty ? .nothing : .texts(found)
    }

    /// The state after one more scalar; `nil` if nothing that is wanted follows.
    private func step(_ state: State, _ letter: Int) -> State? {
        var following: [UInt16] = []
        following.reserveCapacity(parts.count)
        for (position, part) in parts.enumerated() {
            let before = Int(state.parts[position])
            let table = part.automaton.table
            let after =
                before < 2
                ? UInt16(before)
                : table.transitions[before * table.classCount + letters[letter].classes[position]]
            // State 0 is lost for ever, state 1 has matched for ever.
            if after == (part.matches ? 0 : 1) { return nil }
            following.append(after)
        }
        return State(parts: following, length: min(state.length + 1, wanted.minLength))
    }

    private func accepts(_ state: State) -> Bool {
        guard state.length >= wanted.minLength else { return false }
        return parts.enumerated().allSatisfy { position, part in
            (part.automaton.table.acceptsAtEnd[Int(state.parts[position])] != 0) == part.matches
        }
    }

    private func text(of state: Int) -> String {
        var scalars: [Unicode.Scalar] = []
        var state = state
        while origins[state].state >= 0 {
            scalars.append(letters[origins[state].letter].scalar)
            state = origins[state].state
        }
        return String(String.UnicodeScalarView(scalars.reversed()))
    }

    /// A partition of all scalars that none of the alphabets tells apart further.
    private static func letters(
        _ alphabets: [ScalarAlphabet]
    ) -> [(scalar: Unicode.Scalar, classes: [Int])] {
        // Letters and digits first, so that a text found is one that can be read.
        var bounds: Set<UInt32> = [0, 1, 0x20, 0x7F, 0xD800, 0xE000]
        for alphabet in alphabets { bounds.formUnion(alphabet.starts) }
        let readable = "aA0bB1cC2 ".unicodeScalars.map(\.value)
        let printable = (0x21...0x7E as ClosedRange<UInt32>).map { $0 }
        let starts = bounds.filter { $0 > 0 }.sorted() + [0]
        var known: Set<[Int]> = []
        var letters: [(scalar: Unicode.Scalar, classes: [Int])] = []
        for value in readable + printable + starts {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let classes = alphabets.map { Int($0.classOf(value)) }
            if known.insert(classes).inserted { letters.append((scalar, classes)) }
        }
        return letters
    }
}
