extension CELMachine {
    mutating func converted(_ function: CELFunction, _ cell: CELCell) -> CELCell {
        switch function {
        case .toInt: return int(cell)
        case .toUint: return uint(cell)
        case .toDouble: return double(cell)
        case .toBool: return bool(cell)
        case .toBytes:
            guard cell.kind == .string || cell.kind == .bytes else { return .error(.noOverload) }
            return .text(cell.bytes, cell.size, .bytes)
        default: return text(of: cell)
        }
    }

    private func int(_ cell: CELCell) -> CELCell {
        let value: Int64?
        switch cell.kind {
        case .int: return cell
        case .uint: value = Int64(exactly: cell.word)
        // The bounds themselves are beyond what a double can tell apart.
        case .double:
            value =
                cell.double > -0x1p63 && cell.double < 0x1p63 ? Int64(cell.double) : nil
        case .timestamp: value = cell.int
        case .string:
            return number(cell) { Int64($0) }.map { .int($0) } ?? .error(.conversion)
        default: return .error(.noOverload)
        }
        return value.map { .int($0) } ?? .error(.overflow)
    }

    private func uint(_ cell: CELCell) -> CELCell {
        let value: UInt64?
        switch cell.kind {
        case .uint: return cell
        case .int: value = UInt64(exactly: cell.int)
        case .double:
            value = cell.double >= 0 && cell.double < 0x1p64 ? UInt64(cell.double) : nil
        case .string:
            guard let value = number(cell, { UInt64($0) }) else { return .error(.conversion) }
            return CELCell(.uint, word: value)
        default: return .error(.noOverload)
        }
        return value.map { CELCell(.uint, word: $0) } ?? .error(.overflow)
    }

    private func double(_ cell: CELCell) -> CELCell {
        switch cell.kind {
        case .double: return cell
        case .int: return .double(Double(cell.int))
        case .uint: return .double(Double(cell.word))
        case .string:
            // Swift also reads hexadecimal and names of special values; CEL's are decimal.
            let isDecimal = cell.buffer.allSatisfy {
                CELLexer.isDigit($0) || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E || $0 | 0x20 == 0x65
            }
            guard isDecimal, let value = number(cell, { Double($0) }) else {
                return .error(.conversion)
            }
            return .double(value)
        default: return .error(.noOverload)
        }
    }

    /// A short text as a number.
    private func number<Number>(_ cell: CELCell, _ read: (String) -> Number?) -> Number? {
        guard cell.size <= 400 else { return nil }
        return read(String(decoding: cell.buffer, as: UTF8.self))
    }

    private func bool(_ cell: CELCell) -> CELCell {
        switch cell.kind {
        case .bool: return cell
        case .string:
            let text = cell.size <= 5 ? String(decoding: cell.buffer, as: UTF8.self) : ""
            if ["true", "True", "TRUE", "t", "1"].contains(text) { return .bool(true) }
            if ["false", "False", "FALSE", "f", "0"].contains(text) { return .bool(false) }
            return .error(.conversion)
        default: return .error(.noOverload)
        }
    }

    private mutating func text(of cell: CELCell) -> CELCell {
        switch cell.kind {
        case .string: return cell
        case .bytes:
            var position = 0
            steps &+= cell.size / 4
            while position < cell.size {
                guard let length = UTF8Scan.length(at: position, in: cell.bytes, end: cell.size)
                else { return .error(.invalidUTF8) }
                position &+= length
            }
            return .text(cell.bytes, cell.size)
        case .bool: return made(cell.word != 0 ? "true" : "false")
        case .int: return made(String(cell.int))
        case .uint: return made(String(cell.word))
        case .double: return made(CELNumberText.of(cell.double))
        case .decimal: return made(cell.decimal.description)
        case .timestamp: return made(cell.time.momentText)
        case .duration: return made(cell.time.spanText)
        default: return .error(.noOverload)
        }
    }

    /// A text that was made for this evaluation.
    mutating func made(_ text: String) -> CELCell {
        var text = text
        return text.withUTF8 { made($0) }
    }

    mutating func made(_ bytes: UnsafeBufferPointer<UInt8>) -> CELCell {
        guard let target = arena.allocate(UInt8.self, bytes.count) else { return .error(.memory) }
        if let base = bytes.baseAddress { target.update(from: base, count: bytes.count) }
        return .text(target, bytes.count)
    }
}

/// Doubles as `string()` writes them.
enum CELNumberText {
    /// The fewest digits that read back as the same value: plain from 0.0001 to 999,999, with an
    /// exponent of at least two digits beyond.
    static func of(_ value: Double) -> String {
        if value.isNaN { return "nan" }
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        if value == 0 { return value.sign == .minus ? "-0" : "0" }
        let sign = value < 0 ? "-" : ""
        let (digits, point) = shortest(value.magnitude)
        if point - 1 < -4 || point - 1 >= 6 {
            let exponent = point - 1
            let power = String(exponent.magnitude)
            let mantissa = digits.count > 1 ? "\(digits.prefix(1)).\(digits.dropFirst())" : digits
            return "\(sign)\(mantissa)e\(exponent < 0 ? "-" : "+")"
                + (power.count < 2 ? "0" : "") + power
        }
        if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
        if point >= digits.count {
            return sign + digits + String(repeating: "0", count: point - digits.count)
        }
        return "\(sign)\(digits.prefix(point)).\(digits.dropFirst(point))"
    }

    /// The significant digits, and how many of them stand before the point.
    private static func shortest(_ value: Double) -> (digits: String, point: Int) {
        let parts = value.description.split(separator: "e")
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        exponent += mantissa[0].utf8.count
        var digits = Array((mantissa[0] + (mantissa.count > 1 ? mantissa[1] : "")).utf8)
        while digits.first == 0x30 {
            digits.removeFirst()
            exponent -= 1
        }
        while digits.last == 0x30 { digits.removeLast() }
        return (String(decoding: digits, as: UTF8.self), exponent)
    }
}
