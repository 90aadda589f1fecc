/// A cursor over the bytes of one string, with the small steps that formats are made of.
struct FormatScanner {
    let bytes: UnsafePointer<UInt8>
    let end: Int
    var position = 0

    init(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
        self.bytes = bytes
        end = count
    }

    var isAtEnd: Bool { position == end }
    var rest: Int { end - position }
    var string: String {
        String(decoding: UnsafeBufferPointer(start: bytes, count: end), as: UTF8.self)
    }

    /// The byte at the cursor; 0, which no string contains, at the end.
    @inline(__always) var next: UInt8 { position < end ? bytes[position] : 0 }

    @inline(__always)
    func peek(_ distance: Int) -> UInt8 {
        position + distance < end ? bytes[position + distance] : 0
    }

    @inline(__always)
    mutating func skip(_ byte: UInt8) -> Bool {
        guard next == byte, position < end else { return false }
        position += 1
        return true
    }

    /// Reads exactly `count` digits.
    @inline(__always)
    mutating func digits(_ count: Int) -> Int? {
        guard rest >= count else { return nil }
        var value = 0
        for offset in position..<position + count {
            let digit = bytes[offset] &- 0x30
            if digit > 9 { return nil }
            value = value &* 10 &+ Int(digit)
        }
        position += count
        return value
    }

    /// Skips digits; returns how many there were.
    mutating func skipDigits() -> Int {
        let start = position
        while position < end, Self.isDigit(bytes[position]) { position += 1 }
        return position - start
    }

    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }
    @inline(__always) static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 <= 25 }
    @inline(__always)
    static func isHexDigit(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 0x61 <= 5 }

    /// A part of the same string.
    func part(_ range: Range<Int>) -> FormatScanner {
        FormatScanner(bytes + range.lowerBound, range.count)
    }

    func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
        var index = start
        while index < end {
            if bytes[index] == byte { return index }
            index += 1
        }
        return nil
    }

    func lastIndex(of byte: UInt8) -> Int? {
        var index = end - 1
        while index >= 0 {
            if bytes[index] == byte { return index }
            index -= 1
        }
        return nil
    }
}
