/// A keyword by its name, found without making a string.
struct KnownKeyword {
    let name: String
    let shape: KeywordShape
    /// `nil` for one of an older draft: it has no effect, but the schemas in it can be referred to.
    let vocabulary: KeywordShape.Vocabulary?
}

/// All keywords in a hash table by the ``ByteHash`` that a tape keeps of every member name.
struct KeywordTable {
    static let shared = KeywordTable()

    private struct Slot {
        let hash: UInt64
        let keyword: KnownKeyword
    }

    private let slots: [Slot?]
    private static let slotCount = 256

    private init() {
        var keywords = KeywordShape.all.map {
            KnownKeyword(name: $0.name, shape: $0.shape, vocabulary: $0.vocabulary)
        }
        keywords.append(KnownKeyword(name: "definitions", shape: .schemaMap, vocabulary: nil))
        var slots = [Slot?](repeating: nil, count: Self.slotCount)
        for keyword in keywords {
            let bytes = Array(keyword.name.utf8)
            let hash = ByteHash.hash(bytes, bytes.count, key: ByteHash.key)
            var slot = Int(truncatingIfNeeded: hash) & (Self.slotCount - 1)
            while slots[slot] != nil { slot = (slot + 1) & (Self.slotCount - 1) }
            slots[slot] = Slot(hash: hash, keyword: keyword)
        }
        self.slots = slots
    }

    /// The keyword that the member name at `index` of a tape spells; `nil` if it is unknown.
    func find(_ index: Int, in storage: JSONStorage) -> KnownKeyword? {
        let hash = storage.tape[index].payload
        var slot = Int(truncatingIfNeeded: hash) & (Self.slotCount - 1)
        while let known = slots[slot] {
            if known.hash == hash {
                let name = JSONNode(storage: storage, index: index)
                return name.isText(known.keyword.name) ? known.keyword : nil
            }
            slot = (slot + 1) & (Self.slotCount - 1)
        }
        return nil
    }
}

extension JSONStorage {
    /// The keyword that a member name spells; `nil` if it is unknown.
    func keyword(named index: Int) -> KnownKeyword? { KeywordTable.shared.find(index, in: self) }
}
