/// A keyword by its name.
struct KnownKeyword {
    let name: String
    let shape: KeywordShape
    /// `nil` for one of an older draft: it has no effect, but the schemas in it can be referred to.
    let vocabulary: KeywordShape.Vocabulary?
    fileprivate let bytes: UnsafeBufferPointer<UInt8>
    /// The ``ByteHash`` of the name.
    fileprivate let hash: UInt64
}

/// All keywords by the hash that a tape keeps of every member name: found without making a string.
///
/// The table is made once and lives for ever; what it hands out counts no references.
struct KeywordTable: @unchecked Sendable {
    static let shared = KeywordTable()

    private static let slotCount = 256
    /// Indexes into `keywords`, + 1; 0 in a free slot.
    private let slots = UnsafeMutablePointer<UInt8>.allocate(capacity: slotCount)
    private let keywords: UnsafeMutablePointer<KnownKeyword>

    private init() {
        let all = KeywordShape.all.map { Self.keyword($0.name, $0.shape, $0.vocabulary) }
        keywords = .allocate(capacity: all.count + 1)
        keywords.initialize(from: all, count: all.count)
        (keywords + all.count).initialize(to: Self.keyword("definitions", .schemaMap, nil))
        slots.initialize(repeating: 0, count: Self.slotCount)
        for index in 0...all.count {
            var slot = Self.slot(keywords[index].hash)
            while slots[slot] != 0 { slot = Self.slot(slot + 1) }
            slots[slot] = UInt8(index + 1)
        }
    }

    private static func keyword(
        _ name: String, _ shape: KeywordShape, _ vocabulary: KeywordShape.Vocabulary?
    ) -> KnownKeyword {
        let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: name.utf8.count)
        _ = bytes.initialize(from: name.utf8)
        let start = UnsafePointer(bytes.baseAddress.unsafelyUnwrapped)
        return KnownKeyword(
            name: name, shape: shape, vocabulary: vocabulary, bytes: UnsafeBufferPointer(bytes),
            hash: ByteHash.hash(start, bytes.count, key: ByteHash.key))
    }

    private static func slot(_ value: some BinaryInteger) -> Int {
        Int(truncatingIfNeeded: value) & (slotCount - 1)
    }

    /// The keyword that the member name at `index` of a tape spells; `nil` if it is unknown.
    func find(_ index: Int, in storage: JSONStorage) -> UnsafePointer<KnownKeyword>? {
        let entry = storage.tape[index]
        var slot = Self.slot(entry.payload)
        while slots[slot] != 0 {
            let keyword = keywords + Int(slots[slot]) - 1
            if keyword.pointee.hash == entry.payload {
                let bytes = keyword.pointee.bytes
                let isSame = storage.withTape { _, text in
                    entry.withContent(of: text) { name, count in
                        count == bytes.count
                            && bytesEqual(name, bytes.baseAddress.unsafelyUnwrapped, count)
                    }
                }
                return isSame ? UnsafePointer(keyword) : nil
            }
            slot = Self.slot(slot + 1)
        }
        return nil
    }
}
