/// The deterministic automaton of a pattern: a table of states by classes.
///
/// State 0 is lost, state 1 has matched; both are final whatever follows.
struct PatternTable {
    private(set) var transitions: [UInt16] = []
    private(set) var acceptsAtEnd: [UInt8] = []
    private(set) var start: UInt16 = 0
    let classCount: Int

    static let statesMax = 2_000
    static let entriesMax = 120_000
    /// States looked at while building; beyond, building would take too long.
    static let workMax = 4_000_000

    private struct Key: Hashable {
        let cores: [Int]
        let atStart: Bool
        let afterWord: Bool
    }

    /// `nil` if the table would be too large, or the pattern looks around.
    ///
    /// - Parameter total: grows by the work that this took, also in vain.
    init?(_ machine: PatternMachine, _ total: inout Int) {
        classCount = machine.alphabet.members.count
        guard classCount <= 4_096, machine.looks.isEmpty else { return nil }
        let isAnchored = machine.isAnchored
        transitions = Array(repeating: 0, count: 2 * classCount)
        for index in classCount..<2 * classCount { transitions[index] = 1 }
        acceptsAtEnd = [0, 1]

        var keys: [Key] = []
        var numbers: [Key: UInt16] = [:]
        var visited = [Bool](repeating: false, count: machine.states.count)
        func number(_ key: Key) -> UInt16 {
            if let known = numbers[key] { return known }
            keys.append(key)
            let number = UInt16(keys.count + 1)
            numbers[key] = number
            return number
        }
        start = number(Key(cores: [machine.start], atStart: true, afterWord: false))
        var next = 0
        var work = 0
        defer { total += work }
        while next < keys.count {
            guard keys.count <= Self.statesMax, keys.count * classCount <= Self.entriesMax,
                work <= Self.workMax
            else { return nil }
            let key = keys[next]
            work += (key.cores.count + 1) * (classCount + 3)
            next += 1
            transitions += Self.row(of: key, machine, isAnchored, &visited, number)
            let atEnd = PatternMachine.Context(
                atStart: key.atStart, atEnd: true, afterWord: key.afterWord)
            let final = machine.closure(of: key.cores, in: atEnd, visited: &visited)
            acceptsAtEnd.append(Self.accepts(final, machine) ? 1 : 0)
            work += final.count * (classCount + 3)
        }
    }

    private static func accepts(_ states: [Int], _ machine: PatternMachine) -> Bool {
        states.contains { if case .accept = machine.states[$0] { true } else { false } }
    }

    private static func row(
        of key: Key, _ machine: PatternMachine, _ isAnchored: Bool, _ visited: inout [Bool],
        _ number: (Key) -> UInt16
    ) -> [UInt16] {
        var row: [UInt16] = []
        row.reserveCapacity(machine.alphabet.members.count)
        // The closure depends on the next scalar only through being part of a word.
        var context = PatternMachine.Context(atStart: key.atStart, afterWord: key.afterWord)
        let closure = machine.closure(of: key.cores, in: context, visited: &visited)
        var beforeWord = closure
        if machine.hasWordAssertions {
            context.beforeWord = true
            beforeWord = machine.closure(of: key.cores, in: context, visited: &visited)
        }
        let accepts = accepts(closure, machine)
        let acceptsBeforeWord = self.accepts(beforeWord, machine)
        for members in machine.alphabet.members {
            let isWord = machine.hasWordAssertions && members[machine.sets.count]
            if isWord ? acceptsBeforeWord : accepts {
                row.append(1)
                continue
            }
            var cores: [Int] = []
            for state in isWord ? beforeWord : closure {
                if case .take(let set, let target) = machine.states[state], members[set] {
                    cores.append(target)
                }
            }
            // A match may begin at any position.
            if !isAnchored { cores.append(machine.start) }
            row.append(
                cores.isEmpty
                    ? 0 : number(Key(cores: unique(cores), atStart: false, afterWord: isWord)))
        }
        return row
    }

    /// Sorted, each once.
    private static func unique(_ cores: [Int]) -> [Int] {
        guard cores.count > 1 else { return cores }
        var result: [Int] = []
        for core in cores.sorted() where core != result.last { result.append(core) }
        return result
    }
}

extension PatternMachine {
    /// Whether nothing can match but from the start of the text.
    var isAnchored: Bool {
        var visited = [Bool](repeating: false, count: states.count)
        let reachable = closure(
            of: [start],
            in: Context(atStart: false, atEnd: true, afterWord: false, beforeWord: true),
            visited: &visited)
        let alsoReachable = closure(
            of: [start], in: Context(atStart: false, atEnd: true, afterWord: false),
            visited: &visited)
        return (reachable + alsoReachable).allSatisfy { state in
            switch states[state] {
            case .take, .look, .accept: false
            case .split, .assert: true
            }
        }
    }
}
