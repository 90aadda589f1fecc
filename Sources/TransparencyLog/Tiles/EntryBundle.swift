/// The leaves of one tile of level 0, as an operator exports them.
///
/// Those who only follow a log need no leaves; ours gives them none.
///
/// Byte layout: for each leaf its length in two bytes, big-endian, then the leaf.
///
/// Source: C2SP tlog-tiles, "Log entries".
public enum EntryBundle {
    /// The largest bundle, in bytes.
    public static let bytesMax = LogLimits.tileWidthMax * (LogLimits.leafBytesMax + 2)

    /// The bytes of a bundle of `leaves`.
    ///
    /// - Returns: `nil` for no leaf, more than 256, or one that is longer than
    ///   ``LogLimits/leafBytesMax``.
    public static func encode(_ leaves: [[UInt8]]) -> [UInt8]? {
        guard (1...LogLimits.tileWidthMax).contains(leaves.count),
            leaves.allSatisfy({ $0.count <= LogLimits.leafBytesMax })
        else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(leaves.reduce(0) { $0 + $1.count + 2 })
        for leaf in leaves {
            bytes.appendBigEndian(UInt16(leaf.count))
            bytes.append(contentsOf: leaf)
        }
        return bytes
    }

    /// The leaves of a bundle.
    ///
    /// - Returns: `nil` unless `bytes` are, to the last, what ``encode(_:)`` gives for them.
    public static func decode(_ bytes: [UInt8]) -> [[UInt8]]? {
        guard bytes.count <= bytesMax else { return nil }
        var reader = ByteReader(bytes)
        var leaves: [[UInt8]] = []
        while !reader.isAtEnd {
            guard leaves.count < LogLimits.tileWidthMax,
                let length = reader.number(UInt16.self), length <= LogLimits.leafBytesMax,
                let leaf = reader.bytes(Int(length))
            else { return nil }
            leaves.append(leaf)
        }
        return leaves.isEmpty ? nil : leaves
    }
}
