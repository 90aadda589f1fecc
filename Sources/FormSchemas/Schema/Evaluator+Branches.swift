extension Evaluator {
    /// Evaluates a branch whose failure is no failure of the whole: its warnings do not count.
    mutating func evaluateQuietly(
        _ node: UInt32, _ entry: TapeEntry, _ index: Int, _ marks: Int
    ) -> Bool {
        let hadWarnings = hasWarnings
        let result = evaluate(node, entry, index, marks)
        hasWarnings = hadWarnings
        return result
    }

    /// Evaluates a branch in a frame of its own, which is kept only if it holds.
    mutating func evaluateBranch(
        _ node: UInt32, _ entry: TapeEntry, _ index: Int, _ marks: Int
    ) -> Bool {
        let hadWarnings = hasWarnings
        guard marks != EvaluationMarks.none else {
            let result = evaluate(node, entry, index, marks)
            if !result { hasWarnings = hadWarnings }
            return result
        }
        let frame = self.marks.push(like: marks)
        let result = evaluate(node, entry, index, frame)
        if result { self.marks.merge(frame, into: marks) } else { hasWarnings = hadWarnings }
        self.marks.pop(frame)
        return result
    }

    mutating func anyOf(
        _ instruction: Instruction, _ entry: TapeEntry, _ index: Int, _ marks: Int
    ) -> Bool {
        // Where nobody looks at marks, one branch is enough.
        let most = marks == EvaluationMarks.none ? 1 : Int.max
        return matches(instruction, entry, index, marks, upTo: most) > 0
    }

    /// The number of branches that hold, counted to two.
    mutating func oneOf(
        _ instruction: Instruction, _ entry: TapeEntry, _ index: Int, _ marks: Int
    ) -> Int {
        matches(instruction, entry, index, marks, upTo: 2)
    }

    /// The number of branches that hold; stops at `most`.
    private mutating func matches(
        _ instruction: Instruction, _ entry: TapeEntry, _ index: Int, _ marks: Int, upTo most: Int
    ) -> Int {
        var matches = 0
        let branches = view.candidates(instruction, entry, index)
        // Branches without instructions of their own count no step.
        var tried = 0
        defer { steps &+= tried &>> 3 }
        for offset in 0..<Int(branches.count) {
            tried &+= 1
            let node = program.pointee.lists[Int(branches.first) &+ offset]
            if evaluateBranch(node, entry, index, marks) {
                matches &+= 1
                if matches == most { return matches }
            }
        }
        return matches
    }

    mutating func conditional(
        _ instruction: Instruction, _ entry: TapeEntry, _ index: Int, _ marks: Int
    ) -> Bool {
        // A condition judges nothing: it gives no warnings.
        let hadWarnings = hasWarnings
        let holds = evaluateBranch(instruction.a, entry, index, marks)
        hasWarnings = hadWarnings
        let next = holds ? instruction.b : instruction.c
        return next == Instruction.none || evaluate(next, entry, index, marks)
    }
}
