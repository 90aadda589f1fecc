/// A compiled pattern as raw tables, so that evaluating it counts no references.
///
/// The memory belongs to its ``Pattern``.
struct PatternAutomaton {
    private enum Form: UInt8 { case sequence, table, machine, conjunction }

    private let form: Form
    private var endsAtEnd = false
    private var steps: UnsafeMutablePointer<SequenceStep>?
    private var stepCount = 0
    /// Ranges of a sequence's sets beyond ASCII, or the starts of an alphabet's intervals.
    private var scalars: UnsafeMutablePointer<UInt32>?
    private var scalarCount = 0
    private var classes: UnsafeMutablePointer<UInt16>?
    private var ascii: UnsafeMutablePointer<UInt16>?
    private var transitions: UnsafeMutablePointer<UInt16>?
    private var acceptsAtEnd: UnsafeMutablePointer<UInt8>?
    private var classCount = 0
    private var start: UInt16 = 0
    private var machine: Unmanaged<SimulatedMachine>?
    private var parts: UnsafeMutablePointer<PatternAutomaton>?
    private var partCount = 0
    /// Whether it must not match, as a part of a conjunction.
    private var isNegative = false

    init(_ sequence: SetSequence) {
        form = .sequence
        endsAtEnd = sequence.endsAtEnd
        var ranges: [UInt32] = []
        var known: [ScalarSet: (start: UInt32, count: UInt32)] = [:]
        let steps = sequence.items.map { item in
            var step = SequenceStep(
                least: UInt32(min(item.least, Int(UInt32.max))),
                most: item.most.map { UInt32(min($0, Int(UInt32.max))) } ?? UInt32.max)
            (step.low, step.high) = Self.asciiBits(item.set)
            if let same = known[item.set] {
                (step.ranges, step.rangeCount) = same
                return step
            }
            step.ranges = UInt32(ranges.count)
            for range in item.set.ranges where range.upperBound > 0x7F {
                ranges += [max(range.lowerBound, 0x80), range.upperBound]
                step.rangeCount += 1
            }
            known[item.set] = (step.ranges, step.rangeCount)
            return step
        }
        self.steps = Self.copy(steps)
        stepCount = steps.count
        scalars = Self.copy(ranges)
    }

    init(_ table: PatternTable, _ alphabet: ScalarAlphabet) {
        form = .table
        scalars = Self.copy(alphabet.starts)
        scalarCount = alphabet.starts.count
        classes = Self.copy(alphabet.classes)
        ascii = Self.copy(alphabet.asciiClasses)
        transitions = Self.copy(table.transitions)
        acceptsAtEnd = Self.copy(table.acceptsAtEnd)
        classCount = table.classCount
        start = table.start
    }

    init(_ machine: PatternMachine) {
        form = .machine
        self.machine = Unmanaged.passRetained(SimulatedMachine(machine))
    }

    /// An automaton that matches where all of `parts` do; those that are negative must not.
    init(allOf parts: [(automaton: PatternAutomaton, isNegative: Bool)]) {
        form = .conjunction
        self.parts = Self.copy(
            parts.map { part in
                var automaton = part.automaton
                automaton.isNegative = part.isNegative
                return automaton
            })
        partCount = parts.count
    }

    func deallocate() {
        for index in 0..<partCount { parts?[index].deallocate() }
        parts?.deallocate()
        steps?.deallocate()
        scalars?.deallocate()
        classes?.deallocate()
        ascii?.deallocate()
        transitions?.deallocate()
        acceptsAtEnd?.deallocate()
        machine?.release()
    }

    /// The members of a set from 0 to 63 and from 64 to 127, one bit each.
    private static func asciiBits(_ set: ScalarSet) -> (low: UInt64, high: UInt64) {
        var bits: (low: UInt64, high: UInt64) = (0, 0)
        for range in set.ranges where range.lowerBound < 128 {
            for byte in range.lowerBound...min(range.upperBound, 127) {
                if byte < 64 {
                    bits.low |= 1 << UInt64(byte)
                } else {
                    bits.high |= 1 << UInt64(byte - 64)
                }
            }
        }
        return bits
    }

    private static func copy<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
        let target = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
        target.initialize(from: elements, count: elements.count)
        return target
    }

    /// Whether the pattern matches somewhere in well-formed UTF-8.
    @inline(__always)
    func matches(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        switch form {
        case .sequence: matchesSequence(bytes, count)
        case .table: matchesTable(bytes, count)
        case .machine: machine.unsafelyUnwrapped.takeUnretainedValue().matches(bytes, count)
        case .conjunction: matchesAll(bytes, count)
        }
    }

    private func matchesAll(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        let parts = self.parts.unsafelyUnwrapped
        for index in 0..<partCount
        where parts[index].matches(bytes, count) == parts[index].isNegative {
            return false
        }
        return true
    }

    private func matchesSequence(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        let steps = self.steps.unsafelyUnwrapped
        var offset = 0
        for index in 0..<stepCount {
            let step = steps + index
            let most = step.pointee.most
            var taken: UInt32 = 0
            while taken < most, offset < count {
                let byte = bytes[offset]
                if byte < 0x80 {
                    if !step.pointee.containsASCII(byte) { break }
                    offset &+= 1
                } else {
                    let (scalar, length) = UTF8Scan.scalar(at: offset, in: bytes)
                    if !contains(scalar, step.pointee) { break }
                    offset &+= length
                }
                taken &+= 1
            }
            if taken < step.pointee.least { return false }
        }
        return !endsAtEnd || offset == count
    }

    private func contains(_ scalar: UInt32, _ step: SequenceStep) -> Bool {
        let ranges = scalars.unsafelyUnwrapped + Int(step.ranges)
        var low = 0
        var high = Int(step.rangeCount)
        while low < high {
            let middle = (low &+ high) / 2
            if ranges[middle &* 2 &+ 1] < scalar { low = middle &+ 1 } else { high = middle }
        }
        return low < Int(step.rangeCount) && ranges[low &* 2] <= scalar
    }

    private func matchesTable(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        let transitions = self.transitions.unsafelyUnwrapped
        let ascii = self.ascii.unsafelyUnwrapped
        var state = Int(start)
        var offset = 0
        while offset < count {
            let byte = bytes[offset]
            let column: Int
            if byte < 0x80 {
                column = Int(ascii[Int(byte)])
                offset &+= 1
            } else {
                let (scalar, length) = UTF8Scan.scalar(at: offset, in: bytes)
                column = classOf(scalar)
                offset &+= length
            }
            state = Int(transitions[state &* classCount &+ column])
            if state < 2 { return state == 1 }
        }
        return acceptsAtEnd.unsafelyUnwrapped[state] != 0
    }

    private func classOf(_ scalar: UInt32) -> Int {
        let starts = scalars.unsafelyUnwrapped
        var low = 0
        var high = scalarCount
        while high &- low > 1 {
            let middle = (low &+ high) / 2
            if starts[middle] <= scalar { low = middle } else { high = middle }
        }
        return Int(classes.unsafelyUnwrapped[low])
    }
}
