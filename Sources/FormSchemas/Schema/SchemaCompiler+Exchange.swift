extension SchemaCompiler {
    /// `identifier`: a name of the table, or `{"type", "check"}` where a failed check is a warning.
    mutating func readIdentifier(
        _ value: JSONNode, _ draft: inout NodeDraft
    ) throws(SchemaError) {
        let keyword = "identifier"
        var name = value.string
        var warns = false
        if value.kind == .object {
            try refuseUnknown(value, besides: ["type", "check"], keyword, draft)
            name = value["type"]?.string
            switch value["check"].map({ $0.string ?? "" }) {
            case "warning": warns = true
            case nil, "error": break
            default: throw invalid(keyword, "check is \"error\" or \"warning\"", draft)
            }
        }
        guard let name else {
            throw invalid(keyword, "identifier takes a type or {\"type\", \"check\"}", draft)
        }
        guard let number = IdentifierType.all.firstIndex(where: { $0.name == name }) else {
            let hint = Spelling.hint(for: name, in: IdentifierType.all.map(\.name))
            throw invalid(keyword, "there is no identifier type \(name)\(hint)", draft)
        }
        let type = UInt32(number)
        guard warns, IdentifierType.all[number].hasCheck else {
            draft.strings.append(
                Instruction(opcode: .identifier, keyword: .identifier, a: type))
            return
        }
        // Among the applicators: it may leave a warning, which an assertion cannot.
        draft.applicators.append(
            Instruction(opcode: .identifierOrWarning, keyword: .identifier, a: type))
    }

    // MARK: - Code lists

    /// `codeList`: a name, or `{"list", "edition"}`, or `{"list", "editionFrom"}` where a field
    /// beside this one names the edition.
    mutating func readCodeList(
        _ value: JSONNode, _ draft: inout NodeDraft
    ) throws(SchemaError) {
        let keyword = "codeList"
        let reference = try codeListReference(value, draft)
        guard let list = codeLists[reference.name] else {
            throw SchemaError(
                reason: .unresolved,
                schemaLocation: index.location(of: draft.place, keyword: keyword),
                message: "there is no code list \(reference.name)"
                    + Spelling.hint(for: reference.name, in: codeLists.values.map(\.name)))
        }
        guard let sibling = reference.editionFrom else {
            guard let key = reference.key(in: codeLists) else {
                throw SchemaError(
                    reason: .unresolved,
                    schemaLocation: index.location(of: draft.place, keyword: keyword),
                    message: "the code list \(reference.name) has no such edition")
            }
            let set = builder.addSet(of: codeLists[key] ?? list, key: key)
            draft.strings.append(Instruction(opcode: .codeList, keyword: .codeList, a: set))
            return
        }
        var table: [UInt32] = [builder.addName(sibling)]
        for (key, edition) in CodeListReference.editions(of: reference.name, in: codeLists) {
            table.append(builder.addName(edition.edition))
            table.append(builder.addSet(of: edition, key: key))
        }
        let first = builder.addList(table)
        // Among the applicators: it looks at the value's surroundings.
        draft.applicators.append(
            Instruction(
                opcode: .codeListFrom, keyword: .codeList, a: first,
                b: UInt32(table.count / 2)))
    }

    private func codeListReference(
        _ value: JSONNode, _ draft: NodeDraft
    ) throws(SchemaError) -> CodeListReference {
        let keyword = "codeList"
        if value.kind == .object {
            try refuseUnknown(value, besides: ["list", "edition", "editionFrom"], keyword, draft)
        }
        guard let reference = CodeListReference(value) else {
            throw invalid(
                keyword,
                "codeList takes a name, {\"list\", \"edition\"} or {\"list\", \"editionFrom\": "
                    + "\"/FIELD\"}", draft)
        }
        return reference
    }

    // MARK: - Money

    /// `money`: true, or `{"historic": true}` where currencies that the euro replaced may stand.
    mutating func readMoney(_ value: JSONNode, _ draft: inout NodeDraft) throws(SchemaError) {
        let keyword = "money"
        var historic = false
        if value.kind == .object {
            try refuseUnknown(value, besides: ["historic"], keyword, draft)
            guard let flag = value["historic"]?.bool else {
                throw invalid(keyword, "historic is true or false", draft)
            }
            historic = flag
        } else {
            guard let flag = value.bool else {
                throw invalid(keyword, "money takes true or {\"historic\": true}", draft)
            }
            guard flag else { return }
        }
        guard let current = codeLists["currency"] else {
            throw SchemaError(
                reason: .unresolved,
                schemaLocation: index.location(of: draft.place, keyword: keyword),
                message: "there is no code list currency")
        }
        let former = historic ? codeLists["currency-historic"]?.entries ?? [] : []
        let name = historic ? "currency, currency-historic" : "currency"
        let entries = current.entries + former
        let whole = entries.filter { $0.minorUnits == 0 }.map(\.code)
        let parted = entries.filter { $0.minorUnits != 0 }.map(\.code)
        let members = builder.addList([builder.addName("amount"), builder.addName("currency")])
        draft.objects.append(
            Instruction(
                opcode: .money, keyword: .money, a: members,
                b: builder.addSet(parted, list: name + ": with decimals"),
                c: builder.addSet(whole, list: name + ": without decimals")))
    }

    // MARK: - Shared

    private func refuseUnknown(
        _ value: JSONNode, besides known: Set<String>, _ keyword: String, _ draft: NodeDraft
    ) throws(SchemaError) {
        for (name, _) in value.members where !known.contains(name) {
            throw invalid(keyword, "\(keyword) has no member \(name)", draft)
        }
    }
}
