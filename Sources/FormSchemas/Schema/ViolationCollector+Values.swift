extension ViolationCollector {
    /// A violation names the codes of a list that has no more than these.
    static let codesMax = 25

    mutating func runString(
        _ instruction: Instruction, _ node: UInt32, _ entry: TapeEntry, _ index: Int
    ) {
        if evaluator.view.runString(instruction, entry) { return }
        let keyword = instruction.keyword
        let limit = String(instruction.a)
        switch instruction.opcode {
        case .minLength:
            add(.tooShort, node, keyword, index, ["limit": limit, "actual": String(entry.payload)])
        case .maxLength:
            add(.tooLong, node, keyword, index, ["limit": limit, "actual": String(entry.payload)])
        case .pattern:
            let text = program.patternText(instruction.a)
            add(.pattern, node, keyword, index, ["pattern": text])
        case .format:
            let format = Format.numbered(Int(instruction.a))
            add(.format, node, keyword, index, ["format": format.rawValue])
        case .codeList: addCodeList(instruction.a, node, entry, index)
        case .identifier: addIdentifier(instruction, node, entry, index)
        default: break
        }
    }

    mutating func runNumber(
        _ instruction: Instruction, _ node: UInt32, _ entry: TapeEntry, _ index: Int
    ) {
        if evaluator.view.runNumber(instruction, entry) { return }
        let code: ViolationCode =
            switch instruction.opcode {
            case .minimum, .exclusiveMinimum: .tooSmall
            case .maximum, .exclusiveMaximum: .tooLarge
            default: .multipleOf
            }
        add(code, node, instruction.keyword, index, ["limit": literalText(instruction.a)])
    }

    mutating func runGeneral(
        _ instruction: Instruction, _ node: UInt32, _ entry: TapeEntry, _ index: Int, _ marks: Int
    ) {
        switch instruction.opcode {
        case .apply: collect(instruction.a, entry, index, marks, as: .value)
        case .applyDynamic:
            collect(evaluator.dynamicTarget(instruction), entry, index, marks, as: .value)
        case .anyOf: runChoice(instruction, node, entry, index, marks)
        case .oneOf: runChoice(instruction, node, entry, index, marks)
        case .not:
            if evaluator.evaluateQuietly(instruction.a, entry, index, EvaluationMarks.none) {
                add(.notAllowed, node, .not, index)
            }
        case .conditional:
            let holds = evaluator.evaluateBranch(instruction.a, entry, index, marks)
            let next = holds ? instruction.b : instruction.c
            if next != Instruction.none { collect(next, entry, index, marks, as: .value) }
        case .enumStrings, .constString:
            if evaluator.view.runLiteral(instruction, entry, index) { return }
            add(
                instruction.keyword == .const ? .const : .enum, node, instruction.keyword, index,
                ["expected": setTexts(instruction.a)])
        case .identifierOrWarning: runIdentifierOrWarning(instruction, node, entry, index)
        case .codeListFrom: runCodeListFrom(instruction, node, entry, index)
        case .const:
            if evaluator.view.isLiteral(instruction.a, entry, index) { return }
            add(.const, node, .const, index, ["expected": literalText(instruction.a)])
        case .enum:
            if evaluator.view.isAnyLiteral(instruction, entry, index) { return }
            let first = Int(instruction.a)
            let texts = (first..<first + Int(instruction.b)).map { literalText(tables.lists[$0]) }
            add(.enum, node, .enum, index, ["expected": shortened(texts)])
        default: break
        }
    }

    // MARK: - Branches

    private mutating func runChoice(
        _ instruction: Instruction, _ node: UInt32, _ entry: TapeEntry, _ index: Int, _ marks: Int
    ) {
        let isOneOf = instruction.opcode == .oneOf
        evaluator.hasWarnings = false
        let matches =
            isOneOf
            ? evaluator.oneOf(instruction, entry, index, marks)
            : (evaluator.anyOf(instruction, entry, index, marks) ? 1 : 0)
        if matches == 1 {
            if evaluator.hasWarnings { warn(instruction, entry, index) }
            return
        }
        if matches > 1 { return add(.oneOfMany, node, .oneOf, index) }
        explain(instruction, node, entry, index, marks)
    }

    /// Lists the warnings of the branches that hold.
    private mutating func warn(_ instruction: Instruction, _ entry: TapeEntry, _ index: Int) {
        branchesExplained += Int(instruction.b)
        if branchesExplained > Self.branchesExplainedMax { return }
        for offset in 0..<Int(instruction.b) {
            let branch = tables.lists[Int(instruction.a) + offset]
            if evaluator.evaluateQuietly(branch, entry, index, EvaluationMarks.none) {
                collect(branch, entry, index, EvaluationMarks.none, as: .value)
            }
        }
    }

    /// Reports the one branch that came closest; if there is none, only that no branch holds.
    private mutating func explain(
        _ instruction: Instruction, _ node: UInt32, _ entry: TapeEntry, _ index: Int, _ marks: Int
    ) {
        branchesExplained += Int(instruction.b)
        if branchesExplained > Self.branchesExplainedMax {
            // Which fields the branches know is not found out any more.
            if marks != EvaluationMarks.none { evaluator.marks.setAll(in: marks) }
            return addNone(instruction, node, index)
        }
        let before = found.count
        var best: (closeness: Closeness, found: [Found], frame: Int)?
        var isTie = false
        var frames: [Int] = []
        let base = evaluator.marks.push(like: marks)
        for offset in 0..<Int(instruction.b) {
            let branch = tables.lists[Int(instruction.a) + offset]
            let frame = evaluator.marks.push(like: marks)
            frames.append(frame)
            collect(branch, entry, index, frame, as: .value)
            let closeness = Closeness(found[before...], depth: path.count)
            if let known = best, !(known.closeness < closeness) {
                isTie = isTie || !(closeness < known.closeness)
            } else {
                best = (closeness, Array(found[before...]), frame)
                isTie = false
            }
            found.removeSubrange(before...)
        }
        if let best, !isTie || instruction.b == 1 {
            evaluator.marks.merge(best.frame, into: marks)
            found += best.found
        } else {
            // No branch stands out: what any of them knows is no unknown field.
            for frame in frames { evaluator.marks.merge(frame, into: marks) }
            addNone(instruction, node, index)
        }
        evaluator.marks.pop(base)
    }

    private mutating func addNone(_ instruction: Instruction, _ node: UInt32, _ index: Int) {
        let isOneOf = instruction.opcode == .oneOf
        add(isOneOf ? .oneOfNone : .anyOfNone, node, isOneOf ? .oneOf : .anyOf, index)
    }

    /// How near a branch came to accepting a value; greater is nearer.
    private struct Closeness: Comparable {
        /// 0: it wants something else altogether; 1: a member says that another branch is meant;
        /// 2: it is the right one with mistakes inside.
        let grade: Int
        /// Where its first mistake lies; deeper is nearer.
        let depth: Int
        let mistakes: Int

        init(_ found: ArraySlice<Found>, depth base: Int) {
            let errors = found.filter { $0.severity == .error }
            var grade = 2
            for error in errors {
                switch error.code {
                case .type, .notAllowed, .const, .enum:
                    if error.depth == base { grade = 0 }
                    if error.depth == base + 1, error.code == .const || error.code == .enum {
                        grade = min(grade, 1)
                    }
                default: break
                }
            }
            self.grade = grade
            depth = errors.map(\.depth).min() ?? 0
            mistakes = errors.count
        }

        static func < (lhs: Closeness, rhs: Closeness) -> Bool {
            (lhs.grade, lhs.depth, -lhs.mistakes) < (rhs.grade, rhs.depth, -rhs.mistakes)
        }
    }

    // MARK: - Texts

    mutating func quoted(_ entry: TapeEntry) -> String {
        let text = document.text(of: entry)
        return "\"" + (text.utf8.count > 80 ? String(text.prefix(80)) : text) + "\""
    }

    /// A literal of the schema as JSON.
    mutating func literalText(_ literal: UInt32) -> String {
        let entry = tables.literalTape[Int(tables.literals[Int(literal)].tapeIndex)]
        var range = entry.offset..<entry.offset + entry.count
        if entry.isContainer { range = entry.offset..<entry.end }
        if entry.kind == .string || entry.kind == .escaped {
            range = range.lowerBound - 1..<range.upperBound + 1
        }
        let text = UnsafeBufferPointer(
            start: tables.literalBytes + range.lowerBound, count: range.count)
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func setTexts(_ set: UInt32) -> String {
        shortened(setMembers(set).map { "\"\($0)\"" })
    }

    /// The strings of a set in the order of the schema or the code list.
    mutating func setMembers(_ set: UInt32) -> [String] {
        let table = tables.sets[Int(set)]
        var names: [ProgramName] = []
        for slot in Int(table.slots)...Int(table.slots + table.slotMask) {
            let index = Int(tables.slots[slot])
            if index > 0 { names.append(tables.names[index - 1]) }
        }
        names.sort { $0.offset < $1.offset }
        return names.map { text(of: $0) }
    }

    mutating func text(of name: ProgramName) -> String {
        let bytes = UnsafeBufferPointer(
            start: tables.literalBytes + Int(name.offset), count: Int(name.count))
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func shortened(_ texts: [String]) -> String {
        let list = texts.prefix(12).joined(separator: ", ")
        return texts.count > 12 ? list + ", …" : list
    }
}
