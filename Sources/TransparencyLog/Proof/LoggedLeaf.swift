/// Why text does not show that a leaf is in a log.
public enum LoggedLeafError: Error, Sendable, Equatable {
    /// The text has another form, or the tree has no such leaf.
    case malformed
    /// The checkpoint is malformed, or not by the log that it names.
    case checkpoint(CheckpointError)
    /// The proof does not lead from the leaf to the checkpoint's root.
    case notIncluded
}

/// A leaf with all that proves it to be in a log: what a receipt holds, and a file of its own.
///
/// Byte layout, each line ended by a newline:
///
///     c2sp.org/tlog-proof@v1
///     extra <the leaf, Base64>
///     index <decimal>
///     <the inclusion proof, one hash in Base64 a line>
///     <an empty line>
///     <the checkpoint with its signatures>
///
/// Source: C2SP tlog-proof, where `extra` is left to the log.
public struct LoggedLeaf: Hashable, Sendable, CustomStringConvertible {
    /// The leaf's bytes. They are those of a ``Leaf``, if the log is one of ours.
    public let leaf: [UInt8]
    public let proof: InclusionProof
    public let checkpoint: SignedCheckpoint

    /// - Returns: `nil` if the proof is about a tree of another size, or the leaf is too long.
    public init?(leaf: [UInt8], proof: InclusionProof, checkpoint: SignedCheckpoint) {
        guard proof.size == checkpoint.checkpoint.size, leaf.count <= LogLimits.leafBytesMax else {
            return nil
        }
        self.leaf = leaf
        self.proof = proof
        self.checkpoint = checkpoint
    }

    /// The whole text as it travels.
    public var description: String {
        let hashes = proof.hashes.map { "\($0)\n" }.joined()
        return """
            \(Self.firstLine)
            extra \(Base64.standard.encode(leaf))
            index \(proof.index)
            \(hashes)
            \(checkpoint)
            """
    }

    /// The longest text, in bytes.
    public static let textBytesMax = LogLimits.noteBytesMax + 8_192

    /// Reads a text. This checks the form only: see ``verify(with:)``.
    public init(parsing text: String) throws(LoggedLeafError) {
        let bytes = Array(text.utf8)
        let newline = UInt8(ascii: "\n")
        guard bytes.count <= Self.textBytesMax,
            let gap = bytes.indices.dropFirst().first(where: {
                bytes[$0] == newline && bytes[$0 - 1] == newline
            })
        else { throw .malformed }
        var lines = bytes[..<(gap - 1)].split(separator: newline, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }[...]
        guard lines.popFirst() == Self.firstLine,
            let leaf = Self.value("extra", of: lines.popFirst()).flatMap(Base64.standard.decode),
            let index = Self.value("index", of: lines.popFirst()).flatMap({ Int64($0) }),
            lines.count <= LogLimits.inclusionHashesMax
        else { throw .malformed }
        let hashes = lines.compactMap { MerkleHash($0) }
        do {
            checkpoint = try SignedCheckpoint(
                parsing: String(decoding: bytes[(gap + 1)...], as: UTF8.self))
        } catch {
            throw .checkpoint(error)
        }
        guard hashes.count == lines.count, leaf.count <= LogLimits.leafBytesMax,
            let proof = InclusionProof(
                index: index, size: checkpoint.checkpoint.size, hashes: hashes)
        else { throw .malformed }
        self.leaf = leaf
        self.proof = proof
        // Numbers have other spellings that were read above: only one is a proof.
        guard description.utf8.elementsEqual(bytes) else { throw .malformed }
    }

    private static func value(_ label: String, of line: String?) -> String? {
        guard let line, line.hasPrefix("\(label) ") else { return nil }
        return String(line.dropFirst(label.count + 1))
    }

    /// Checks that the log which the checkpoint names signed it, with one of the `known` keys, and
    /// that the leaf is in its tree. Needs no network and no trust in whoever gave the text.
    ///
    /// - Throws: `.checkpoint`; `.notIncluded`.
    public func verify(with known: [NoteVerifier]) throws(LoggedLeafError) {
        do {
            try checkpoint.verify(with: known)
        } catch {
            throw .checkpoint(error)
        }
        guard isIncluded else { throw .notIncluded }
    }

    /// Whether the proof leads from the leaf to the checkpoint's root, whoever signed that.
    public var isIncluded: Bool {
        proof.isValid(leaf: MerkleHash(leaf: leaf), root: checkpoint.checkpoint.root)
    }

    /// What a text begins with.
    public static let firstLine = "c2sp.org/tlog-proof@v1"
}
