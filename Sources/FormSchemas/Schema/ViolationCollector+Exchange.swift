extension ViolationCollector {
    /// An identifier whose form is wrong, or whose check fails: `NISS` or `NISS_CHECK`.
    mutating func addIdentifier(
        _ instruction: Instruction, _ node: UInt32, _ entry: TapeEntry, _ index: Int
    ) {
        let type = IdentifierType.all[Int(instruction.a)]
        let outcome = evaluator.view.identifierOutcome(instruction, entry)
        var parameters = type.parameters(of: document.text(of: entry))
        var code = type.code
        if outcome != .wrongFormat {
            code += "_CHECK"
        } else if !type.isPersonal {
            parameters["value"] = quoted(entry)
        }
        add(ViolationCode(rawValue: code), node, .identifier, index, parameters)
    }

    /// The same where a failed check is a warning.
    mutating func runIdentifierOrWarning(
        _ instruction: Instruction, _ node: UInt32, _ entry: TapeEntry, _ index: Int
    ) {
        guard entry.isText else { return }
        let outcome = evaluator.view.identifierOutcome(instruction, entry)
        if outcome.isAccepted { return }
        if outcome.isFailedCheck { warningDepth += 1 }
        addIdentifier(instruction, node, entry, index)
        if outcome.isFailedCheck { warningDepth -= 1 }
    }

    /// A code that its list lacks; says so if another edition has it.
    mutating func addCodeList(_ set: UInt32, _ node: UInt32, _ entry: TapeEntry, _ index: Int) {
        let key = program.setNames[Int(set)]
        let list = program.codeLists[key]
        var parameters: ViolationParameters = [
            "list": list?.name ?? key, "value": quoted(entry),
        ]
        if let list, let others = otherEditions(with: entry, of: list, key) {
            parameters["edition"] = list.edition
            parameters["others"] = others
        } else if let list, list.entries.count <= Self.codesMax {
            var codes = ""
            for position in list.entries.indices {
                if position > 0 { codes += ", " }
                codes += list.entries[position].code
            }
            parameters["expected"] = codes
        }
        add(.codeList, node, .codeList, index, parameters)
    }

    /// The other editions of a list that have a code; `nil` if none has it.
    private mutating func otherEditions(
        with entry: TapeEntry, of list: CodeList, _ key: String
    ) -> String? {
        guard program.editionedLists.contains(list.name) else { return nil }
        let code = document.text(of: entry)
        let others = CodeListReference.editions(of: list.name, in: program.codeLists)
            .filter { $0.key != key && $0.list.label(of: code) != nil }
        return others.isEmpty ? nil : others.map(\.list.edition).joined(separator: ", ")
    }

    /// A code that the edition named beside it lacks.
    mutating func runCodeListFrom(
        _ instruction: Instruction, _ node: UInt32, _ entry: TapeEntry, _ index: Int
    ) {
        if evaluator.view.editionContains(instruction, entry, index) { return }
        let named = evaluator.view.namedEdition(instruction, index)
        guard let set = named ?? evaluator.view.editions(instruction).first?.set else { return }
        addCodeList(set, node, entry, index)
    }

    mutating func runMoney(
        _ instruction: Instruction, _ node: UInt32, _ entry: TapeEntry, _ index: Int
    ) {
        guard let (fault, member) = evaluator.view.moneyFault(instruction, entry, index) else {
            return
        }
        path.append(.member(tapeIndex: member - 1))
        defer { path.removeLast() }
        switch fault {
        case .amount: add(.moneyAmount, node, .money, member)
        case .currency:
            add(.moneyCurrency, node, .money, member, ["value": quoted(tape[member])])
        case .decimals:
            let currency = evaluator.view.moneyMember(1, instruction, entry, index)
            let code = currency.map { document.text(of: tape[$0]) } ?? ""
            add(.moneyDecimals, node, .money, member, ["currency": code])
        }
    }
}
