/// Finds the parts of an array or object in JSON text without reading what is in them.
///
/// A test suite holds values that a document may not: too deep, too long, with a name twice. One
/// such value must fail its own test, not make the file unreadable. So only the outline of a file
/// is followed here, and each value is read on its own by the reader that judges it.
struct JSONOutline {
    private let bytes: [UInt8]
    private var position: Int

    private init(_ bytes: [UInt8], at position: Int) {
        self.bytes = bytes
        self.position = position
    }

    /// The places of an array's elements in order; `nil` if no array fills `range`.
    ///
    /// Cost: linear in the length of the range.
    static func elements(of range: Range<Int>, in bytes: [UInt8]) -> [Range<Int>]? {
        var outline = JSONOutline(bytes, at: range.lowerBound)
        var elements: [Range<Int>] = []
        let isWhole = outline.readList("[", "]", until: range.upperBound) { outline in
            guard let element = outline.skipValue(until: range.upperBound) else { return false }
            elements.append(element)
            return true
        }
        return isWhole ? elements : nil
    }

    /// The places of an object's members by name; `nil` if no object fills `range`.
    ///
    /// Of two members of one name the first counts. Names are compared as they are written.
    static func members(of range: Range<Int>, in bytes: [UInt8]) -> [String: Range<Int>]? {
        var outline = JSONOutline(bytes, at: range.lowerBound)
        var members: [String: Range<Int>] = [:]
        let isWhole = outline.readList("{", "}", until: range.upperBound) { outline in
            let end = range.upperBound
            outline.skipSpace(until: end)
            guard outline.peek(end) == UInt8(ascii: "\""),
                let name = outline.skipValue(until: end), outline.take(":", until: end),
                let value = outline.skipValue(until: end)
            else { return false }
            let text = String(decoding: bytes[name].dropFirst().dropLast(), as: UTF8.self)
            if members[text] == nil { members[text] = value }
            return true
        }
        return isWhole ? members : nil
    }

    /// Reads brackets with items between commas; requires that nothing but space follows.
    private mutating func readList(
        _ open: Unicode.Scalar, _ close: Unicode.Scalar, until end: Int,
        readItem: (inout JSONOutline) -> Bool
    ) -> Bool {
        guard take(open, until: end) else { return false }
        if !take(close, until: end) {
            repeat {
                guard readItem(&self) else { return false }
            } while take(",", until: end)
            guard take(close, until: end) else { return false }
        }
        skipSpace(until: end)
        return position == end
    }

    private func peek(_ end: Int) -> UInt8? {
        position < end ? bytes[position] : nil
    }

    private mutating func take(_ scalar: Unicode.Scalar, until end: Int) -> Bool {
        skipSpace(until: end)
        guard peek(end) == UInt8(ascii: scalar) else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace(until end: Int) {
        while let byte = peek(end), [0x20, 0x0A, 0x0D, 0x09].contains(byte) { position += 1 }
    }

    /// Steps over one value, whatever is in it; `nil` if there is none or it does not end.
    private mutating func skipValue(until end: Int) -> Range<Int>? {
        skipSpace(until: end)
        let start = position
        var depth = 0
        while let byte = peek(end) {
            switch byte {
            case UInt8(ascii: "\""):
                guard skipString(until: end) else { return nil }
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                position += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                guard depth > 0 else { return Self.range(start, position) }
                depth -= 1
                position += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"), 0x20, 0x0A, 0x0D, 0x09:
                if depth == 0 { return Self.range(start, position) }
                position += 1
                continue
            default:
                position += 1
                continue
            }
            if depth == 0 { return start..<position }
        }
        return depth == 0 ? Self.range(start, position) : nil
    }

    private static func range(_ start: Int, _ end: Int) -> Range<Int>? {
        start < end ? start..<end : nil
    }

    private mutating func skipString(until end: Int) -> Bool {
        position += 1
        while let byte = peek(end) {
            position += byte == UInt8(ascii: "\\") ? 2 : 1
            if byte == UInt8(ascii: "\"") { return true }
        }
        return false
    }
}
