import TransparencyLog

/// The 128 bits of a UUID and their canonical text: 32 lower-case digits in groups of 8-4-4-4-12.
///
/// Source: RFC 9562, section 4.
struct UUIDBits: Hashable, Sendable {
    /// The first and the last eight bytes, big-endian.
    var high: UInt64
    var low: UInt64

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads 16 bytes in network order; `nil` for any other number of bytes.
    init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Reads canonical text. Upper case, braces and missing hyphens are refused, because an ID is
    /// compared, signed and indexed as text: it must have one spelling.
    init?(canonical text: some StringProtocol) {
        var bits = UUIDBits(high: 0, low: 0)
        var position = 0
        for character in text.utf8 {
            guard position < 36 else { return nil }
            if Self.isHyphen(position) {
                guard character == UInt8(ascii: "-") else { return nil }
            } else {
                guard let value = Hex.value(of: character) else { return nil }
                bits.high = bits.high << 4 | bits.low >> 60
                bits.low = bits.low << 4 | UInt64(value)
            }
            position += 1
        }
        guard position == 36 else { return nil }
        self = bits
    }

    /// The version (4 for random, 7 for time-ordered, …).
    var version: UInt64 { high >> 12 & 0xF }
    /// Whether the variant bits say "RFC 9562" (binary 10).
    var hasStandardVariant: Bool { low >> 62 == 0b10 }

    /// The 16 bytes in network order.
    var bytes: [UInt8] {
        [high, low].flatMap { half in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: half >> $0) }
        }
    }

    /// The canonical text.
    var text: String {
        String(unsafeUninitializedCapacity: 36) { digits in
            var (high, low) = (high, low)
            for position in 0..<36 {
                guard !Self.isHyphen(position) else {
                    digits.initializeElement(at: position, to: UInt8(ascii: "-"))
                    continue
                }
                digits.initializeElement(
                    at: position, to: Hex.digit(UInt8(truncatingIfNeeded: high >> 60)))
                (high, low) = (high << 4 | low >> 60, low << 4)
            }
            return 36
        }
    }

    /// A time-ordered UUID: 48 bits of milliseconds, then 74 random bits.
    ///
    /// Source: RFC 9562, section 5.7.
    static func timeOrdered(
        at time: Timestamp, using generator: inout some RandomNumberGenerator
    ) -> UUIDBits {
        // A clock before 1970 would spill its sign over the version bits.
        let milliseconds = UInt64(max(0, time.microseconds / 1_000)) & 0xFFFF_FFFF_FFFF
        let randomA = generator.next() & 0xFFF
        let randomB = generator.next() >> 2
        return UUIDBits(high: milliseconds << 16 | 7 << 12 | randomA, low: 0b10 << 62 | randomB)
    }

    private static func isHyphen(_ position: Int) -> Bool {
        position == 8 || position == 13 || position == 18 || position == 23
    }
}
