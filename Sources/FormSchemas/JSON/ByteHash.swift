/// A keyed 64-bit hash of bytes, for member names and sets of strings.
///
/// The key is drawn once per process, so that nobody can prepare names that collide; the value
/// therefore never leaves the process. Equal hashes are always confirmed on the bytes.
enum ByteHash {
    /// Drawn once; odd, so that a zero word still mixes.
    static let key: UInt64 = UInt64.random(in: 1...UInt64.max) | 1

    /// Hashes `count` bytes. Cost: one multiplication per eight bytes.
    @inline(__always)
    static func hash(_ bytes: UnsafePointer<UInt8>, _ count: Int, key: UInt64) -> UInt64 {
        var state = key ^ (UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15)
        var offset = 0
        while offset &+ 8 <= count {
            state = mix(state ^ word(bytes + offset), key ^ 0xD6E8_FEB8_6659_FD93)
            offset &+= 8
        }
        if offset < count {
            state = mix(state ^ tail(bytes + offset, count &- offset), key ^ 0xA076_1D64_78BD_642F)
        }
        return mix(state ^ 0xE703_7ED1_A0B4_28DB, key)
    }

    @inline(__always)
    static func word(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
        UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self)
    }

    /// Up to seven bytes without reading beyond them: overlapping loads give each byte a place.
    @inline(__always)
    private static func tail(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
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
    var offset = 0
    while offset &+ 8 <= count {
        if ByteHash.word(left + offset) != ByteHash.word(right + offset) { return false }
        offset &+= 8
    }
    while offset < count {
        if left[offset] != right[offset] { return false }
        offset &+= 1
    }
    return true
}
