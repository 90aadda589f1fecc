extension Evaluator {
    /// Runs the instructions for any value: literals, references, branches.
    @inline(never)
    mutating func runGeneral(
        _ first: UInt32, _ end: UInt32, _ entry: TapeEntry, _ index: Int, _ marks: Int
    ) -> Bool {
        var position = Int(first)
        while position < Int(end) {
            let instruction = instructions[position]
            position &+= 1
            let passes: Bool
            switch instruction.opcode {
            case .apply: passes = evaluate(instruction.a, entry, index, marks)
            case .applyDynamic:
                passes = evaluate(dynamicTarget(instruction), entry, index, marks)
            case .anyOf: passes = anyOf(instruction, entry, index, marks)
            case .oneOf: passes = oneOf(instruction, entry, index, marks) == 1
            case .not: passes = !evaluateQuietly(instruction.a, entry, index, EvaluationMarks.none)
            case .conditional: passes = conditional(instruction, entry, index, marks)
            case .conditions:
                if marks != EvaluationMarks.none || entry.kind != .object { continue }
                passes = conditions(instruction, entry, index)
                position &+= Int(instruction.b)
            case .enumStrings, .constString, .const, .enum:
                passes = view.runLiteral(instruction, entry, index)
            case .identifierOrWarning: passes = identifierOrWarning(instruction, entry)
            case .codeListFrom: passes = view.editionContains(instruction, entry, index)
            default: passes = true
            }
            if !passes { return false }
        }
        return true
    }

    /// Judges an identifier of which only a wrong form is an error.
    private mutating func identifierOrWarning(
        _ instruction: Instruction, _ entry: TapeEntry
    ) -> Bool {
        guard entry.isText else { return true }
        let outcome = view.identifierOutcome(instruction, entry)
        if outcome.isFailedCheck { hasWarnings = true }
        return outcome != .wrongFormat
    }

    /// The node that a `$dynamicRef` leads to: that of the outermost resource with the anchor.
    func dynamicTarget(_ instruction: Instruction) -> UInt32 {
        let anchor = program.pointee.dynamicAnchors[Int(instruction.a)]
        for position in 0..<scope.count {
            let resource = scope[position]
            for offset in 0..<Int(anchor.count) {
                let target = program.pointee.dynamicTargets[Int(anchor.first) &+ offset]
                if target.resource == resource { return target.node }
            }
        }
        return instruction.b
    }
}
