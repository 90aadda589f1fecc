/// The tables of a program while it is being compiled.
struct ProgramBuilder {
    var nodes: [ProgramNode] = []
    var instructions: [Instruction] = []
    var lists: [UInt32] = []
    var shapes: [ObjectShape] = []
    var properties: [PropertyEntry] = []
    var patternProperties: [PatternPropertyEntry] = []
    var slots: [UInt32] = []
    var names: [ProgramName] = []
    var sets: [StringSet] = []
    var setNames: [String] = []
    var literals: [Literal] = []
    var literalTape: [TapeEntry] = []
    var literalBytes: [UInt8] = []
    var patterns: [Pattern] = []
    var dynamicAnchors: [DynamicAnchor] = []
    var dynamicTargets: [DynamicTarget] = []
    var branchTables: [BranchTable] = []
    var branchCases: [BranchCase] = []
    var locations: [String] = []
    /// The schemas of the nodes, and the documents that they are in.
    var places: [SchemaPlace] = []
    var index = SchemaIndex(available: [:])
    var warnings: [SchemaWarning] = []
    var root: UInt32 = 0
    /// Whether the resources entered decide where a `$dynamicRef` leads.
    var tracksScope = false
    private var setByList: [String: UInt32] = [:]

    /// Adds a stretch of `lists`; returns its first index.
    mutating func addList(_ values: [UInt32]) -> UInt32 {
        let first = UInt32(lists.count)
        lists += values
        return first
    }

    /// Adds the bytes of a name; returns where they are.
    mutating func makeName(_ text: String) -> ProgramName {
        let offset = UInt32(literalBytes.count)
        var text = text
        return text.withUTF8 { bytes in
            literalBytes += bytes
            // An empty string has no address.
            var nothing: UInt8 = 0
            let hash =
                bytes.isEmpty
                ? ByteHash.hash(&nothing, 0, key: ByteHash.key)
                : ByteHash.hash(bytes.baseAddress!, bytes.count, key: ByteHash.key)
            return ProgramName(hash: hash, offset: offset, count: UInt32(bytes.count))
        }
    }

    mutating func addName(_ text: String) -> UInt32 {
        names.append(makeName(text))
        return UInt32(names.count - 1)
    }

    /// Adds a hash table over `entries`; returns its first slot and its mask.
    ///
    /// A slot holds index + 1 of an entry, or 0. At most half of the slots are taken.
    mutating func addSlots(_ entries: [ProgramName]) -> (first: UInt32, mask: UInt32) {
        addSlots(hashes: entries.map(\.hash))
    }

    private mutating func addSlots(hashes: [UInt64]) -> (first: UInt32, mask: UInt32) {
        var capacity = 4
        while capacity < hashes.count * 2 { capacity *= 2 }
        let first = slots.count
        let mask = capacity - 1
        slots += Array(repeating: 0, count: capacity)
        for (index, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[first + slot] != 0 { slot = (slot + 1) & mask }
            slots[first + slot] = UInt32(index + 1)
        }
        return (UInt32(first), UInt32(mask))
    }

    /// Adds a set of strings; a code list is added once per program.
    mutating func addSet(_ strings: [String], list: String = "") -> UInt32 {
        if !list.isEmpty, let known = setByList[list] { return known }
        var unique: [String] = []
        var seen: Set<[UInt8]> = []
        for string in strings where seen.insert(Array(string.utf8)).inserted {
            unique.append(string)
        }
        let entries = unique.map { makeName($0) }
        // Slots of sets hold indexes into `names`.
        let base = UInt32(names.count)
        names += entries
        let (first, mask) = addSlots(entries)
        for slot in Int(first)...Int(first + mask) where slots[slot] != 0 { slots[slot] += base }
        sets.append(StringSet(slots: first, slotMask: mask))
        setNames.append(list)
        let index = UInt32(sets.count - 1)
        if !list.isEmpty { setByList[list] = index }
        return index
    }

    /// Enumerations of at most this many values are compared one by one.
    private static let scannedLiteralsMax = 8

    /// Adds the values of an enumeration; returns its instruction.
    mutating func addEnumeration(_ elements: [JSONNode]) -> Instruction {
        let literals = elements.map { addLiteral($0) }
        var instruction = Instruction(
            opcode: .enum, keyword: .enum, a: addList(literals), b: UInt32(literals.count),
            c: Instruction.none)
        if elements.count > Self.scannedLiteralsMax, let base = literals.first {
            let hashes = elements.map { element in
                element.storage.withTape { tape, bytes in
                    JSONEquality.hash(TapeValue(tape: tape, bytes: bytes, index: element.index))
                }
            }
            // Slots hold indexes into `literals`, + 1.
            let (first, mask) = addSlots(hashes: hashes)
            for slot in Int(first)...Int(first + mask) where slots[slot] != 0 {
                slots[slot] += base
            }
            sets.append(StringSet(slots: first, slotMask: mask))
            setNames.append("")
            instruction.c = UInt32(sets.count - 1)
        }
        return instruction
    }

    /// Copies a value of the schema's text into the program; returns its literal.
    mutating func addLiteral(_ node: JSONNode) -> UInt32 {
        let range = node.byteRange
        let end = node.storage.next(after: node.index)
        let byteShift = literalBytes.count - range.lowerBound
        let tapeShift = literalTape.count - node.index
        literals.append(Literal(tapeIndex: UInt32(literalTape.count)))
        for index in node.index..<end {
            var entry = node.storage.tape[index]
            entry.start = UInt32(entry.offset + byteShift)
            if entry.isContainer {
                entry.payload =
                    UInt64(entry.end + byteShift) << 32 | UInt64(entry.next + tapeShift)
            }
            literalTape.append(entry)
        }
        literalBytes += node.storage.bytes[range]
        return UInt32(literals.count - 1)
    }
}
