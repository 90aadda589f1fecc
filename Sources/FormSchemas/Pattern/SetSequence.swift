/// A pattern that is a mere sequence of repeated character sets from the start of the text, such
/// as `^[A-Z]{2}-[0-9]{1,4}$`, and can be run without ever going back.
struct SetSequence {
    struct Item {
        let set: ScalarSet
        let least: Int
        let most: Int?
    }

    private(set) var items: [Item] = []
    private(set) var endsAtEnd = false

    /// `nil` if the pattern is not of this kind.
    init?(_ syntax: PatternSyntax) {
        guard case .sequence(let terms) = syntax, case .assertion(.start)? = terms.first else {
            return nil
        }
        for (position, term) in terms.dropFirst().enumerated() {
            if case .assertion(.end) = term, position == terms.count - 2 {
                endsAtEnd = true
            } else if !add(term) {
                return nil
            }
        }
        guard items.count <= 64, isDeterministic else { return nil }
    }

    private mutating func add(_ term: PatternSyntax) -> Bool {
        switch term {
        case .set(let set): items.append(Item(set: set, least: 1, most: 1))
        case .repetition(.set(let set), let least, let most):
            items.append(Item(set: set, least: least, most: most))
        case .sequence(let terms): return terms.allSatisfy { add($0) }
        case .empty: break
        default: return false
        }
        return true
    }

    /// Whether taking as many as possible of each item is always right: what a variable item
    /// could take is never what an item after it needs.
    private var isDeterministic: Bool {
        for (index, item) in items.enumerated() where item.most != item.least {
            for follower in items[(index + 1)...] {
                if !item.set.isDisjoint(with: follower.set) { return false }
                if follower.least > 0 { break }
            }
        }
        return true
    }
}

/// One item of a sequence as the matcher reads it: ASCII as two bit sets, the rest as ranges.
struct SequenceStep {
    var low: UInt64 = 0
    var high: UInt64 = 0
    /// First range of the scalars beyond ASCII, and their number.
    var ranges: UInt32 = 0
    var rangeCount: UInt32 = 0
    var least: UInt32
    var most: UInt32

    @inline(__always)
    func containsASCII(_ byte: UInt8) -> Bool {
        (byte < 64 ? low &>> UInt64(byte) : high &>> UInt64(byte &- 64)) & 1 != 0
    }
}
