extension ProgramView {
    /// Finds a member's name among those of a schema object; the reader has hashed it already.
    ///
    /// Returns its place among the properties, or -1.
    @inline(never)
    func find(_ name: TapeEntry, _ shape: UnsafeMutablePointer<ObjectShape>) -> Int {
        if shape.pointee.propertyCount == 0 { return -1 }
        let mask = Int(shape.pointee.slotMask)
        let slots = program.pointee.slots + Int(shape.pointee.slots)
        let properties = program.pointee.properties + Int(shape.pointee.properties)
        var slot = Int(truncatingIfNeeded: name.payload) & mask
        while true {
            let found = Int(slots[slot])
            if found == 0 { return -1 }
            if isName(properties[found &- 1].name, name) { return found &- 1 }
            slot = (slot &+ 1) & mask
        }
    }

    /// Whether a member's name is `known`: by hash, then on the bytes.
    @inline(__always)
    func isName(_ known: ProgramName, _ entry: TapeEntry) -> Bool {
        if known.hash != entry.payload { return false }
        let text = program.pointee.literalBytes + Int(known.offset)
        if entry.kind == .string {
            return entry.count == Int(known.count)
                && bytesEqual(text, bytes + entry.offset, entry.count)
        }
        return isEscapedName(known, entry)
    }

    @inline(never)
    private func isEscapedName(_ known: ProgramName, _ entry: TapeEntry) -> Bool {
        let text = program.pointee.literalBytes + Int(known.offset)
        return entry.withContent(of: bytes) { name, count in
            count == Int(known.count) && bytesEqual(text, name, count)
        }
    }

    /// Finds a member's value by name: by hash, then on the bytes.
    func member(_ name: ProgramName, of entry: TapeEntry, _ index: Int) -> Int? {
        var place = index &+ 1
        for _ in 0..<entry.count {
            if isName(name, tape[place]) { return place &+ 1 }
            place = next(after: place &+ 1)
        }
        return nil
    }

    func dependentRequired(
        _ instruction: Instruction, _ entry: TapeEntry, _ index: Int
    ) -> Bool {
        for offset in 0..<Int(instruction.b) {
            let name = program.pointee.names[
                Int(program.pointee.lists[Int(instruction.a) &+ offset])]
            if member(name, of: entry, index) == nil { return offset == 0 }
        }
        return true
    }

    /// A member's name as a string value, whose payload is its length in scalars.
    func nameAsValue(_ entry: TapeEntry) -> TapeEntry {
        var value = entry
        value.payload = entry.withContent(of: bytes) { text, count in
            var scalars: UInt64 = 0
            for offset in 0..<count where text[offset] & 0xC0 != 0x80 { scalars &+= 1 }
            return scalars
        }
        return value
    }

    /// Whether an object's `$part` names a part of this kind. Anything else is for the schema of
    /// part references to judge.
    func partMatches(_ kind: ProgramName, _ entry: TapeEntry, _ index: Int) -> Bool {
        var place = index &+ 1
        for _ in 0..<entry.count {
            let name = tape[place]
            if name.count == 5, bytesEqual(bytes + name.offset, Self.partName.utf8Start, 5) {
                let value = tape[place &+ 1]
                guard value.kind == .string || value.kind == .escaped else { return true }
                let text = program.pointee.literalBytes + Int(kind.offset)
                let length = Int(kind.count)
                return value.withContent(of: bytes) { part, count in
                    count >= length && bytesEqual(part, text, length)
                        && (count == length || part[length] == UInt8(ascii: "."))
                }
            }
            place = next(after: place &+ 1)
        }
        return true
    }

    static let partName: StaticString = "$part"
}
