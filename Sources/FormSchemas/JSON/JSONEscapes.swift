/// Resolves the escape sequences of a string that the reader has accepted.
enum JSONEscapes {
    /// Calls `body` with the content of an escaped string; the buffer lives for the call only.
    static func withDecoded<Result>(
        _ bytes: UnsafePointer<UInt8>, _ count: Int,
        _ body: (UnsafePointer<UInt8>, Int) -> Result
    ) -> Result {
        // An escape is never shorter than what it stands for.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + 1) { buffer in
            let target = buffer.baseAddress.unsafelyUnwrapped
            return body(target, decode(bytes, count, into: target))
        }
    }

    static func hexDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46: UInt32(byte - 0x37)
        case 0x61...0x66: UInt32(byte - 0x57)
        default: nil
        }
    }

    private static func decode(
        _ bytes: UnsafePointer<UInt8>, _ count: Int, into target: UnsafeMutablePointer<UInt8>
    ) -> Int {
        var source = 0
        var written = 0
        while source < count {
            let byte = bytes[source]
            guard byte == 0x5C else {
                target[written] = byte
                source &+= 1
                written &+= 1
                continue
            }
            let kind = bytes[source &+ 1]
            guard kind == 0x75 else {
                target[written] = simple(kind)
                source &+= 2
                written &+= 1
                continue
            }
            var scalar = unit(bytes + source + 2)
            source &+= 6
            if scalar & 0xFC00 == 0xD800 {
                let low = unit(bytes + source + 2)
                scalar = 0x10000 + (scalar & 0x3FF) << 10 + low & 0x3FF
                source &+= 6
            }
            written &+= write(scalar, to: target + written)
        }
        return written
    }

    private static func simple(_ kind: UInt8) -> UInt8 {
        switch kind {
        case 0x62: 0x08
        case 0x66: 0x0C
        case 0x6E: 0x0A
        case 0x72: 0x0D
        case 0x74: 0x09
        default: kind
        }
    }

    private static func unit(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
        var unit: UInt32 = 0
        for index in 0..<4 { unit = unit << 4 | (hexDigit(bytes[index]) ?? 0) }
        return unit
    }

    private static func write(_ scalar: UInt32, to target: UnsafeMutablePointer<UInt8>) -> Int {
        if scalar < 0x80 {
            target[0] = UInt8(scalar)
            return 1
        }
        if scalar < 0x800 {
            target[0] = UInt8(0xC0 | scalar >> 6)
            target[1] = UInt8(0x80 | scalar & 0x3F)
            return 2
        }
        if scalar < 0x10000 {
            target[0] = UInt8(0xE0 | scalar >> 12)
            target[1] = UInt8(0x80 | scalar >> 6 & 0x3F)
            target[2] = UInt8(0x80 | scalar & 0x3F)
            return 3
        }
        target[0] = UInt8(0xF0 | scalar >> 18)
        target[1] = UInt8(0x80 | scalar >> 12 & 0x3F)
        target[2] = UInt8(0x80 | scalar >> 6 & 0x3F)
        target[3] = UInt8(0x80 | scalar & 0x3F)
        return 4
    }
}

extension TapeEntry {
    /// Calls `body` with the content of a string or name, escapes resolved.
    @inline(__always)
    func withContent<Result>(
        of base: UnsafePointer<UInt8>, _ body: (UnsafePointer<UInt8>, Int) -> Result
    ) -> Result {
        if meta & 0xF == TapeKind.string.rawValue { return body(base + offset, count) }
        return JSONEscapes.withDecoded(base + offset, count, body)
    }
}
