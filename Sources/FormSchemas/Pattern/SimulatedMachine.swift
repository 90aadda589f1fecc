/// Runs a nondeterministic automaton state set by state set.
///
/// Look-arounds are run first, over the whole text, inner ones before outer ones; then each holds
/// or does not at each position, as `^` and `$` do.
///
/// - Cost: time linear in the text times the states; six bytes for each scalar of the text.
final class SimulatedMachine: Sendable {
    private let machine: PatternMachine

    init(_ machine: PatternMachine) { self.machine = machine }

    func matches(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var run = Run(machine, bytes, count)
        for index in machine.looks.indices { run.note(index) }
        return run.matches()
    }

    /// One text, as classes of the machine's alphabet.
    private struct Run {
        let machine: PatternMachine
        var classes: [UInt16] = []
        var visited: [Bool]
        /// For each position, the look-arounds that hold there, of those that were run.
        var holding: [UInt32] = []

        init(_ machine: PatternMachine, _ bytes: UnsafePointer<UInt8>, _ count: Int) {
            self.machine = machine
            visited = [Bool](repeating: false, count: machine.states.count)
            classes.reserveCapacity(count)
            var offset = 0
            while offset < count {
                let (scalar, length) = UTF8Scan.scalar(at: offset, in: bytes)
                classes.append(machine.alphabet.classOf(scalar))
                offset += length
            }
            if !machine.looks.isEmpty {
                holding = [UInt32](repeating: 0, count: classes.count + 1)
            }
        }

        mutating func matches() -> Bool {
            var cores: [Int] = []
            for position in 0...classes.count {
                cores.append(machine.start)
                if step(&cores, at: position, taking: position) { return true }
            }
            return false
        }

        mutating func note(_ lookIndex: Int) {
            let look = machine.looks[lookIndex]
            var cores: [Int] = []
            for index in 0...classes.count {
                let position = look.isAhead ? classes.count - index : index
                cores.append(look.start)
                let isMatch = step(
                    &cores, at: position, taking: look.isAhead ? position - 1 : position)
                if isMatch != look.isNegative { holding[position] |= 1 << UInt32(lookIndex) }
            }
        }

        /// Whether a state accepts at `position`; then takes the scalar at `index`, if there is.
        private mutating func step(
            _ cores: inout [Int], at position: Int, taking index: Int
        ) -> Bool {
            let closure = machine.closure(of: cores, in: context(position), visited: &visited)
            cores.removeAll(keepingCapacity: true)
            var accepts = false
            let members =
                classes.indices.contains(index)
                ? machine.alphabet.members[Int(classes[index])] : []
            for state in closure {
                switch machine.states[state] {
                case .accept: accepts = true
                case .take(let set, let target):
                    if !members.isEmpty, members[set] { cores.append(target) }
                case .split, .assert, .look: break
                }
            }
            return accepts
        }

        private func context(_ position: Int) -> PatternMachine.Context {
            PatternMachine.Context(
                atStart: position == 0, atEnd: position == classes.count,
                afterWord: isWord(position - 1), beforeWord: isWord(position),
                holding: holding.isEmpty ? 0 : holding[position])
        }

        private func isWord(_ index: Int) -> Bool {
            guard machine.hasWordAssertions, classes.indices.contains(index) else { return false }
            return machine.alphabet.members[Int(classes[index])][machine.sets.count]
        }
    }
}
