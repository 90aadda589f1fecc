extension ProgramView {
    /// Judges an identifier. Not inlined: the loop over a string's instructions stays small.
    @inline(never)
    func identifierOutcome(_ instruction: Instruction, _ entry: TapeEntry) -> IdentifierOutcome {
        let rule = IdentifierRule.numbered(Int(instruction.a))
        return entry.withContent(of: bytes) { text, count in rule.pointee.judge(text, count) }
    }

    // MARK: - Code lists

    /// Whether the edition that the field beside names has the code; any edition if that field
    /// names none, for its own schema judges it.
    func editionContains(_ instruction: Instruction, _ entry: TapeEntry, _ index: Int) -> Bool {
        guard entry.kind == .string || entry.kind == .escaped else { return true }
        if let set = namedEdition(instruction, index) { return contains(set, entry) }
        return editions(instruction).contains { contains($0.set, entry) }
    }

    /// The set of the edition that the field beside names; `nil` if it names none of them.
    func namedEdition(_ instruction: Instruction, _ index: Int) -> UInt32? {
        guard let parent = parent(of: index),
            let field = member(siblingName(instruction), of: tape[parent], parent),
            tape[field].kind == .string || tape[field].kind == .escaped
        else { return nil }
        return editions(instruction).first { isText($0.name, tape[field]) }?.set
    }

    /// Whether a string's content is `known`; of a value the tape has no hash.
    private func isText(_ known: ProgramName, _ entry: TapeEntry) -> Bool {
        let text = program.pointee.literalBytes + Int(known.offset)
        return entry.withContent(of: bytes) { content, count in
            count == Int(known.count) && bytesEqual(text, content, count)
        }
    }

    func siblingName(_ instruction: Instruction) -> ProgramName {
        program.pointee.names[Int(program.pointee.lists[Int(instruction.a)])]
    }

    func editions(_ instruction: Instruction) -> [(name: ProgramName, set: UInt32)] {
        (0..<Int(instruction.b)).map { offset in
            let place = Int(instruction.a) + 1 + offset * 2
            let name = program.pointee.names[Int(program.pointee.lists[place])]
            return (name, program.pointee.lists[place + 1])
        }
    }

    /// The object or array that holds a value; `nil` for the root.
    ///
    /// Cost: the entries between the container's beginning and the value.
    private func parent(of index: Int) -> Int? {
        var place = index - 1
        while place >= 0 {
            if tape[place].isContainer, tape[place].next > index {
                return tape[place].kind == .object ? place : nil
            }
            place -= 1
        }
        return nil
    }

    // MARK: - Money

    /// What is wrong with an amount of money.
    enum MoneyFault { case amount, currency, decimals }

    /// Looks at `amount` and `currency` where both are texts; types and absence are for the
    /// schema to judge.
    func moneyFault(
        _ instruction: Instruction, _ entry: TapeEntry, _ index: Int
    ) -> (fault: MoneyFault, member: Int)? {
        let amount = moneyMember(0, instruction, entry, index)
        let currency = moneyMember(1, instruction, entry, index)
        var decimals = 0
        if let amount {
            guard let count = tape[amount].withContent(of: bytes, Self.decimals) else {
                return (.amount, amount)
            }
            decimals = count
        }
        guard let currency else { return nil }
        if contains(instruction.b, tape[currency]) { return nil }
        guard contains(instruction.c, tape[currency]) else { return (.currency, currency) }
        guard decimals > 0, let amount else { return nil }
        return (.decimals, amount)
    }

    func moneyMember(
        _ offset: Int, _ instruction: Instruction, _ entry: TapeEntry, _ index: Int
    ) -> Int? {
        let name = program.pointee.names[
            Int(program.pointee.lists[Int(instruction.a) + offset])]
        guard let place = member(name, of: entry, index),
            tape[place].kind == .string || tape[place].kind == .escaped
        else { return nil }
        return place
    }

    /// The decimals of an amount with at most 16 digits before the point and two after it; `nil`
    /// if it is none.
    private static func decimals(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int? {
        var offset = count > 0 && text[0] == UInt8(ascii: "-") ? 1 : 0
        let first = offset
        while offset < count, text[offset] &- 0x30 < 10 { offset &+= 1 }
        guard (1...16).contains(offset - first) else { return nil }
        if offset == count { return 0 }
        guard text[offset] == UInt8(ascii: ".") else { return nil }
        let decimals = count - offset - 1
        guard (1...2).contains(decimals) else { return nil }
        for place in offset + 1..<count where text[place] &- 0x30 > 9 { return nil }
        return decimals
    }
}
