/// A keyed 64-bit hash of bytes, for member names and sets of strings.
///
/// The key is drawn once per process, so that nobody can prepare names that collide; the value
/// therefore never leaves the process. Equal hashes are always confirmed on the bytes.
enum ByteHash {
    /// Drawn once; odd, so that a zero word still mixes.
    static let key: UInt64 = UInt64.random(in: 1...UInt64.max) | 1

    /// Hashes `count` bytes. Cost: two multiplications for up to 16 bytes, one more per 16.
    @inline(__always)
    static func hash(_ bytes: UnsafePointer<UInt8>, _ count: Int, key: UInt64) -> UInt64 {
        var first: UInt64
        var second: UInt64 = 0
        var state = key
        if count < 8 {
            first = count == 0 ? 0 : tail(bytes, count)
        } else {
            var offset = 0
            while offset &+ 16 < count {
                state = mix(word(bytes + offset) ^ state, word(bytes + offset + 8) ^ key)
                offset &+= 16
            }
            // The last 16 bytes overlap with those before, or with each other.
            first = word(bytes + max(0, count &- 16))
            second = word(bytes + (count &- 8))
        }
        // Both factors hold the key, so that nobody can make one of them zero.
        first ^= (key ^ 0xA076_1D64_78BD_642F) &+ UInt64(truncatingIfNeeded: count)
        return mix(mix(first, second ^ state) ^ 0xE703_7ED1_A0B4_28DB, key)
    }

    @inline(__always)
    static func word(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
        UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self)
    }

    /// One to seven bytes without reading beyond them: overlapping loads give each byte a place.
    @inline(__always)
    static func tail(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        let raw = UnsafeRawPointer(bytes)
        if count >= 4 {
            let low = UInt64(raw.loadUnaligned(as: UInt32.self))
            let high = UInt64((raw + (count &- 4)).loadUnaligned(as: UInt32.self))
            return low | high << 32
        }
        let first = UInt64(bytes[0])
        let middle = UInt64(bytes[count >> 1])
        let last = UInt64(bytes[count &- 1])
        return first | middle << 8 | last << 16
    }

    @inline(__always)
    private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}

/// Whether two stretches of `count` bytes are equal.
@inline(__always)
func bytesEqual(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    if count < 8 {
        return count == 0 || ByteHash.tail(left, count) == ByteHash.tail(right, count)
    }
    var offset = 0
    while offset &+ 8 < count {
        if ByteHash.word(left + offset) != ByteHash.word(right + offset) { return false }
        offset &+= 8
    }
    // The last eight overlap with those before.
    return ByteHash.word(left + (count &- 8)) == ByteHash.word(right + (count &- 8))
}
