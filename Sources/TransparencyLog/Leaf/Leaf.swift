/// One entry of the log: what the exchange commits to for ever, and what its hash is made of.
///
/// Everybody may see a leaf; it must not say what it is about. What others may not know stands in
/// its contents as digests only, and the random bytes keep anyone from finding a leaf whose
/// contents can be guessed by trying.
///
/// Byte layout, numbers big-endian: the format (1) in one byte; the kind in one byte; the time in
/// eight; sixteen random bytes; then the contents, which depend on the kind.
public struct Leaf: Hashable, Sendable {
    /// What the contents are: 1 to 255. A reader passes over kinds that it does not know.
    public let kind: UInt8
    /// Microseconds since 1970, never before that of the leaf before.
    public let time: Int64
    /// Sixteen bytes that nobody can guess.
    public let random: [UInt8]
    /// The bytes after them.
    public let contents: [UInt8]

    private static let format: UInt8 = 1
    private static let headBytes = 26
    /// The longest contents, in bytes.
    public static let contentsBytesMax = LogLimits.leafBytesMax - headBytes
    /// From 1970 to the end of the year 9999, in microseconds.
    public static let times: ClosedRange<Int64> = 0...253_402_300_799_999_999

    /// - Returns: `nil` for kind 0, a time outside of ``times``, other than 16 random bytes, or
    ///   contents that are too long.
    public init?(kind: UInt8, time: Int64, random: [UInt8], contents: [UInt8]) {
        guard kind > 0, Self.times.contains(time), random.count == 16,
            contents.count <= Self.contentsBytesMax
        else { return nil }
        self.kind = kind
        self.time = time
        self.random = random
        self.contents = contents
    }

    /// Reads a leaf.
    ///
    /// - Returns: `nil` if the format is not 1, or a part is missing, too long or out of range.
    public init?(bytes: [UInt8]) {
        guard bytes.count <= LogLimits.leafBytesMax else { return nil }
        var reader = ByteReader(bytes)
        guard reader.number(UInt8.self) == Self.format, let kind = reader.number(UInt8.self),
            let time = reader.number(UInt64.self).flatMap(Int64.init(exactly:)),
            let random = reader.bytes(16)
        else { return nil }
        self.init(kind: kind, time: time, random: random, contents: reader.remainder())
    }

    /// The leaf as the log keeps it.
    public var bytes: [UInt8] {
        var bytes = [Self.format, kind]
        bytes.reserveCapacity(Self.headBytes + contents.count)
        bytes.appendBigEndian(time)
        return bytes + random + contents
    }

    /// The leaf's hash in the tree.
    public var hash: MerkleHash { MerkleHash(leaf: bytes) }

    /// Sixteen fresh random bytes.
    public static func randomBytes() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        for _ in 0..<2 { bytes.appendBigEndian(generator.next()) }
        return bytes
    }
}
