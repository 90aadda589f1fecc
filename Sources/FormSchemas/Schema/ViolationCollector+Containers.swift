extension ViolationCollector {
    mutating func runArray(
        _ instruction: Instruction, _ node: UInt32, _ entry: TapeEntry, _ index: Int, _ marks: Int
    ) {
        func count() -> ViolationParameters {
            ["limit": String(instruction.a), "actual": String(entry.count)]
        }
        switch instruction.opcode {
        case .minItems:
            if entry.count < Int(instruction.a) { add(.tooFew, node, .minItems, index, count()) }
        case .maxItems:
            if entry.count > Int(instruction.a) { add(.tooMany, node, .maxItems, index, count()) }
        case .uniqueItems:
            guard let pair = JSONEquality.firstDuplicate(in: evaluator.view.value(index)) else {
                return
            }
            add(
                .notUnique, node, .uniqueItems, index,
                ["first": String(pair.first + 1), "second": String(pair.second + 1)])
        case .items: runItems(instruction, entry, index, marks)
        case .contains: runContains(instruction, node, entry, index, marks)
        default: break
        }
    }

    private mutating func runItems(
        _ instruction: Instruction, _ entry: TapeEntry, _ index: Int, _ marks: Int
    ) {
        var element = index + 1
        for position in 0..<entry.count {
            let isPrefix = position < Int(instruction.b)
            let node = isPrefix ? tables.lists[Int(instruction.a) + position] : instruction.c
            if node == Instruction.none { break }
            collectChild(node, element, .element(position), as: .element)
            if marks != EvaluationMarks.none { evaluator.marks.set(position, in: marks) }
            element = evaluator.view.next(after: element)
        }
    }

    private mutating func runContains(
        _ instruction: Instruction, _ node: UInt32, _ entry: TapeEntry, _ index: Int, _ marks: Int
    ) {
        var instruction = instruction
        let most = instruction.c
        // A most, even one that is never reached, makes the evaluator count all.
        instruction.c = 0
        let matches = evaluator.contains(instruction, entry, index, marks)
        if matches < Int(instruction.b) {
            add(
                .containsTooFew, node, instruction.b == 1 ? .contains : .minContains, index,
                ["limit": String(instruction.b), "actual": String(matches)])
        }
        if most != Instruction.none, matches > Int(most) {
            add(
                .containsTooMany, node, .maxContains, index,
                ["limit": String(most), "actual": String(matches)])
        }
    }

    mutating func runObject(
        _ instruction: Instruction, _ node: UInt32, _ entry: TapeEntry, _ index: Int, _ marks: Int
    ) {
        switch instruction.opcode {
        case .members: runMembers(instruction.a, node, entry, index, marks)
        case .dependentRequired: runDependentRequired(instruction, node, entry, index)
        case .dependentSchema:
            let condition = tables.names[Int(instruction.a)]
            if evaluator.view.member(condition, of: entry, index) != nil {
                collect(instruction.b, entry, index, marks, as: .value)
            }
        case .propertyNames: runPropertyNames(instruction, node, entry, index)
        case .money: runMoney(instruction, node, entry, index)
        case .part:
            let kind = tables.names[Int(instruction.a)]
            if evaluator.view.partMatches(kind, entry, index) { return }
            add(.partReference, node, .part, index, ["expected": text(of: kind)])
        default: break
        }
    }

    private mutating func runMembers(
        _ shapeIndex: UInt32, _ node: UInt32, _ entry: TapeEntry, _ index: Int, _ marks: Int
    ) {
        let shape = tables.shapes + Int(shapeIndex)
        let least = shape.pointee.membersMin
        let most = shape.pointee.membersMax
        if entry.count < Int(least) {
            add(
                .tooFewFields, node, .minProperties, index,
                ["limit": String(least), "actual": String(entry.count)])
        }
        if entry.count > Int(most) {
            add(
                .tooManyFields, node, .maxProperties, index,
                ["limit": String(most), "actual": String(entry.count)])
        }
        let properties = tables.properties + Int(shape.pointee.properties)
        var name = index + 1
        // Members mostly come in the order of the schema.
        var expected = 0
        var required = 0
        for position in 0..<entry.count {
            var known = expected
            if expected >= Int(shape.pointee.propertyCount)
                || !evaluator.view.isName(properties[expected].name, tape[name])
            {
                known = evaluator.view.find(tape[name], shape)
            }
            if known >= 0 {
                expected = known + 1
                if properties[known].isRequired { required += 1 }
            }
            let node = known < 0 ? Instruction.none : properties[known].node
            let isEvaluated = runMember(shape, node, name)
            if isEvaluated, marks != EvaluationMarks.none {
                evaluator.marks.set(position, in: marks)
            }
            name = evaluator.view.next(after: name + 1)
        }
        if required == Int(shape.pointee.requiredCount) { return }
        for offset in 0..<Int(shape.pointee.propertyCount) {
            let property = properties[offset]
            guard property.isRequired,
                evaluator.view.member(property.name, of: entry, index) == nil
            else { continue }
            let name = text(of: property.name)
            add(.required, node, .required, index, ["name": name], missing: name)
        }
    }

    /// Returns whether any keyword of the schema object took the member.
    @inline(__always)
    private mutating func runMember(
        _ shape: UnsafeMutablePointer<ObjectShape>, _ node: UInt32, _ name: Int
    ) -> Bool {
        var isEvaluated = false
        if node != Instruction.none {
            collectChild(node, name + 1, .member(tapeIndex: name), as: .member)
            isEvaluated = true
        }
        for offset in 0..<Int(shape.pointee.patternCount) {
            let property = tables.patternProperties[Int(shape.pointee.patterns) + offset]
            let automaton = tables.patterns[Int(property.pattern)]
            guard tape[name].withContent(of: bytes, { automaton.matches($0, $1) }) else { continue }
            collectChild(property.node, name + 1, .member(tapeIndex: name), as: .member)
            isEvaluated = true
        }
        if !isEvaluated, shape.pointee.additional != Instruction.none {
            collectChild(
                shape.pointee.additional, name + 1, .member(tapeIndex: name), as: .member)
            isEvaluated = true
        }
        return isEvaluated
    }

    private mutating func runDependentRequired(
        _ instruction: Instruction, _ node: UInt32, _ entry: TapeEntry, _ index: Int
    ) {
        for offset in 0..<Int(instruction.b) {
            let name = tables.names[Int(tables.lists[Int(instruction.a) + offset])]
            if evaluator.view.member(name, of: entry, index) != nil { continue }
            if offset == 0 { return }
            let missing = text(of: name)
            add(
                .required, node, .dependentRequired, index, ["name": missing], missing: missing)
        }
    }

    private mutating func runPropertyNames(
        _ instruction: Instruction, _ node: UInt32, _ entry: TapeEntry, _ index: Int
    ) {
        var name = index + 1
        for _ in 0..<entry.count {
            let text = evaluator.view.nameAsValue(tape[name])
            if !evaluator.evaluateQuietly(instruction.a, text, name, EvaluationMarks.none) {
                path.append(.member(tapeIndex: name))
                add(
                    .fieldName, node, .propertyNames, name,
                    ["name": document.text(of: tape[name])])
                path.removeLast()
            }
            name = evaluator.view.next(after: name + 1)
        }
    }

    /// Reports what no schema has evaluated.
    mutating func runLast(
        _ instruction: Instruction, _ entry: TapeEntry, _ index: Int, _ marks: Int
    ) {
        let isArray = entry.kind == .array
        guard isArray == (instruction.opcode == .unevaluatedItems) else { return }
        var child = isArray ? index + 1 : index + 2
        for position in 0..<entry.count {
            if !evaluator.marks.contains(position, in: marks) {
                collectChild(
                    instruction.a, child,
                    isArray ? .element(position) : .member(tapeIndex: child - 1),
                    as: isArray ? .element : .member)
            }
            child = evaluator.view.next(after: child) + (isArray ? 0 : 1)
        }
        evaluator.marks.setAll(in: marks)
    }
}
