/// Functions of texts. Positions count Unicode scalars; what is cut out of a text stays in place.
extension CELMachine {
    mutating func text(
        _ function: CELFunction, _ arguments: UnsafeMutablePointer<CELCell>, _ count: Int
    ) -> CELCell {
        let text = arguments[0]
        steps &+= text.size / 16
        switch function {
        case .lowerAscii: return changed(text) { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        case .upperAscii: return changed(text) { $0 >= 0x61 && $0 <= 0x7A ? $0 & 0xDF : $0 }
        case .trim: return trimmed(text)
        case .reverse: return reversed(text)
        case .charAt, .substring: return cut(function, arguments, count)
        default: break
        }
        guard arguments[1].kind == .string else { return .error(.noOverload) }
        let part = arguments[1]
        switch function {
        case .contains: return find(part, in: text, from: 0).map { .bool($0 >= 0) } ?? spent
        case .startsWith:
            return .bool(
                part.size <= text.size && bytesEqual(text.bytes, part.bytes, part.size))
        case .endsWith:
            return .bool(
                part.size <= text.size
                    && bytesEqual(text.bytes + (text.size - part.size), part.bytes, part.size))
        case .indexOf, .lastIndexOf: return position(function, arguments, count)
        case .replace: return replaced(arguments, count)
        default: return split(arguments, count)
        }
    }

    /// The result once the steps are used up; what calls it is not looked at any more.
    private var spent: CELCell { .error(.steps) }

    // MARK: - Search

    /// The byte offset of `part` at or after `start`, or -1; `nil` if the steps ran out.
    mutating func find(_ part: CELCell, in text: CELCell, from start: Int) -> Int? {
        if part.size == 0 { return start <= text.size ? start : -1 }
        let first = part.bytes[0]
        var offset = start
        while offset + part.size <= text.size {
            if text.bytes[offset] == first {
                steps &+= 1 + part.size / 16
                if steps > stepsMax { return nil }
                if bytesEqual(text.bytes + offset, part.bytes, part.size) { return offset }
            }
            offset &+= 1
        }
        return -1
    }

    /// The byte offset of a scalar; `nil` beyond the end.
    private func offset(ofScalar position: Int64, in text: CELCell) -> Int? {
        guard position >= 0, position <= Int64(text.size) else { return nil }
        var left = position
        var offset = 0
        while left > 0, offset < text.size {
            offset &+= UTF8Scan.scalar(at: offset, in: text.bytes).length
            left &-= 1
        }
        return left == 0 ? offset : nil
    }

    private mutating func position(
        _ function: CELFunction, _ arguments: UnsafeMutablePointer<CELCell>, _ count: Int
    ) -> CELCell {
        let text = arguments[0]
        let part = arguments[1]
        guard count == 2 || arguments[2].kind == .int else { return .error(.noOverload) }
        var found = -1
        if function == .indexOf {
            guard let start = offset(ofScalar: count == 3 ? arguments[2].int : 0, in: text) else {
                return .error(.index)
            }
            guard let offset = find(part, in: text, from: start) else { return spent }
            found = offset
        } else {
            var start = text.size
            if count == 3 {
                guard let limit = offset(ofScalar: arguments[2].int, in: text) else {
                    return .error(.index)
                }
                start = limit
            }
            start = min(start, text.size - part.size)
            while start >= 0 {
                steps &+= 1 + part.size / 16
                if steps > stepsMax { return spent }
                if bytesEqual(text.bytes + start, part.bytes, part.size),
                    start == text.size || text.bytes[start] & 0xC0 != 0x80
                {
                    break
                }
                start -= 1
            }
            found = start
        }
        if found < 0 { return .int(-1) }
        return .int(Int64(scalars(.text(text.bytes, found))))
    }

    // MARK: - Parts

    private func cut(
        _ function: CELFunction, _ arguments: UnsafeMutablePointer<CELCell>, _ count: Int
    ) -> CELCell {
        let text = arguments[0]
        guard arguments[1].kind == .int, count == 2 || arguments[2].kind == .int else {
            return .error(.noOverload)
        }
        guard let start = offset(ofScalar: arguments[1].int, in: text) else {
            return .error(.index)
        }
        var end = text.size
        if function == .charAt {
            if start < text.size {
                end = start + UTF8Scan.scalar(at: start, in: text.bytes).length
            }
        } else if count == 3 {
            guard let last = offset(ofScalar: arguments[2].int, in: text), last >= start else {
                return .error(.index)
            }
            end = last
        }
        return .text(text.bytes + start, end - start)
    }

    /// The text without the white space of Unicode at its ends.
    private func trimmed(_ text: CELCell) -> CELCell {
        var start = 0
        while start < text.size {
            let (scalar, length) = UTF8Scan.scalar(at: start, in: text.bytes)
            guard Self.isSpace(scalar) else { break }
            start += length
        }
        var end = text.size
        while end > start {
            var last = end - 1
            while text.bytes[last] & 0xC0 == 0x80 { last -= 1 }
            guard Self.isSpace(UTF8Scan.scalar(at: last, in: text.bytes).value) else { break }
            end = last
        }
        return .text(text.bytes + start, end - start)
    }

    private static func isSpace(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F,
            0x205F, 0x3000:
            true
        default: false
        }
    }

    // MARK: - New texts

    private mutating func changed(_ text: CELCell, _ change: (UInt8) -> UInt8) -> CELCell {
        guard let target = arena.allocate(UInt8.self, text.size) else { return .error(.memory) }
        for offset in 0..<text.size { target[offset] = change(text.bytes[offset]) }
        return .text(target, text.size)
    }

    private mutating func reversed(_ text: CELCell) -> CELCell {
        guard let target = arena.allocate(UInt8.self, text.size) else { return .error(.memory) }
        var offset = 0
        while offset < text.size {
            let length = UTF8Scan.scalar(at: offset, in: text.bytes).length
            (target + (text.size - offset - length)).update(
                from: text.bytes + offset, count: length)
            offset += length
        }
        return .text(target, text.size)
    }

    /// `replace` writes twice: once to count, once into the memory.
    private mutating func replaced(
        _ arguments: UnsafeMutablePointer<CELCell>, _ count: Int
    ) -> CELCell {
        guard arguments[2].kind == .string, count == 3 || arguments[3].kind == .int else {
            return .error(.noOverload)
        }
        let most = count == 4 && arguments[3].int >= 0 ? Int(arguments[3].int) : Int.max
        guard let (length, hits) = replace(arguments, most, into: nil) else { return spent }
        if hits == 0 { return arguments[0] }
        guard let target = arena.allocate(UInt8.self, length) else { return .error(.memory) }
        guard replace(arguments, most, into: target) != nil else { return spent }
        return .text(target, length)
    }

    /// Writes the text with up to `most` parts replaced; returns its length and their number.
    private mutating func replace(
        _ arguments: UnsafeMutablePointer<CELCell>, _ most: Int,
        into target: UnsafeMutablePointer<UInt8>?
    ) -> (length: Int, hits: Int)? {
        let (text, old, new) = (arguments[0], arguments[1], arguments[2])
        var length = 0
        var hits = 0
        var offset = 0
        func write(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
            if let target { (target + length).update(from: bytes, count: count) }
            length += count
        }
        while hits < most {
            steps &+= 1
            if steps > stepsMax { return nil }
            guard let found = find(old, in: text, from: offset) else { return nil }
            guard found >= 0 else { break }
            write(text.bytes + offset, found - offset)
            write(new.bytes, new.size)
            hits += 1
            offset = found + old.size
            if old.size == 0 {
                // An empty part stands before each scalar and at the end.
                guard offset < text.size else { break }
                let next = UTF8Scan.scalar(at: offset, in: text.bytes).length
                write(text.bytes + offset, next)
                offset += next
            }
        }
        write(text.bytes + offset, text.size - offset)
        return (length, hits)
    }

    private mutating func split(
        _ arguments: UnsafeMutablePointer<CELCell>, _ count: Int
    ) -> CELCell {
        let (text, separator) = (arguments[0], arguments[1])
        guard count == 2 || arguments[2].kind == .int else { return .error(.noOverload) }
        let most = count == 3 && arguments[2].int >= 0 ? Int(arguments[2].int) : Int.max
        var parts = CELCells()
        var offset = 0
        while parts.count < most {
            steps &+= 1
            if steps > stepsMax { return spent }
            var end = text.size
            var next: Int?
            if separator.size == 0 {
                if offset < text.size {
                    end = offset + UTF8Scan.scalar(at: offset, in: text.bytes).length
                    next = end < text.size ? end : nil
                }
            } else {
                guard let found = find(separator, in: text, from: offset) else { return spent }
                if found >= 0 {
                    end = found
                    next = found + separator.size
                }
            }
            if parts.count == most - 1 {
                end = text.size
                next = nil
            }
            let part = CELCell.text(text.bytes + offset, end - offset)
            guard parts.append(part, in: &arena) else { return .error(.memory) }
            guard let next else { break }
            offset = next
        }
        return parts.list
    }
}
