/// Which branches of an `anyOf` or `oneOf` a value can satisfy at all, by a string.
///
/// Where branches ask for other strings in the same member (`"kind": {"const": "leg"}`), or are
/// strings themselves (`{"const": "leg", "title": "Leg"}`), the string that stands there leaves
/// only few of them; nobody needs to try the others.
struct BranchTable {
    /// The member that decides; `nil` if the value itself does.
    var member: ProgramName?
    /// First slot in `slots` and their number - 1; a slot holds index + 1 of a case.
    var slots: UInt32 = 0
    var slotMask: UInt32 = 0
    /// First in `branchCases`.
    var cases: UInt32 = 0
    /// For what is none of the strings.
    var others = BranchRange()
    /// For an object that lacks the member.
    var absent = BranchRange()
}

/// A string of the deciding member and the branches that admit it.
struct BranchCase {
    var name: ProgramName
    var branches: BranchRange
}

/// A stretch of `lists`: branches in the order of the schema.
struct BranchRange {
    var first: UInt32 = 0
    var count: UInt32 = 0
}

extension ProgramView {
    /// The branches of an `anyOf` or `oneOf` that a value may satisfy.
    @inline(__always)
    func candidates(_ instruction: Instruction, _ entry: TapeEntry, _ index: Int) -> BranchRange {
        let all = BranchRange(first: instruction.a, count: instruction.b)
        if instruction.c == 0 { return all }
        let table = program.pointee.branchTables + Int(instruction.c &- 1)
        guard let member = table.pointee.member else { return candidates(table, entry) }
        return entry.kind == .object ? candidates(table, member, entry, index) : all
    }

    /// What a table of conditions says for an object.
    @inline(__always)
    func candidates(table: UInt32, _ entry: TapeEntry, _ index: Int) -> BranchRange {
        let table = program.pointee.branchTables + Int(table &- 1)
        return candidates(table, table.pointee.member.unsafelyUnwrapped, entry, index)
    }

    @inline(never)
    private func candidates(
        _ table: UnsafeMutablePointer<BranchTable>, _ member: ProgramName, _ entry: TapeEntry,
        _ index: Int
    ) -> BranchRange {
        guard let place = self.member(member, of: entry, index) else {
            return table.pointee.absent
        }
        return candidates(table, tape[place])
    }

    private func candidates(
        _ table: UnsafeMutablePointer<BranchTable>, _ value: TapeEntry
    ) -> BranchRange {
        guard value.kind == .string || value.kind == .escaped else { return table.pointee.others }
        return value.withContent(of: bytes) { text, count in
            let hash = ByteHash.hash(text, count, key: program.pointee.hashKey)
            var slot = Int(truncatingIfNeeded: hash)
            while true {
                slot &= Int(table.pointee.slotMask)
                let found = program.pointee.slots[Int(table.pointee.slots) &+ slot]
                if found == 0 { return table.pointee.others }
                let known = program.pointee.branchCases[Int(table.pointee.cases &+ found) &- 1]
                if known.name.hash == hash, Int(known.name.count) == count,
                    bytesEqual(program.pointee.literalBytes + Int(known.name.offset), text, count)
                {
                    return known.branches
                }
                slot &+= 1
            }
        }
    }
}
