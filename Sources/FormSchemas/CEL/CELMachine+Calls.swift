extension CELMachine {
    /// Calls a function with the arguments from `arguments` on; an argument that is an error is
    /// the result.
    mutating func call(
        _ instruction: CELInstruction, _ arguments: UnsafeMutablePointer<CELCell>
    ) -> CELCell {
        let count = Int(instruction.small)
        for index in 0..<count where arguments[index].kind == .error { return arguments[index] }
        guard let function = CELFunction(rawValue: instruction.a) else {
            return .error(.noOverload)
        }
        steps &+= 1
        return placed(result(function, arguments, count), instruction)
    }

    private mutating func result(
        _ function: CELFunction, _ arguments: UnsafeMutablePointer<CELCell>, _ count: Int
    ) -> CELCell {
        let first = arguments[0]
        switch function {
        case .toTimestamp: return timestamp(first)
        case .toDuration: return duration(first)
        case .size: return size(first)
        case .same: return first
        case .typeOf: return CELCell(.type, word: UInt64(first.kind.rawValue))
        case .contains, .startsWith, .endsWith, .charAt, .indexOf, .lastIndexOf, .lowerAscii,
            .upperAscii, .replace, .reverse, .split, .substring, .trim:
            guard first.kind == .string else { return .error(.noOverload) }
            return text(function, arguments, count)
        case .join, .distinct, .flatten, .slice, .sort, .sum:
            guard first.kind == .list else { return .error(.noOverload) }
            return list(function, arguments, count)
        case .toInt, .toUint, .toDouble, .toText, .toBool, .toBytes:
            return converted(function, first)
        case .fullYear, .month, .date, .dayOfMonth, .dayOfWeek, .dayOfYear, .hours, .minutes,
            .seconds, .milliseconds:
            return timeField(function, arguments, count)
        case .decimal: return exactNumber(first)
        case .isWorkingDay, .isPublicHoliday, .addWorkingDays, .distance, .normalized,
            .isIdentifier, .mentionsName:
            return domain(function, arguments, count)
        }
    }

    private mutating func size(_ cell: CELCell) -> CELCell {
        switch cell.kind {
        case .list, .map, .bytes: .int(Int64(cell.count))
        case .string: .int(Int64(scalars(cell)))
        default: .error(.noOverload)
        }
    }

    /// Unicode scalars of a text.
    mutating func scalars(_ text: CELCell) -> Int {
        steps &+= text.size / 16
        var count = 0
        for byte in text.buffer where byte & 0xC0 != 0x80 { count &+= 1 }
        return count
    }

    mutating func match(
        _ instruction: CELInstruction, _ text: CELCell,
        _ pattern: UnsafeMutablePointer<PatternAutomaton>
    ) -> CELCell {
        guard text.kind == .string else { return refused(instruction, text) }
        steps &+= text.size / 4
        return .bool(pattern.pointee.matches(text.bytes, text.size))
    }

    /// The moment that a text or a number of seconds names.
    @inline(__always)
    func timestamp(_ cell: CELCell) -> CELCell {
        guard cell.kind == .string else { return otherTimestamp(cell) }
        guard let moment = CELTime(moment: cell.bytes, cell.size) else {
            return .error(.conversion)
        }
        return .time(.timestamp, moment)
    }

    @inline(never)
    private func otherTimestamp(_ cell: CELCell) -> CELCell {
        switch cell.kind {
        case .timestamp, .error: return cell
        case .int:
            guard CELTime.momentSeconds.contains(cell.int) else { return .error(.timeRange) }
            return .time(.timestamp, CELTime(seconds: cell.int, nanoseconds: 0))
        default: return .error(.noOverload)
        }
    }

    private func duration(_ cell: CELCell) -> CELCell {
        switch cell.kind {
        case .duration: return cell
        case .string:
            guard let span = CELTime(span: cell.buffer) else { return .error(.conversion) }
            return .time(.duration, span)
        default: return .error(.noOverload)
        }
    }
}
