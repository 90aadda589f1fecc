/// The tables of a program while it is being compiled.
struct ProgramBuilder {
    var nodes: [ProgramNode] = []
    /// The same for the fast verdict, and more; see ``FastProgram``.
    var fastNodes: [ProgramNode] = []
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
        var text = text
        return text.withUTF8 { bytes in
            // An empty string has no address.
            var nothing: UInt8 = 0
            let hash =
                bytes.isEmpty
                ? ByteHash.hash(&nothing, 0, key: ByteHash.key)
                : ByteHash.hash(bytes.baseAddress!, bytes.count, key: ByteHash.key)
            return makeName(bytes, hash)
        }
    }

    /// Adds a member name of a document, whose hash its tape knows.
    mutating func makeName(_ index: Int, in storage: JSONStorage) -> ProgramName {
        let entry = storage.tape[index]
        return storage.withTape { _, text in
            entry.withContent(of: text) { bytes, count in
                makeName(UnsafeBufferPointer(start: bytes, count: count), entry.payload)
            }
        }
    }

    private mutating func makeName(
        _ bytes: UnsafeBufferPointer<UInt8>, _ hash: UInt64
    ) -> ProgramName {
        let offset = UInt32(literalBytes.count)
        literalBytes += bytes
        return ProgramName(hash: hash, offset: offset, count: UInt32(bytes.count))
    }

    func isSame(_ left: ProgramName, _ right: ProgramName) -> Bool {
        left.hash == right.hash && left.count == right.count
            && literalBytes[Int(left.offset)...].prefix(Int(left.count))
                .elementsEqual(literalBytes[Int(right.offset)...].prefix(Int(right.count)))
    }

    func bytes(of name: ProgramName) -> [UInt8] {
        Array(literalBytes[Int(name.offset)...].prefix(Int(name.count)))
    }

    /// The strings of a set, in no order.
    func strings(of set: UInt32) -> [[UInt8]] {
        let table = sets[Int(set)]
        return slots[Int(table.slots)...Int(table.slots + table.slotMask)]
            .filter { $0 > 0 }
            .map { bytes(of: names[Int($0) - 1]) }
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
        let (first, mask) = addSlots(for: hashes.count)
        for (index, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[first + slot] != 0 { slot = (slot + 1) & mask }
            slots[first + slot] = UInt32(index + 1)
        }
        return (UInt32(first), UInt32(mask))
    }

    private mutating func addSlots(for count: Int) -> (first: Int, mask: Int) {
        var capacity = 4
        while capacity < count * 2 { capacity *= 2 }
        let first = slots.count
        slots += repeatElement(0, count: capacity)
        return (first, capacity - 1)
    }

    /// Which of `entries`, put into slots by ``addSlots(_:)``, is called so; `nil` if none is.
    func find(
        _ name: ProgramName, in entries: ArraySlice<PropertyEntry>, _ first: UInt32,
        _ mask: UInt32
    ) -> Int? {
        var slot = Int(truncatingIfNeeded: name.hash) & Int(mask)
        while slots[Int(first) + slot] != 0 {
            let index = Int(slots[Int(first) + slot]) - 1
            if isSame(entries[entries.startIndex + index].name, name) { return index }
            slot = (slot + 1) & Int(mask)
        }
        return nil
    }

    /// Adds the codes of a list, once per program.
    mutating func addSet(of list: CodeList, key: String) -> UInt32 {
        setByList[key] ?? addSet(list.entries.map(\.code), list: key)
    }

    /// Adds a set of strings, each once; a code list is added once per program.
    mutating func addSet(_ strings: [String], list: String = "") -> UInt32 {
        if !list.isEmpty, let known = setByList[list] { return known }
        // Slots of sets hold indexes into `names`, + 1.
        let (first, mask) = addSlots(for: strings.count)
        for string in strings {
            let name = makeName(string)
            var slot = first + (Int(truncatingIfNeeded: name.hash) & mask)
            while slots[slot] != 0, !isSame(names[Int(slots[slot]) - 1], name) {
                slot = slot == first + mask ? first : slot + 1
            }
            guard slots[slot] == 0 else { continue }
            names.append(name)
            slots[slot] = UInt32(names.count)
        }
        sets.append(StringSet(slots: UInt32(first), slotMask: UInt32(mask)))
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
