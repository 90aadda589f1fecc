extension CELMachine {
    mutating func list(
        _ function: CELFunction, _ arguments: UnsafeMutablePointer<CELCell>, _ count: Int
    ) -> CELCell {
        let list = arguments[0]
        switch function {
        case .join:
            let separator = count == 2 ? arguments[1] : .emptyText
            guard separator.kind == .string else { return .error(.noOverload) }
            return joined(list, separator)
        case .distinct: return distinct(list)
        case .flatten: return flattened(list)
        case .sum: return sum(list)
        case .slice: return slice(list, arguments[1], arguments[2])
        default: return sorted(list)
        }
    }

    private mutating func joined(_ list: CELCell, _ separator: CELCell) -> CELCell {
        var length = 0
        var cursor = CELCursor(list)
        for _ in 0..<list.size {
            let element = next(&cursor)
            guard element.kind == .string else {
                return element.kind == .error ? element : .error(.noOverload)
            }
            length += element.size + separator.size
        }
        if list.size == 0 { return .emptyText }
        length -= separator.size
        steps &+= list.size + length / 16
        guard let target = arena.allocate(UInt8.self, length) else { return .error(.memory) }
        var written = 0
        cursor = CELCursor(list)
        for position in 0..<list.size {
            let element = next(&cursor)
            if position > 0 {
                (target + written).update(from: separator.bytes, count: separator.size)
                written += separator.size
            }
            (target + written).update(from: element.bytes, count: element.size)
            written += element.size
        }
        return .text(target, length)
    }

    private mutating func distinct(_ list: CELCell) -> CELCell {
        guard let cells = arena.allocate(CELCell.self, list.size) else { return .error(.memory) }
        var count = 0
        var cursor = CELCursor(list)
        for _ in 0..<list.size {
            let element = next(&cursor)
            if element.kind == .error { return element }
            steps &+= count
            if steps > stepsMax { return .error(.steps) }
            var isKnown = false
            for index in 0..<count where equal(cells[index], element).isTrue {
                isKnown = true
                break
            }
            if isKnown { continue }
            cells[count] = element
            count += 1
        }
        return .list(cells, count)
    }

    /// One level: the elements of the elements that are lists, the others as they are.
    private mutating func flattened(_ list: CELCell) -> CELCell {
        var count = 0
        var cursor = CELCursor(list)
        for _ in 0..<list.size {
            let element = next(&cursor)
            if element.kind == .error { return element }
            count += element.kind == .list ? element.size : 1
        }
        guard let cells = arena.allocate(CELCell.self, count) else { return .error(.memory) }
        steps &+= count
        var written = 0
        cursor = CELCursor(list)
        for _ in 0..<list.size {
            let element = next(&cursor)
            if element.kind == .list {
                if let failure = copy(element, to: cells + written) { return failure }
                written += element.size
            } else {
                cells[written] = element
                written += 1
            }
        }
        return .list(cells, count)
    }

    private mutating func slice(_ list: CELCell, _ start: CELCell, _ end: CELCell) -> CELCell {
        guard start.kind == .int, end.kind == .int else { return .error(.noOverload) }
        guard start.int >= 0, start.int <= end.int, end.int <= Int64(list.size) else {
            return .error(.index)
        }
        guard let cells = arena.allocate(CELCell.self, list.size) else { return .error(.memory) }
        if let failure = copy(list, to: cells) { return failure }
        return .list(cells + Int(start.int), Int(end.int - start.int))
    }

    /// In ascending order, equal elements in the order they had; all must be comparable.
    private mutating func sorted(_ list: CELCell) -> CELCell {
        guard var source = arena.allocate(CELCell.self, list.size),
            var target = arena.allocate(CELCell.self, list.size)
        else { return .error(.memory) }
        if let failure = copy(list, to: source) { return failure }
        for index in 0..<list.size where order(source[0], source[index]) == nil {
            return .error(.noOverload)
        }
        // Merging from short runs to long ones needs no stack.
        var width = 1
        while width < list.size {
            for start in stride(from: 0, to: list.size, by: 2 * width) {
                merge(source, target, start, width, list.size)
            }
            swap(&source, &target)
            width *= 2
            steps &+= list.size
        }
        return .list(source, list.size)
    }

    private mutating func merge(
        _ source: UnsafeMutablePointer<CELCell>, _ target: UnsafeMutablePointer<CELCell>,
        _ start: Int, _ width: Int, _ count: Int
    ) {
        let middle = min(start + width, count)
        let end = min(start + 2 * width, count)
        var (left, right) = (start, middle)
        for place in start..<end {
            let takesRight =
                left == middle
                || (right < end && (order(source[right], source[left]) ?? 0) < 0)
            target[place] = source[takesRight ? right : left]
            if takesRight { right += 1 } else { left += 1 }
        }
    }

    // MARK: - Exact numbers

    /// The exact sum of a list of numbers, of texts that are numbers, or of decimals.
    private mutating func sum(_ list: CELCell) -> CELCell {
        var total = CELDecimal(mantissa: 0, scale: 0)
        var cursor = CELCursor(list)
        steps &+= list.size
        for _ in 0..<list.size {
            let element = next(&cursor)
            switch exact(element) {
            case .failure(let failure): return failure.cell
            case .success(let value):
                guard let sum = CELDecimal.sum(total, value, subtracts: false) else {
                    return .error(.overflow)
                }
                total = sum
            }
        }
        return store(total)
    }

    mutating func exactNumber(_ cell: CELCell) -> CELCell {
        switch exact(cell) {
        case .success(let value): store(value)
        case .failure(let failure): failure.cell
        }
    }

    private struct NotExact: Error { let cell: CELCell }

    private func exact(_ cell: CELCell) -> Result<CELDecimal, NotExact> {
        var text: UnsafeBufferPointer<UInt8>?
        switch cell.kind {
        case .decimal: return .success(cell.decimal)
        case .int: return .success(CELDecimal(mantissa: Int128(cell.int), scale: 0))
        case .uint: return .success(CELDecimal(mantissa: Int128(cell.word), scale: 0))
        case .string: text = cell.buffer
        case .double:
            guard cell.isOnTape else { return .failure(NotExact(cell: .error(.notExact))) }
            let source = sources[Int(cell.origin) &- 1]
            let entry = source.tape[cell.size]
            text = UnsafeBufferPointer(start: source.bytes + entry.offset, count: entry.count)
        case .error: return .failure(NotExact(cell: cell))
        default: break
        }
        guard let text else { return .failure(NotExact(cell: .error(.noOverload))) }
        guard let value = CELDecimal(text) else {
            // A long number of a document is correct; there is only no room for it.
            let failure: CELFailure = cell.kind == .double ? .overflow : .conversion
            return .failure(NotExact(cell: .error(failure)))
        }
        return .success(value)
    }
}
