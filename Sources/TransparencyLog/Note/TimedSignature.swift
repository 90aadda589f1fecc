/// A cosignature's bytes: when the witness signed, and its signature over time and checkpoint.
///
/// Byte layout: the seconds since 1970, eight bytes, big-endian, at most 2^63 - 1; then 64 bytes of
/// Ed25519 over the two lines `cosignature/v1` and `time <seconds>` and the checkpoint's text.
///
/// Source: C2SP tlog-cosignature.
struct TimedSignature {
    /// Seconds since 1970.
    let time: Int64
    let signature: [UInt8]

    /// - Returns: `nil` if `bytes` are not 72, or the time is too late.
    init?(bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard bytes.count == 72, let time = reader.number(UInt64.self).flatMap(Int64.init(exactly:))
        else { return nil }
        self.time = time
        signature = reader.remainder()
    }

    /// What a witness signs. Requires `time` >= 0.
    static func message(_ text: String, time: Int64) -> String {
        "cosignature/v1\ntime \(time)\n\(text)"
    }

    static func bytes(time: Int64, signature: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendBigEndian(time)
        return bytes + signature
    }
}
