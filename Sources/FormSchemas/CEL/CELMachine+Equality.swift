extension CELMachine {
    /// Whether two values are equal, as a bool; an error if one of them is.
    @inline(__always)
    mutating func equal(_ left: CELCell, _ right: CELCell) -> CELCell {
        if left.hasKind(of: right) {
            switch left.kind {
            case .string:
                return .bool(
                    left.count == right.count && bytesEqual(left.bytes, right.bytes, left.size))
            case .int, .bool, .uint: return .bool(left.word == right.word)
            default: break
            }
        }
        return equalOthers(left, right)
    }

    /// `value == text` or `value != text`.
    @inline(__always)
    mutating func equalText(
        _ instruction: CELInstruction, _ value: CELCell, _ text: CELCell
    ) -> CELCell {
        if value.kind == .error { return value }
        let isEqual =
            value.kind == .string && value.count == text.count
            && bytesEqual(value.bytes, text.bytes, text.size)
        return .bool(isEqual == (instruction.small == 0))
    }

    @inline(never)
    private mutating func equalOthers(_ left: CELCell, _ right: CELCell) -> CELCell {
        if left.kind == .error { return left }
        if right.kind == .error { return right }
        return .bool(isEqual(left, right))
    }

    /// Deep equality of values that are no errors. Its depth is that of the documents and the
    /// expression, both of which are bounded.
    private mutating func isEqual(_ left: CELCell, _ right: CELCell) -> Bool {
        steps &+= 1
        if steps > stepsMax { return false }
        if Self.isNumber(left), Self.isNumber(right) {
            if left.kind == .double, left.double.isNaN { return false }
            if right.kind == .double, right.double.isNaN { return false }
            return numberOrder(left, right) == 0
        }
        if left.kind == .decimal || right.kind == .decimal {
            guard let first = exactOperand(left), let second = exactOperand(right) else {
                return false
            }
            return CELDecimal.compare(first, second) == 0
        }
        guard left.kind == right.kind else { return false }
        switch left.kind {
        case .null: return true
        case .bool, .type: return left.word == right.word
        case .string, .bytes:
            steps &+= left.size / 16
            return left.count == right.count && bytesEqual(left.bytes, right.bytes, left.size)
        case .timestamp, .duration: return left.time == right.time
        case .list: return areEqualLists(left, right)
        case .map: return areEqualMaps(left, right)
        case .int, .uint, .double, .decimal, .error: return false
        }
    }

    private mutating func areEqualLists(_ left: CELCell, _ right: CELCell) -> Bool {
        guard left.count == right.count else { return false }
        var first = CELCursor(left)
        var second = CELCursor(right)
        for _ in 0..<left.size where !isEqual(next(&first), next(&second)) { return false }
        return true
    }

    private mutating func areEqualMaps(_ left: CELCell, _ right: CELCell) -> Bool {
        guard left.count == right.count else { return false }
        var cursor = CELCursor(left)
        for _ in 0..<left.size {
            let key = next(&cursor)
            let value = next(&cursor)
            guard let other = entry(of: right, key), isEqual(value, other) else { return false }
        }
        return true
    }

    /// The next element of a list, or the next key or value of a map.
    @inline(__always)
    mutating func next(_ cursor: inout CELCursor) -> CELCell {
        guard cursor.range.isOnTape else {
            defer { cursor.position &+= 1 }
            return cursor.range.cells[cursor.position]
        }
        let index = cursor.position
        cursor.position = next(after: index, sources[Int(cursor.range.origin) &- 1].tape)
        return load(index, cursor.range.origin)
    }

    /// `element in range`: among the elements of a list or the keys of a map.
    mutating func membership(
        _ instruction: CELInstruction, _ element: CELCell, _ range: CELCell
    ) -> CELCell {
        if element.kind == .error { return element }
        switch range.kind {
        case .list:
            var cursor = CELCursor(range)
            for _ in 0..<range.size {
                steps &+= 1
                let found = equal(element, next(&cursor))
                if found.kind == .error { return placed(found, instruction) }
                if found.word != 0 { return .bool(true) }
            }
            return .bool(false)
        case .map:
            guard isKey(element) else { return refused(instruction, element) }
            return .bool(entry(of: range, element) != nil)
        default: return refused(instruction, range)
        }
    }

    /// The list or map of the values from `values` on.
    mutating func made(
        _ instruction: CELInstruction, _ values: UnsafeMutablePointer<CELCell>
    ) -> CELCell {
        let count = Int(instruction.a)
        guard let cells = arena.allocate(CELCell.self, count) else {
            return placed(.error(.memory), instruction)
        }
        for index in 0..<count {
            if values[index].kind == .error { return values[index] }
            cells[index] = values[index]
        }
        if instruction.opcode == .makeList { return .list(cells, count) }
        for index in stride(from: 0, to: count, by: 2) {
            guard isKey(cells[index]), cells[index].kind != .double else {
                return placed(.error(.keyType), instruction)
            }
            for other in stride(from: 0, to: index, by: 2)
            where equal(cells[index], cells[other]).isTrue {
                return placed(.error(.duplicateKey), instruction)
            }
        }
        return CELCell(.map, word: CELCell.list(cells, count).word, count: UInt32(count / 2))
    }
}

/// A walk over all cells of a list, or all keys and values of a map.
struct CELCursor {
    let range: CELCell
    var position: Int

    @inline(__always)
    init(_ range: CELCell) {
        self.range = range
        position = range.isOnTape ? Int(range.word) &+ 1 : 0
    }
}
