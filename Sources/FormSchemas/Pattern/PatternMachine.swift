/// The nondeterministic automaton of a pattern, over classes of scalars.
struct PatternMachine {
    enum State {
        /// Takes one scalar of the set, then goes on.
        case take(set: Int, next: Int)
        case split(Int, Int)
        case assert(PatternSyntax.Assertion, next: Int)
        /// Goes on where a look-around holds.
        case look(Int, next: Int)
        case accept
    }

    /// A look-around: an automaton of its own, which says for each position whether it holds.
    ///
    /// That of a look-ahead reads the text backwards, so that one run finds all positions from
    /// which its pattern matches; that of a look-behind reads it forwards.
    struct Look {
        let start: Int
        let isAhead: Bool
        let isNegative: Bool
    }

    static let statesMax = 20_000
    static let simulatedStatesMax = 2_000
    /// Look-arounds; each has a bit in ``Context/holding``.
    static let looksMax = 32

    private(set) var states: [State] = []
    private(set) var sets: [ScalarSet] = []
    private(set) var start = 0
    /// Inner ones before those that they are part of.
    private(set) var looks: [Look] = []
    private(set) var alphabet: ScalarAlphabet
    private(set) var hasWordAssertions = false
    private var setIndex: [ScalarSet: Int] = [:]
    private var lookIndex: [Int: Int] = [:]

    init(_ syntax: PatternSyntax) throws(PatternError) {
        alphabet = ScalarAlphabet([])
        let accept = try add(.accept)
        start = try build(syntax, next: accept, isReversed: false)
        alphabet = ScalarAlphabet(sets + (hasWordAssertions ? [.word] : []))
    }

    private mutating func add(_ state: State) throws(PatternError) -> Int {
        guard states.count < Self.statesMax else {
            throw PatternError(reason: .tooLarge, offset: 0, message: "the pattern is too large")
        }
        states.append(state)
        return states.count - 1
    }

    /// Adds the states of `syntax` in front of `next`; returns the first.
    private mutating func build(
        _ syntax: PatternSyntax, next: Int, isReversed: Bool
    ) throws(PatternError) -> Int {
        switch syntax {
        case .empty: return next
        case .set(let set):
            let index = setIndex[set] ?? sets.count
            if index == sets.count {
                sets.append(set)
                setIndex[set] = index
            }
            return try add(.take(set: index, next: next))
        case .sequence(let terms):
            var first = next
            for index in terms.indices {
                let term = terms[isReversed ? index : terms.count - 1 - index]
                first = try build(term, next: first, isReversed: isReversed)
            }
            return first
        case .choice(let branches):
            var first = try build(
                branches[branches.count - 1], next: next, isReversed: isReversed)
            for branch in branches.dropLast().reversed() {
                let other = try build(branch, next: next, isReversed: isReversed)
                first = try add(.split(other, first))
            }
            return first
        case .assertion(let assertion):
            if assertion == .wordBoundary || assertion == .notWordBoundary {
                hasWordAssertions = true
            }
            return try add(.assert(assertion, next: next))
        case .repetition(let inner, let least, let most):
            return try build(
                inner, least: least, most: most, next: next, isReversed: isReversed)
        case .look(let inner, let number, let isAhead, let isNegative):
            // What is repeated is one look-around all the same.
            if let known = lookIndex[number] { return try add(.look(known, next: next)) }
            let accept = try add(.accept)
            let start = try build(inner, next: accept, isReversed: isAhead)
            guard looks.count < Self.looksMax else {
                throw PatternError(
                    reason: .tooLarge, offset: 0, message: "the pattern looks around too often")
            }
            lookIndex[number] = looks.count
            looks.append(Look(start: start, isAhead: isAhead, isNegative: isNegative))
            return try add(.look(looks.count - 1, next: next))
        case .notLinear(let what, let offset):
            throw PatternError(
                reason: .notLinear, offset: offset,
                message: "\(what) cannot be matched in linear time")
        }
    }

    private mutating func build(
        _ inner: PatternSyntax, least: Int, most: Int?, next: Int, isReversed: Bool
    ) throws(PatternError) -> Int {
        var first = next
        if let most {
            guard most <= Self.statesMax else {
                throw PatternError(
                    reason: .tooLarge, offset: 0, message: "a repetition is too long")
            }
            for _ in least..<most {
                let body = try build(inner, next: first, isReversed: isReversed)
                first = try add(.split(body, next))
            }
        } else {
            first = try add(.split(next, next))
            let body = try build(inner, next: first, isReversed: isReversed)
            states[first] = .split(body, next)
        }
        guard least <= Self.statesMax else {
            throw PatternError(reason: .tooLarge, offset: 0, message: "a repetition is too long")
        }
        for _ in 0..<least {
            let statesBefore = states.count
            first = try build(inner, next: first, isReversed: isReversed)
            // Repeating what takes nothing adds nothing, however often.
            if states.count == statesBefore { break }
        }
        return first
    }

    /// What building it took: its states, and each interval of scalars looked up in each set.
    var work: Int { states.count + alphabet.starts.count * (sets.count + 1) }

    /// What stands around a position, for the assertions.
    struct Context: Hashable {
        var atStart = false
        var atEnd = false
        var afterWord = false
        var beforeWord = false
        /// The look-arounds that hold, one bit each.
        var holding: UInt32 = 0
    }

    /// All states reachable from `cores` without taking a scalar.
    func closure(of cores: [Int], in context: Context, visited: inout [Bool]) -> [Int] {
        var result: [Int] = []
        var stack = Array(cores.reversed())
        while let state = stack.popLast() {
            if visited[state] { continue }
            visited[state] = true
            result.append(state)
            switch states[state] {
            case .split(let first, let second):
                stack.append(second)
                stack.append(first)
            case .assert(let assertion, let next):
                if Self.holds(assertion, context) { stack.append(next) }
            case .look(let look, let next):
                if context.holding >> UInt32(look) & 1 != 0 { stack.append(next) }
            case .take, .accept: break
            }
        }
        for state in result { visited[state] = false }
        return result
    }

    private static func holds(_ assertion: PatternSyntax.Assertion, _ context: Context) -> Bool {
        switch assertion {
        case .start: context.atStart
        case .end: context.atEnd
        case .wordBoundary: context.afterWord != context.beforeWord
        case .notWordBoundary: context.afterWord == context.beforeWord
        }
    }
}

/// A partition of all scalars into classes that a pattern's sets do not tell apart.
struct ScalarAlphabet {
    /// First scalar of each interval, ascending, beginning with 0.
    private(set) var starts: [UInt32] = [0]
    /// The class of each interval.
    private(set) var classes: [UInt16] = [0]
    /// For each class, which of the sets contain it.
    private(set) var members: [[Bool]] = [[]]

    init(_ sets: [ScalarSet]) {
        guard !sets.isEmpty else { return }
        var bounds: Set<UInt32> = [0]
        for set in sets {
            for range in set.ranges {
                bounds.insert(range.lowerBound)
                if range.upperBound < ScalarSet.last { bounds.insert(range.upperBound + 1) }
            }
        }
        starts = bounds.sorted()
        classes = []
        members = []
        var known: [[Bool]: UInt16] = [:]
        for start in starts {
            let signature = sets.map { $0.contains(start) }
            if let index = known[signature] {
                classes.append(index)
            } else {
                let index = UInt16(members.count)
                known[signature] = index
                members.append(signature)
                classes.append(index)
            }
        }
    }

    func classOf(_ scalar: UInt32) -> UInt16 {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= scalar { low = middle } else { high = middle }
        }
        return classes[low]
    }

    /// The classes of the scalars from 0 to 127.
    var asciiClasses: [UInt16] {
        var result: [UInt16] = []
        result.reserveCapacity(128)
        var interval = 0
        for scalar in UInt32(0)..<128 {
            if interval + 1 < starts.count, starts[interval + 1] == scalar { interval += 1 }
            result.append(classes[interval])
        }
        return result
    }
}
