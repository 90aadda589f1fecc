extension SchemaCompiler {
    /// Compiles one member of a schema object into the draft of its node.
    ///
    /// - Parameter name: the tape index of its name.
    mutating func readMember(
        _ name: Int, of schema: JSONNode, into draft: inout NodeDraft
    ) throws(SchemaError) {
        let storage = schema.storage
        guard let keyword = KeywordTable.shared.find(name, in: storage),
            let vocabulary = keyword.pointee.vocabulary,
            vocabulary != .exchange || options.exchangeKeywords
        else {
            warn(.unknownKeyword, storage.text(of: storage.tape[name]), draft)
            return
        }
        guard vocabulary == .exchange || isActive(vocabulary, in: draft.dialect) else { return }
        let value = JSONNode(storage: storage, index: name + 1)
        let name = keyword.pointee.name
        switch vocabulary {
        case .core: try readCore(name, value, &draft)
        case .applicator, .unevaluated: try readApplicator(name, value, &draft)
        case .validation: try readAssertion(name, value, &draft)
        case .formatAnnotation, .formatAssertion: try readFormat(value, &draft)
        case .exchange: try readExchange(name, value, &draft)
        case .metaData, .content: break
        }
    }

    private func isActive(_ vocabulary: KeywordShape.Vocabulary, in dialect: Dialect) -> Bool {
        if dialect.contains(vocabulary) { return true }
        return vocabulary == .formatAnnotation && dialect.contains(.formatAssertion)
    }

    private mutating func readCore(
        _ name: String, _ value: JSONNode, _ draft: inout NodeDraft
    ) throws(SchemaError) {
        switch name {
        case "$ref":
            let target = try resolve(try text(value, name, draft), keyword: name, from: draft)
            draft.applicators.append(
                Instruction(opcode: .apply, keyword: .ref, a: try node(at: target)))
        case "$dynamicRef":
            let reference = try text(value, name, draft)
            let target = try resolve(reference, keyword: name, from: draft)
            let initial = try node(at: target)
            guard let anchor = URIReference(reference).decodedFragment, !anchor.isEmpty,
                index.isDynamicAnchor(anchor, at: target)
            else {
                draft.applicators.append(
                    Instruction(opcode: .apply, keyword: .dynamicRef, a: initial))
                return
            }
            draft.applicators.append(
                Instruction(
                    opcode: .applyDynamic, keyword: .dynamicRef, a: dynamicAnchor(anchor),
                    b: initial))
        default: break
        }
    }

    private mutating func readApplicator(
        _ name: String, _ value: JSONNode, _ draft: inout NodeDraft
    ) throws(SchemaError) {
        switch name {
        case "allOf":
            for element in try array(value, name, draft) {
                draft.applicators.append(
                    Instruction(
                        opcode: .apply, keyword: .allOf, a: try child(element, of: draft.place)))
            }
        case "anyOf": try readChoice(.anyOf, .anyOf, value, name, &draft)
        case "oneOf": try readChoice(.oneOf, .oneOf, value, name, &draft)
        case "not":
            draft.applicators.append(
                Instruction(opcode: .not, keyword: .not, a: try child(value, of: draft.place)))
        case "if": draft.condition = try child(value, of: draft.place)
        case "then": draft.then = try child(value, of: draft.place)
        case "else": draft.otherwise = try child(value, of: draft.place)
        case "prefixItems": draft.prefixItems = try children(value, name, draft)
        case "items": draft.items = try child(value, of: draft.place)
        case "contains": draft.contains = try child(value, of: draft.place)
        case "properties":
            _ = try members(value, name, draft)
            for name in value.memberNames {
                let child = JSONNode(storage: value.storage, index: name + 1)
                draft.properties.append(
                    PropertyEntry(
                        name: builder.makeName(name, in: value.storage),
                        node: try self.child(child, of: draft.place), isRequired: false))
            }
        case "patternProperties":
            for (text, child) in try members(value, name, draft) {
                draft.patternProperties.append(
                    PatternPropertyEntry(
                        pattern: try pattern(text, keyword: name, draft),
                        node: try self.child(child, of: draft.place)))
            }
        case "additionalProperties": draft.additional = try child(value, of: draft.place)
        case "propertyNames":
            draft.objects.append(
                Instruction(
                    opcode: .propertyNames, keyword: .propertyNames,
                    a: try child(value, of: draft.place)))
        case "dependentSchemas":
            for (name, child) in try members(value, name, draft) {
                let condition = builder.addName(name)
                draft.objects.append(
                    Instruction(
                        opcode: .dependentSchema, keyword: .dependentSchemas, a: condition,
                        b: try self.child(child, of: draft.place)))
            }
        case "unevaluatedItems", "unevaluatedProperties":
            let isItems = name == "unevaluatedItems"
            draft.flags.insert(.tracks)
            draft.last.append(
                Instruction(
                    opcode: isItems ? .unevaluatedItems : .unevaluatedProperties,
                    keyword: isItems ? .unevaluatedItems : .unevaluatedProperties,
                    a: try child(value, of: draft.place)))
        default: break
        }
    }

    private mutating func children(
        _ value: JSONNode, _ name: String, _ draft: NodeDraft
    ) throws(SchemaError) -> [UInt32] {
        var nodes: [UInt32] = []
        for element in try array(value, name, draft) {
            nodes.append(try child(element, of: draft.place))
        }
        return nodes
    }

    private mutating func readChoice(
        _ opcode: Opcode, _ keyword: Keyword, _ value: JSONNode, _ name: String,
        _ draft: inout NodeDraft
    ) throws(SchemaError) {
        let nodes = try children(value, name, draft)
        let first = builder.addList(nodes)
        draft.applicators.append(
            Instruction(opcode: opcode, keyword: keyword, a: first, b: UInt32(nodes.count)))
    }

    private mutating func readFormat(
        _ value: JSONNode, _ draft: inout NodeDraft
    ) throws(SchemaError) {
        let name = try text(value, "format", draft)
        guard let format = Format(rawValue: name) else {
            warn(.unknownFormat, name, draft)
            return
        }
        guard options.assertsFormats || draft.dialect.contains(.formatAssertion) else {
            return
        }
        draft.strings.append(
            Instruction(opcode: .format, keyword: .format, a: UInt32(format.number)))
    }

    private mutating func readExchange(
        _ name: String, _ value: JSONNode, _ draft: inout NodeDraft
    ) throws(SchemaError) {
        switch name {
        case "codeList": try readCodeList(value, &draft)
        case "identifier": try readIdentifier(value, &draft)
        case "money": try readMoney(value, &draft)
        case "part":
            let kind = builder.addName(try text(value, name, draft))
            draft.objects.append(Instruction(opcode: .part, keyword: .part, a: kind))
        case "severity":
            switch value.string {
            case "warning": draft.flags.insert(.warns)
            case "error": break
            default: throw invalid(name, "severity is \"error\" or \"warning\"", draft)
            }
        case "personalData":
            guard let grade = value.int, (0...7).contains(grade) else {
                throw invalid(name, "personalData is a class from 0 to 7", draft)
            }
        case "translations":
            guard value.kind == .object else {
                throw invalid(name, "translations is an object", draft)
            }
        case "generate" where options.checksGeneratorHints:
            do throws(GeneratorHint.Malformed) {
                _ = try GeneratorHint.list(value)
            } catch {
                throw invalid(name, error.message, draft)
            }
        default: break
        }
    }

    // MARK: - Values of keywords

    mutating func warn(_ kind: SchemaWarning.Kind, _ name: String, _ draft: NodeDraft) {
        builder.warnings.append(
            SchemaWarning(
                kind: kind, name: name, schemaLocation: index.location(of: draft.place)))
    }

    func invalid(_ keyword: String, _ message: String, _ draft: NodeDraft) -> SchemaError {
        SchemaError(
            reason: .invalidKeyword,
            schemaLocation: index.location(of: draft.place, keyword: keyword), message: message)
    }

    func text(
        _ value: JSONNode, _ keyword: String, _ draft: NodeDraft
    ) throws(SchemaError) -> String {
        guard let text = value.string else {
            throw invalid(keyword, "\(keyword) takes a string", draft)
        }
        return text
    }

    func array(
        _ value: JSONNode, _ keyword: String, _ draft: NodeDraft
    ) throws(SchemaError) -> JSONNode.Elements {
        guard value.kind == .array else {
            throw invalid(keyword, "\(keyword) takes an array", draft)
        }
        return value.elements
    }

    func members(
        _ value: JSONNode, _ keyword: String, _ draft: NodeDraft
    ) throws(SchemaError) -> JSONNode.Members {
        guard value.kind == .object else {
            throw invalid(keyword, "\(keyword) takes an object", draft)
        }
        return value.members
    }

    /// A count; one that is larger than any document is the largest that fits.
    func count(
        _ value: JSONNode, _ keyword: String, _ draft: NodeDraft
    ) throws(SchemaError) -> UInt32 {
        guard let number = value.decimal, number.isInteger, !number.isNegative else {
            throw invalid(keyword, "\(keyword) takes a whole number", draft)
        }
        return UInt32(min(number.integer ?? .max, Int(UInt32.max) - 1))
    }
}
