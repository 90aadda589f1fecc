/// Steps through UTF-8 one scalar at a time.
enum UTF8Scan {
    /// The length of the well-formed sequence at `offset`, or `nil`.
    ///
    /// - Source: The Unicode Standard, table 3-7 (no surrogates, no overlong forms).
    static func length(at offset: Int, in base: UnsafePointer<UInt8>, end: Int) -> Int? {
        let first = base[offset]
        if first < 0x80 { return 1 }
        let length: Int
        var low: UInt8 = 0x80
        var high: UInt8 = 0xBF
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, low) = (3, 0xA0)
        case 0xED: (length, high) = (3, 0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, low) = (4, 0x90)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, high) = (4, 0x8F)
        default: return nil
        }
        guard offset &+ length <= end, base[offset &+ 1] >= low, base[offset &+ 1] <= high else {
            return nil
        }
        var index = 2
        while index < length {
            if base[offset &+ index] & 0xC0 != 0x80 { return nil }
            index &+= 1
        }
        return length
    }

    /// The scalar at `offset` and its length; requires well-formed UTF-8.
    @inline(__always)
    static func scalar(at offset: Int, in base: UnsafePointer<UInt8>) -> (
        value: UInt32, length: Int
    ) {
        let first = UInt32(base[offset])
        if first < 0x80 { return (first, 1) }
        let second = UInt32(base[offset &+ 1]) & 0x3F
        if first < 0xE0 { return ((first & 0x1F) << 6 | second, 2) }
        let third = UInt32(base[offset &+ 2]) & 0x3F
        if first < 0xF0 { return ((first & 0x0F) << 12 | second << 6 | third, 3) }
        let fourth = UInt32(base[offset &+ 3]) & 0x3F
        return ((first & 0x07) << 18 | second << 12 | third << 6 | fourth, 4)
    }

    /// Appends a scalar's bytes.
    static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
        switch scalar {
        case 0..<0x80: bytes.append(UInt8(scalar))
        case 0x80..<0x800:
            bytes.append(UInt8(0xC0 | scalar >> 6))
            bytes.append(UInt8(0x80 | scalar & 0x3F))
        case 0x800..<0x10000:
            bytes.append(UInt8(0xE0 | scalar >> 12))
            bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            bytes.append(UInt8(0x80 | scalar & 0x3F))
        default:
            bytes.append(UInt8(0xF0 | scalar >> 18))
            bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
            bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            bytes.append(UInt8(0x80 | scalar & 0x3F))
        }
    }
}
