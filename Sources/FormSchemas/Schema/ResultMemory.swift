/// What nodes said of values, for schemas that ask the same thing over and over.
///
/// Where two branches per level look at the same member, a value at depth n is met 2^n times;
/// remembered, each pair of node and value is evaluated once. An open hash table of words: the
/// node above, then the tape index, then the result in the two lowest bits.
struct ResultMemory {
    enum Result: UInt64 {
        case no = 1
        case yes = 2
        case yesWithWarnings = 3
    }

    /// Results above which no more are kept: 16 MB.
    private static let countMax = 1 << 20

    private var slots: UnsafeMutablePointer<UInt64>?
    private var capacity = 0
    private var count = 0

    func deallocate() { slots?.deallocate() }

    func result(of node: Int, for index: Int) -> Result? {
        guard let slots else { return nil }
        let word = slots[slot(Self.key(node, index))]
        return Result(rawValue: word & 3)
    }

    /// Requires that the result is not known.
    mutating func remember(_ result: Result, of node: Int, for index: Int) {
        guard count < Self.countMax else { return }
        if count * 2 >= capacity { grow() }
        let key = Self.key(node, index)
        slots.unsafelyUnwrapped[slot(key)] = key | result.rawValue
        count += 1
    }

    /// A program has fewer than 2^28 nodes, a tape fewer than 2^32 entries.
    private static func key(_ node: Int, _ index: Int) -> UInt64 {
        UInt64(truncatingIfNeeded: node) << 34 | UInt64(truncatingIfNeeded: index) << 2
    }

    /// Where a key is, or is to be put.
    private func slot(_ key: UInt64) -> Int {
        let slots = slots.unsafelyUnwrapped
        let mixed = (key &* 0x9E37_79B9_7F4A_7C15) &>> 20
        var slot = Int(truncatingIfNeeded: mixed) & (capacity &- 1)
        while slots[slot] != 0, slots[slot] & ~3 != key { slot = (slot &+ 1) & (capacity &- 1) }
        return slot
    }

    private mutating func grow() {
        let old = UnsafeMutableBufferPointer(start: slots, count: capacity)
        capacity = max(1_024, capacity * 2)
        let larger = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity)
        larger.initialize(repeating: 0, count: capacity)
        slots = larger
        for word in old where word != 0 { larger[slot(word & ~3)] = word }
        old.deallocate()
    }
}
