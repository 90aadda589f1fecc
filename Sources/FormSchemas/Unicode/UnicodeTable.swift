import CEmbedded

/// One table of Unicode data, in the binary's own memory: nothing is read or built at launch.
///
/// The words are those of scripts/generate-unicode, which says where they come from: a *set* holds
/// the first scalars of intervals that are in turn inside and outside of it; a *map* holds
/// `first scalar << 8 | value` for each interval of equal values.
struct UnicodeTable: @unchecked Sendable {
    let words: UnsafeBufferPointer<UInt32>

    /// Finds a table by its name; `nil` if there is none.
    ///
    /// - Cost: a binary search among some 900 names.
    static func find(_ name: String) -> UnicodeTable? {
        let wanted = Array(name.utf8)
        var low = 0
        var high = Int(pack[0])
        while low < high {
            let middle = (low + high) / 2
            if self.name(middle).lexicographicallyPrecedes(wanted) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        guard low < Int(pack[0]), self.name(low).elementsEqual(wanted) else { return nil }
        let entry = 1 + 4 * low
        let first = Int(pack[entry + 2])
        return UnicodeTable(
            words: UnsafeBufferPointer(
                rebasing: pack[first..<first + Int(pack[entry + 3])]))
    }

    /// Finds a table that this engine's own code names.
    ///
    /// - Precondition: there is one; the binary is damaged otherwise.
    static func known(_ name: String) -> UnicodeTable {
        guard let table = find(name) else {
            preconditionFailure("the embedded Unicode tables are damaged")
        }
        return table
    }

    /// The names of all tables, in the order of their bytes.
    static var names: [String] {
        (0..<Int(pack[0])).map { String(decoding: name($0), as: UTF8.self) }
    }

    /// The value of a map for a scalar.
    func value(of scalar: UInt32) -> UInt8 {
        // The last word whose scalar is not after this one; the first word's is 0.
        UInt8(truncatingIfNeeded: words[count(upTo: scalar << 8 | 0xFF) - 1])
    }

    /// Whether a set has a scalar.
    func contains(_ scalar: UInt32) -> Bool { count(upTo: scalar) & 1 == 1 }

    /// A set's intervals.
    var ranges: [ClosedRange<UInt32>] {
        stride(from: 0, to: words.count, by: 2).map { words[$0]...words[$0 + 1] - 1 }
    }

    /// How many words are not greater than `limit`; the words ascend.
    private func count(upTo limit: UInt32) -> Int {
        var low = 0
        var high = words.count
        while low < high {
            let middle = (low &+ high) / 2
            if words[middle] <= limit { low = middle &+ 1 } else { high = middle }
        }
        return low
    }

    // MARK: - The pack

    private static var pack: UnsafeBufferPointer<UInt32> {
        UnsafeBufferPointer(start: embedded_unicode(), count: embedded_unicode_bytes() / 4)
    }

    private static func name(_ index: Int) -> UnsafeRawBufferPointer.SubSequence {
        let bytes = UnsafeRawBufferPointer(
            start: embedded_unicode(), count: embedded_unicode_bytes())
        let start = Int(pack[1 + 4 * index])
        return bytes[start..<start + Int(pack[2 + 4 * index])]
    }
}
