/// A value somewhere: the tape and the text it lies in.
struct TapeValue {
    let tape: UnsafeMutablePointer<TapeEntry>
    let bytes: UnsafePointer<UInt8>
    let index: Int

    @inline(__always) var entry: TapeEntry { tape[index] }

    @inline(__always)
    func at(_ index: Int) -> TapeValue { TapeValue(tape: tape, bytes: bytes, index: index) }

    /// The index after a value and all it holds.
    @inline(__always)
    func next(after index: Int) -> Int { tape[index].isContainer ? tape[index].next : index &+ 1 }

    func decimal(_ entry: TapeEntry) -> JSONDecimal {
        JSONDecimal(UnsafeBufferPointer(start: bytes + entry.offset, count: entry.count))
    }

    /// The number if it has at most 18 digits.
    @inline(__always)
    func short(_ entry: TapeEntry) -> ShortDecimal? {
        if entry.kind == .integer { return ShortDecimal(significand: entry.integer, exponent: 0) }
        if let packed = ShortDecimal(packed: entry.payload) { return packed }
        return ShortDecimal(bytes + entry.offset, count: entry.count)
    }
}

/// Equality of JSON values: numbers by value, strings by content, members in any order.
///
/// - Source: JSON Schema 2020-12 Core, section 4.2.2.
enum JSONEquality {
    static func equal(_ left: TapeValue, _ right: TapeValue) -> Bool {
        equal(left.entry, left, right.entry, right)
    }

    /// The same for a value whose entry is not the one on the tape (a member's name).
    static func equal(
        _ first: TapeEntry, _ left: TapeValue, _ second: TapeEntry, _ right: TapeValue
    ) -> Bool {
        switch (first.kind, second.kind) {
        case (.null, .null), (.true, .true), (.false, .false): true
        case (.integer, .integer): first.payload == second.payload
        case (.integer, .decimal), (.decimal, .integer), (.decimal, .decimal):
            sameNumber(first, left, second, right)
        case (.string, .string):
            first.count == second.count
                && bytesEqual(
                    left.bytes + first.offset, right.bytes + second.offset, first.count)
        case (.string, .escaped), (.escaped, .string), (.escaped, .escaped):
            sameText(first, left, second, right)
        case (.array, .array): first.count == second.count && sameElements(left, right)
        case (.object, .object): first.count == second.count && sameMembers(left, right)
        default: false
        }
    }

    private static func sameNumber(
        _ first: TapeEntry, _ left: TapeValue, _ second: TapeEntry, _ right: TapeValue
    ) -> Bool {
        if let one = left.short(first), let two = right.short(second) {
            return one.compared(to: two) == 0
        }
        return left.decimal(first) == right.decimal(second)
    }

    private static func sameText(
        _ first: TapeEntry, _ left: TapeValue, _ second: TapeEntry, _ right: TapeValue
    ) -> Bool {
        first.withContent(of: left.bytes) { one, oneCount in
            second.withContent(of: right.bytes) { two, twoCount in
                oneCount == twoCount && bytesEqual(one, two, oneCount)
            }
        }
    }

    private static func sameElements(_ left: TapeValue, _ right: TapeValue) -> Bool {
        var first = left.index + 1
        var second = right.index + 1
        for _ in 0..<left.entry.count {
            guard equal(left.at(first), right.at(second)) else { return false }
            first = left.next(after: first)
            second = right.next(after: second)
        }
        return true
    }

    /// Objects with at most this many members are compared by looking each one up.
    private static let scannedMembersMax = 32

    private static func sameMembers(_ left: TapeValue, _ right: TapeValue) -> Bool {
        if left.entry.count > scannedMembersMax { return sameSortedMembers(left, right) }
        var name = left.index + 1
        for _ in 0..<left.entry.count {
            guard let other = member(named: left.tape[name], of: left, in: right),
                equal(left.at(name + 1), right.at(other))
            else { return false }
            name = left.next(after: name + 1)
        }
        return true
    }

    /// Finds a member's value by the name at another place; by hash, then on the bytes.
    private static func member(
        named wanted: TapeEntry, of left: TapeValue, in object: TapeValue
    ) -> Int? {
        var name = object.index + 1
        for _ in 0..<object.entry.count {
            let entry = object.tape[name]
            if entry.payload == wanted.payload, sameText(wanted, left, entry, object) {
                return name + 1
            }
            name = object.next(after: name + 1)
        }
        return nil
    }

    /// The same for large objects: n log n, in whatever order the members stand.
    private static func sameSortedMembers(_ left: TapeValue, _ right: TapeValue) -> Bool {
        zip(sortedMembers(left), sortedMembers(right)).allSatisfy { first, second in
            sameText(left.tape[first], left, right.tape[second], right)
                && equal(left.at(first + 1), right.at(second + 1))
        }
    }

    private static func sortedMembers(_ object: TapeValue) -> [Int] {
        var names: [Int] = []
        names.reserveCapacity(object.entry.count)
        var name = object.index + 1
        for _ in 0..<object.entry.count {
            names.append(name)
            name = object.next(after: name + 1)
        }
        return names.sorted { object.tape[$0].payload < object.tape[$1].payload }
    }

    /// A hash that equal values share; members add up in any order.
    static func hash(_ value: TapeValue) -> UInt64 {
        let entry = value.entry
        switch entry.kind {
        case .null: return 1
        case .true: return 2
        case .false: return 3
        case .integer: return hash(entry.integer)
        case .decimal: return hashDecimal(value)
        case .string, .escaped:
            return entry.withContent(of: value.bytes) {
                ByteHash.hash($0, $1, key: ByteHash.key)
            }
        case .array:
            var state: UInt64 = 5
            var index = value.index + 1
            for _ in 0..<entry.count {
                state = spread(state) ^ hash(value.at(index))
                index = value.next(after: index)
            }
            return spread(state)
        case .object:
            var sum: UInt64 = 7
            var name = value.index + 1
            for _ in 0..<entry.count {
                sum &+= spread(value.tape[name].payload ^ spread(hash(value.at(name + 1))))
                name = value.next(after: name + 1)
            }
            return sum
        }
    }

    private static func hash(_ integer: Int64) -> UInt64 { spread(UInt64(bitPattern: integer)) }

    /// Numbers that fit are hashed as integers, short ones by significand and exponent without
    /// zeros at the end, whatever way they were written.
    private static func hashDecimal(_ value: TapeValue) -> UInt64 {
        if let short = value.short(value.entry) { return hash(short) }
        let decimal = value.decimal(value.entry)
        if let integer = decimal.integer { return hash(Int64(integer)) }
        if let short = ShortDecimal(decimal) { return hash(short) }
        var hasher = Hasher()
        hasher.combine(decimal)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }

    private static func hash(_ short: ShortDecimal) -> UInt64 {
        if let integer = short.integer { return hash(integer) }
        let number = short.normalized
        return spread(hash(number.significand) ^ UInt64(bitPattern: Int64(number.exponent)))
    }

    private static func spread(_ value: UInt64) -> UInt64 {
        let product = (value ^ ByteHash.key).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }

    /// Finds the first element that equals an earlier one; small arrays by comparing, large ones
    /// with a hash table.
    static func firstDuplicate(in array: TapeValue) -> (first: Int, second: Int)? {
        let count = array.entry.count
        guard count > 1 else { return nil }
        if count <= 8 { return scannedDuplicate(array, count) }
        var capacity = 32
        while capacity < count &* 2 { capacity &*= 2 }
        return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: capacity) { slots in
            slots.initialize(repeating: 0)
            return hashedDuplicate(array, count, slots)
        }
    }

    /// A slot holds the upper half of an element's hash and its tape index, or 0.
    private static func hashedDuplicate(
        _ array: TapeValue, _ count: Int, _ slots: UnsafeMutableBufferPointer<UInt64>
    ) -> (first: Int, second: Int)? {
        let mask = slots.count &- 1
        var index = array.index + 1
        for position in 0..<count {
            let hash = hash(array.at(index))
            let upper = hash & 0xFFFF_FFFF_0000_0000
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != 0 {
                let other = Int(slots[slot] & 0xFFFF_FFFF)
                if slots[slot] & 0xFFFF_FFFF_0000_0000 == upper,
                    equal(array.at(other), array.at(index))
                {
                    return (place(of: other, in: array), position)
                }
                slot = (slot &+ 1) & mask
            }
            slots[slot] = upper | UInt64(index)
            index = array.next(after: index)
        }
        return nil
    }

    /// The number of the element at a tape index.
    private static func place(of wanted: Int, in array: TapeValue) -> Int {
        var index = array.index + 1
        var position = 0
        while index < wanted {
            index = array.next(after: index)
            position += 1
        }
        return position
    }

    private static func scannedDuplicate(
        _ array: TapeValue, _ count: Int
    ) -> (first: Int, second: Int)? {
        var second = array.next(after: array.index + 1)
        for position in 1..<count {
            var first = array.index + 1
            for other in 0..<position {
                if equal(array.at(first), array.at(second)) { return (other, position) }
                first = array.next(after: first)
            }
            second = array.next(after: second)
        }
        return nil
    }
}
