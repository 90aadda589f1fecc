extension SchemaCompiler {
    /// Compiles a keyword of the validation vocabulary.
    mutating func readAssertion(
        _ name: String, _ value: JSONNode, _ draft: inout NodeDraft
    ) throws(SchemaError) {
        switch name {
        case "type": draft.kinds = try kinds(value, draft)
        case "enum": try readEnum(value, &draft)
        case "const": readConst(value, &draft)
        case "minLength":
            draft.strings.append(
                Instruction(
                    opcode: .minLength, keyword: .minLength, a: try count(value, name, draft)))
        case "maxLength":
            draft.strings.append(
                Instruction(
                    opcode: .maxLength, keyword: .maxLength, a: try count(value, name, draft)))
        case "pattern":
            let text = try text(value, name, draft)
            let pattern = try pattern(text, keyword: name, draft)
            draft.strings.append(Instruction(opcode: .pattern, keyword: .pattern, a: pattern))
        case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf":
            try readBound(name, value, &draft)
        case "minItems":
            draft.arrays.append(
                Instruction(opcode: .minItems, keyword: .minItems, a: try count(value, name, draft))
            )
        case "maxItems":
            draft.arrays.append(
                Instruction(opcode: .maxItems, keyword: .maxItems, a: try count(value, name, draft))
            )
        case "uniqueItems":
            guard let flag = value.bool else {
                throw invalid(name, "uniqueItems is true or false", draft)
            }
            if flag {
                draft.arrays.append(Instruction(opcode: .uniqueItems, keyword: .uniqueItems))
            }
        case "minContains": draft.minContains = try count(value, name, draft)
        case "maxContains": draft.maxContains = try count(value, name, draft)
        case "minProperties": draft.membersMin = try count(value, name, draft)
        case "maxProperties": draft.membersMax = try count(value, name, draft)
        case "required": draft.required = try names(value, name, draft)
        case "dependentRequired":
            for (condition, list) in try members(value, name, draft) {
                let names = [condition] + (try names(list, name, draft))
                var ids: [UInt32] = []
                for name in names { ids.append(builder.addName(name)) }
                let first = builder.addList(ids)
                draft.objects.append(
                    Instruction(
                        opcode: .dependentRequired, keyword: .dependentRequired, a: first,
                        b: UInt32(ids.count)))
            }
        default: break
        }
    }

    private func names(
        _ value: JSONNode, _ keyword: String, _ draft: NodeDraft
    ) throws(SchemaError) -> [String] {
        var names: [String] = []
        for element in try array(value, keyword, draft) {
            names.append(try text(element, keyword, draft))
        }
        return names
    }

    private func kinds(_ value: JSONNode, _ draft: NodeDraft) throws(SchemaError) -> UInt16 {
        var mask: UInt16 = 0
        for name in value.kind == .array ? try names(value, "type", draft) : [value.string ?? ""] {
            guard let bits = Self.kindBits(name) else {
                throw invalid("type", "\"\(name)\" is not a type", draft)
            }
            mask |= bits
        }
        return mask
    }

    private static func kindBits(_ name: String) -> UInt16? {
        switch name {
        case "null": 0x001
        case "boolean": 0x006
        case "integer": 0x008 | ProgramNode.integralDecimal
        case "number": 0x018
        case "string": 0x060
        case "array": 0x080
        case "object": 0x100
        default: nil
        }
    }

    private mutating func readEnum(
        _ value: JSONNode, _ draft: inout NodeDraft
    ) throws(SchemaError) {
        let elements = Array(try array(value, "enum", draft))
        let strings = elements.compactMap(\.string)
        if !strings.isEmpty, strings.count == elements.count {
            draft.values.append(
                Instruction(opcode: .enumStrings, keyword: .enum, a: builder.addSet(strings)))
            return
        }
        draft.values.append(builder.addEnumeration(elements))
    }

    private mutating func readConst(_ value: JSONNode, _ draft: inout NodeDraft) {
        if let string = value.string {
            let set = builder.addSet([string])
            draft.values.append(
                Instruction(
                    opcode: .constString, keyword: .const, a: set,
                    b: UInt32(builder.names.count - 1)))
        } else {
            draft.values.append(
                Instruction(opcode: .const, keyword: .const, a: builder.addLiteral(value)))
        }
    }

    private mutating func readBound(
        _ name: String, _ value: JSONNode, _ draft: inout NodeDraft
    ) throws(SchemaError) {
        guard let number = value.decimal else {
            throw invalid(name, "\(name) takes a number", draft)
        }
        let (opcode, keyword): (Opcode, Keyword) =
            switch name {
            case "minimum": (.minimum, .minimum)
            case "maximum": (.maximum, .maximum)
            case "exclusiveMinimum": (.exclusiveMinimum, .exclusiveMinimum)
            case "exclusiveMaximum": (.exclusiveMaximum, .exclusiveMaximum)
            default: (.multipleOf, .multipleOf)
            }
        if opcode == .multipleOf, number.isNegative || number.isZero || number.digits.count > 37 {
            throw invalid(name, "multipleOf is above 0 and has at most 37 digits", draft)
        }
        draft.numbers.append(
            Instruction(opcode: opcode, keyword: keyword, a: builder.addLiteral(value)))
    }
}
