/// The ID that a sender gives a document: a UUID of version 7.
///
/// It is unique per sender only; (sender, ID) identifies a submission. The time inside it keeps
/// indexes compact and is never taken as a statement of when something happened.
///
/// Source: RFC 9562, section 5.7.
public struct SubmissionID: Hashable, Sendable, LosslessStringConvertible {
    private let bits: UUIDBits

    private init?(_ bits: UUIDBits?) {
        guard let bits, bits.version == 7, bits.hasStandardVariant else { return nil }
        self.bits = bits
    }

    /// Reads canonical lower-case text.
    ///
    /// - Returns: `nil` for any other spelling, version or variant.
    public init?(_ text: String) {
        self.init(UUIDBits(canonical: text))
    }

    /// Reads the 16 bytes of an ID, in network order.
    ///
    /// - Returns: `nil` for another number of bytes, version or variant.
    public init?(bytes: some Collection<UInt8>) {
        self.init(UUIDBits(bytes: bytes))
    }

    /// The first and the last eight bytes, big-endian; `nil` for another version or variant.
    public init?(high: UInt64, low: UInt64) {
        self.init(UUIDBits(high: high, low: low))
    }

    private init(unchecked bits: UUIDBits) {
        self.bits = bits
    }

    /// A new ID: the milliseconds of `time` and 74 random bits of the system.
    public static func generate(at time: Timestamp = .now()) -> SubmissionID {
        var generator = SystemRandomNumberGenerator()
        return generate(at: time, using: &generator)
    }

    /// A new ID whose random bits come from `generator`, so that a test can repeat itself.
    public static func generate(
        at time: Timestamp, using generator: inout some RandomNumberGenerator
    ) -> SubmissionID {
        SubmissionID(unchecked: .timeOrdered(at: time, using: &generator))
    }

    /// The 16 bytes in network order.
    public var bytes: [UInt8] { bits.bytes }
    /// The first and the last eight of them, big-endian.
    public var halves: (high: UInt64, low: UInt64) { (bits.high, bits.low) }
    /// The canonical text, 36 characters.
    public var description: String { bits.text }
}

/// The ID of a case: the thread that forms about one matter share. A UUID of any version.
///
/// Agencies bring cases from systems of their own, so that no version is asked for and capital
/// digits are read as well; equality and ``description`` know one spelling only.
public struct CaseID: Hashable, Sendable, LosslessStringConvertible {
    private let bits: UUIDBits

    /// Reads 32 hexadecimal digits in groups of 8-4-4-4-12; `nil` for anything else.
    public init?(_ text: String) {
        guard text.utf8.count == 36, let bits = UUIDBits(canonical: text.lowercased()) else {
            return nil
        }
        self.bits = bits
    }

    /// Reads 16 bytes in network order; `nil` for another number of bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard let bits = UUIDBits(bytes: bytes) else { return nil }
        self.bits = bits
    }

    /// The first and the last eight bytes, big-endian.
    public init(high: UInt64, low: UInt64) {
        bits = UUIDBits(high: high, low: low)
    }

    private init(unchecked bits: UUIDBits) {
        self.bits = bits
    }

    /// The ID of a new case, of version 7.
    public static func generate(at time: Timestamp = .now()) -> CaseID {
        var generator = SystemRandomNumberGenerator()
        return CaseID(unchecked: .timeOrdered(at: time, using: &generator))
    }

    /// The 16 bytes in network order.
    public var bytes: [UInt8] { bits.bytes }
    /// The first and the last eight of them, big-endian.
    public var halves: (high: UInt64, low: UInt64) { (bits.high, bits.low) }
    /// The canonical text, 36 characters.
    public var description: String { bits.text }
}
