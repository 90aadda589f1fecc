/// The name of a tile or of an entry bundle: a file of the log that never changes.
///
/// A tile of level l has up to 256 hashes, one after another, each that of a perfect subtree of
/// 256^l leaves; the i-th of tile n is the (n * 256 + i)-th of its level. An entry bundle has the
/// leaves of the tile of level 0 with the same index. One that is not full yet is called partial
/// and is another file than the full one.
///
/// Source: C2SP tlog-tiles.
public struct Tile: Hashable, Sendable {
    /// What the file holds.
    public enum Content: Hashable, Sendable {
        /// Hashes of perfect subtrees of 256^level leaves.
        case hashes(level: Int)
        /// The leaves themselves, see ``EntryBundle``.
        case entries
    }

    public let content: Content
    /// The place within its level, from 0.
    public let index: Int64
    /// How many hashes or leaves it has, 1 to 256.
    public let width: Int

    /// How many levels of the tree lie in one tile.
    public static let height = 8
    /// The highest level at which a tree can have a tile.
    static let levelMax = 7

    /// - Returns: `nil` unless a tree of at most ``LogLimits/treeSizeMax`` leaves has such a tile.
    public init?(_ content: Content, index: Int64, width: Int) {
        let level =
            switch content {
            case .hashes(let level): level
            case .entries: 0
            }
        guard (0...Self.levelMax).contains(level), index >= 0 else { return nil }
        let hashesMax = LogLimits.treeSizeMax >> Int64(level * Self.height)
        guard (1...LogLimits.tileWidthMax).contains(width),
            index <= hashesMax >> Int64(Self.height),
            index << Int64(Self.height) + Int64(width) <= hashesMax
        else { return nil }
        self.content = content
        self.index = index
        self.width = width
    }

    /// A tile of hashes.
    public init?(level: Int, index: Int64, width: Int) {
        self.init(.hashes(level: level), index: index, width: width)
    }

    /// The tile as it is in a tree of `size` leaves.
    ///
    /// - Returns: `nil` if that tree does not have it.
    public init?(_ content: Content, index: Int64, size: Int64) {
        guard (0...LogLimits.treeSizeMax).contains(size), (0...size).contains(index) else {
            return nil
        }
        var hashCount = size
        if case .hashes(let level) = content {
            guard (0...Self.levelMax).contains(level) else { return nil }
            hashCount >>= Int64(level * Self.height)
        }
        guard index <= hashCount >> Int64(Self.height) else { return nil }
        let width = min(hashCount - index << Int64(Self.height), Int64(LogLimits.tileWidthMax))
        self.init(content, index: index, width: Int(width))
    }

    /// Whether nothing can be added.
    public var isFull: Bool { width == LogLimits.tileWidthMax }

    /// Every tile of hashes that a tree of `size` leaves has at its right edge: the ones that are
    /// not full, at most one for each level.
    ///
    /// - Returns: none for a size out of range.
    public static func partial(size: Int64) -> [Tile] {
        guard (0...LogLimits.treeSizeMax).contains(size) else { return [] }
        return (0...levelMax).compactMap { level in
            let index = size >> Int64((level + 1) * height)
            return Tile(.hashes(level: level), index: index, size: size)
        }
    }
}

extension Tile: LosslessStringConvertible {
    /// The path below the log's address: `tile/0/x001/x234/067`, `tile/entries/000.p/17`.
    public var description: String {
        let level =
            switch content {
            case .hashes(let level): "\(level)"
            case .entries: "entries"
            }
        var groups: [String] = []
        var rest = index
        repeat {
            let group = "\(rest % 1_000)"
            let zeros = String(repeating: "0", count: 3 - group.utf8.count)
            groups.append((groups.isEmpty ? "" : "x") + zeros + group)
            rest /= 1_000
        } while rest > 0
        let suffix = isFull ? "" : ".p/\(width)"
        return "tile/\(level)/\(groups.reversed().joined(separator: "/"))\(suffix)"
    }

    /// Reads a path; `nil` unless it is, character for character, what ``description`` gives.
    public init?(_ path: String) {
        // The longest path has six groups of digits.
        guard path.utf8.count <= 64 else { return nil }
        var pieces = path.split(separator: "/", omittingEmptySubsequences: false)[...]
        guard pieces.popFirst() == "tile", let level = pieces.popFirst() else { return nil }
        var width = LogLimits.tileWidthMax
        if let group = pieces.dropLast().last, group.hasSuffix(".p") {
            guard let text = pieces.popLast(), let partial = Int(text) else { return nil }
            width = partial
            pieces[pieces.endIndex - 1] = group.dropLast(2)
        }
        var index: Int64 = 0
        for piece in pieces {
            guard let group = Int64(piece.drop { $0 == "x" }), (0..<1_000).contains(group),
                index < LogLimits.treeSizeMax / 1_000
            else { return nil }
            index = index * 1_000 + group
        }
        if level == "entries" {
            self.init(.entries, index: index, width: width)
        } else if let level = Int(level) {
            self.init(.hashes(level: level), index: index, width: width)
        } else {
            return nil
        }
        // Numbers have other spellings that were read above: only one is a path.
        guard description.utf8.elementsEqual(path.utf8) else { return nil }
    }
}
