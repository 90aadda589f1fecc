extension Evaluator {
    /// Runs the instructions for arrays.
    @inline(never)
    mutating func runArrays(
        _ first: UInt32, _ end: UInt32, _ entry: TapeEntry, _ index: Int, _ marks: Int
    ) -> Bool {
        var position = Int(first)
        while position < Int(end) {
            let instruction = instructions[position]
            position &+= 1
            let passes: Bool
            switch instruction.opcode {
            case .items:
                steps &+= entry.count &>> 3
                passes = items(instruction, entry, index, marks)
            case .minItems: passes = entry.count >= Int(instruction.a)
            case .maxItems: passes = entry.count <= Int(instruction.a)
            case .uniqueItems: passes = JSONEquality.firstDuplicate(in: view.value(index)) == nil
            case .contains:
                let matches = contains(instruction, entry, index, marks)
                passes =
                    matches >= Int(instruction.b)
                    && (instruction.c == Instruction.none || matches <= Int(instruction.c))
            default: passes = true
            }
            if !passes { return false }
        }
        return true
    }

    private mutating func items(
        _ instruction: Instruction, _ entry: TapeEntry, _ index: Int, _ marks: Int
    ) -> Bool {
        let prefix = min(Int(instruction.b), entry.count)
        var element = index &+ 1
        var position = 0
        while position < prefix {
            let node = program.pointee.lists[Int(instruction.a) &+ position]
            if !evaluate(node, element) { return false }
            if marks != EvaluationMarks.none { self.marks.set(position, in: marks) }
            element = view.next(after: element)
            position &+= 1
        }
        guard instruction.c != Instruction.none else { return true }
        while position < entry.count {
            if !evaluate(instruction.c, element) { return false }
            element = view.next(after: element)
            position &+= 1
        }
        if marks != EvaluationMarks.none { self.marks.setAll(in: marks) }
        return true
    }

    /// The number of elements that satisfy `contains`.
    mutating func contains(
        _ instruction: Instruction, _ entry: TapeEntry, _ index: Int, _ marks: Int
    ) -> Int {
        var matches = 0
        var element = index &+ 1
        for position in 0..<entry.count {
            if evaluateQuietly(instruction.a, tape[element], element, EvaluationMarks.none) {
                matches &+= 1
                if marks != EvaluationMarks.none { self.marks.set(position, in: marks) }
                // Nothing above the least number matters where there is no most and no tracking.
                if marks == EvaluationMarks.none, instruction.c == Instruction.none,
                    matches >= Int(instruction.b)
                {
                    return matches
                }
            }
            element = view.next(after: element)
        }
        return matches
    }

    /// Runs instructions for objects.
    @inline(never)
    mutating func runObjects(
        _ first: UInt32, _ end: UInt32, _ entry: TapeEntry, _ index: Int, _ marks: Int
    ) -> Bool {
        var position = Int(first)
        while position < Int(end) {
            let instruction = instructions[position]
            position &+= 1
            let passes: Bool
            switch instruction.opcode {
            case .members: passes = members(instruction.a, entry, index, marks)
            case .dependentRequired: passes = view.dependentRequired(instruction, entry, index)
            case .dependentSchema:
                passes =
                    view.member(program.pointee.names[Int(instruction.a)], of: entry, index) == nil
                    || evaluate(instruction.b, entry, index, marks)
            case .propertyNames: passes = propertyNames(instruction, entry, index)
            case .money: passes = view.moneyFault(instruction, entry, index) == nil
            case .part:
                passes = view.partMatches(program.pointee.names[Int(instruction.a)], entry, index)
            default: passes = true
            }
            if !passes { return false }
        }
        return true
    }

    /// One walk over the members: known names, patterns, the rest, and what is required.
    @inline(__always)
    mutating func members(
        _ shapeIndex: UInt32, _ entry: TapeEntry, _ index: Int, _ marks: Int
    ) -> Bool {
        let shape = program.pointee.shapes + Int(shapeIndex)
        let count = entry.count
        if count < Int(shape.pointee.membersMin) || count > Int(shape.pointee.membersMax) {
            return false
        }
        steps &+= count &>> 3
        if marks != EvaluationMarks.none || shape.pointee.patternCount > 0 {
            return allMembers(shape, entry, index, marks)
        }
        return shape.pointee.isNarrow
            ? narrowMembers(shape, entry, index) : knownMembers(shape, entry, index)
    }

    /// The walk for a schema object without `patternProperties` whose marks nobody reads.
    @inline(never)
    private mutating func knownMembers(
        _ shape: UnsafeMutablePointer<ObjectShape>, _ entry: TapeEntry, _ index: Int
    ) -> Bool {
        let first = program.pointee.properties + Int(shape.pointee.properties)
        let end = first + Int(shape.pointee.propertyCount)
        var required = Int(shape.pointee.requiredCount)
        var name = index &+ 1
        var left = entry.count
        // Members mostly come in the order of the schema.
        var property = first
        while left > 0 {
            left &-= 1
            let nameEntry = tape[name]
            name &+= 1
            let node: UInt32
            if property == end || !view.isName(property.pointee.name, nameEntry) {
                // A member that may be absent is: mostly the next one is there.
                if end - property > 1, view.isName((property + 1).pointee.name, nameEntry) {
                    property += 1
                } else {
                    let found = view.find(nameEntry, shape)
                    if found >= 0 { property = first + found } else { property = end }
                }
            }
            if property == end {
                node = shape.pointee.additional
            } else {
                let own = property.pointee.node
                // A name that is only required may be for `additionalProperties`.
                node = own == Instruction.none ? shape.pointee.additional : own
                required &-= property.pointee.isRequired ? 1 : 0
                property += 1
            }
            if node != Instruction.none, !evaluate(node, name) { return false }
            name = view.next(after: name)
        }
        return required == 0
    }

    /// The walk for any schema object.
    @inline(never)
    private mutating func allMembers(
        _ shape: UnsafeMutablePointer<ObjectShape>, _ entry: TapeEntry, _ index: Int, _ marks: Int
    ) -> Bool {
        let properties = program.pointee.properties + Int(shape.pointee.properties)
        let propertyCount = Int(shape.pointee.propertyCount)
        var required = 0
        var name = index &+ 1
        // Members mostly come in the order of the schema.
        var expected = 0
        for position in 0..<entry.count {
            let nameEntry = tape[name]
            let valueIndex = name &+ 1
            var isEvaluated = false
            var found = expected
            if expected >= propertyCount || !view.isName(properties[expected].name, nameEntry) {
                found = view.find(nameEntry, shape)
            }
            if found >= 0 {
                expected = found &+ 1
                let property = properties + found
                required &+= property.pointee.isRequired ? 1 : 0
                if property.pointee.node != Instruction.none {
                    if !evaluate(property.pointee.node, valueIndex) { return false }
                    isEvaluated = true
                }
            }
            if shape.pointee.patternCount > 0 {
                guard let matched = patternMembers(shape, nameEntry, valueIndex) else {
                    return false
                }
                isEvaluated = isEvaluated || matched
            }
            if !isEvaluated, shape.pointee.additional != Instruction.none {
                if !evaluate(shape.pointee.additional, valueIndex) { return false }
                isEvaluated = true
            }
            if isEvaluated, marks != EvaluationMarks.none { self.marks.set(position, in: marks) }
            name = view.next(after: valueIndex)
        }
        return required == Int(shape.pointee.requiredCount)
    }

    /// The same for a schema object that only looks at one or two members, as conditions do: walks
    /// over the names without looking each of them up.
    @inline(never)
    private mutating func narrowMembers(
        _ shape: UnsafeMutablePointer<ObjectShape>, _ entry: TapeEntry, _ index: Int
    ) -> Bool {
        let first = program.pointee.properties + Int(shape.pointee.properties)
        let last = first + (Int(shape.pointee.propertyCount) &- 1)
        var unseen = Int(shape.pointee.propertyCount)
        var required = 0
        var name = index &+ 1
        var left = entry.count
        while left > 0 {
            let isFirst = view.isName(first.pointee.name, tape[name])
            if isFirst || view.isName(last.pointee.name, tape[name]) {
                let property = isFirst ? first : last
                required &+= property.pointee.isRequired ? 1 : 0
                if property.pointee.node != Instruction.none,
                    !evaluate(property.pointee.node, name &+ 1)
                {
                    return false
                }
                // No name comes twice.
                unseen &-= 1
                if unseen == 0 { break }
            }
            name = view.next(after: name &+ 1)
            left &-= 1
        }
        return required == Int(shape.pointee.requiredCount)
    }

    /// Applies `patternProperties`; `nil` if a value fails, else whether any pattern matched.
    mutating func patternMembers(
        _ shape: UnsafeMutablePointer<ObjectShape>, _ name: TapeEntry, _ index: Int
    ) -> Bool? {
        var matched = false
        for offset in 0..<Int(shape.pointee.patternCount) {
            let property = program.pointee.patternProperties[Int(shape.pointee.patterns) &+ offset]
            let automaton = program.pointee.patterns + Int(property.pattern)
            guard name.withContent(of: view.bytes, { automaton.pointee.matches($0, $1) }) else {
                continue
            }
            matched = true
            if !evaluate(property.node, index) { return nil }
        }
        return matched
    }

    private mutating func propertyNames(
        _ instruction: Instruction, _ entry: TapeEntry, _ index: Int
    ) -> Bool {
        var name = index &+ 1
        for _ in 0..<entry.count {
            let text = view.nameAsValue(tape[name])
            if !evaluate(instruction.a, text, name, EvaluationMarks.none) { return false }
            name = view.next(after: name &+ 1)
        }
        return true
    }

    /// Runs `unevaluatedItems` and `unevaluatedProperties` over what has no mark.
    mutating func runLast(
        _ node: UnsafeMutablePointer<ProgramNode>, _ entry: TapeEntry, _ index: Int, _ frame: Int
    ) -> Bool {
        for position in Int(node.pointee.last)..<Int(node.pointee.end) {
            let instruction = instructions[position]
            let isArray = entry.kind == .array
            guard isArray == (instruction.opcode == .unevaluatedItems) else { continue }
            var child = isArray ? index &+ 1 : index &+ 2
            for ordinal in 0..<entry.count {
                if !marks.contains(ordinal, in: frame), !evaluate(instruction.a, child) {
                    return false
                }
                child = view.next(after: child) &+ (isArray ? 0 : 1)
            }
            marks.setAll(in: frame)
        }
        return true
    }
}
