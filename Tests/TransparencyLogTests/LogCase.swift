import Crypto
import Foundation
import Testing

@testable import TransparencyLog

/// One entry of a file below `docs/vectors/log`: what to check, and what comes of it. The same
/// form asks `scripts/check-log.py`, which shares no code with this.
struct LogCase: Codable {
    var about = ""
    let check: String
    var index: Int64?
    var size: Int64?
    var leaf: String?
    var root: String?
    var hashes: [String]?
    var old_size: Int64?
    var new_size: Int64?
    var old_root: String?
    var new_root: String?
    var path: String?
    var text: String?
    var keys: [String]?
    var result: String?
    var cosignatures: [String]?

    init(check: String) { self.check = check }

    static func list(_ file: String) throws -> [LogCase] {
        let folder = LogChecker.repository.appending(path: "docs/vectors/log")
        return try JSONDecoder().decode(
            [LogCase].self, from: Data(contentsOf: folder.appending(path: file)))
    }

    /// What our code says about this case: `result` and `cosignatures`.
    func judge() throws -> Verdict {
        switch check {
        case "inclusion":
            guard
                let proof = InclusionProof(
                    index: index ?? 0, size: size ?? 0, hashes: decoded(hashes ?? []))
            else { return Verdict(result: "refused") }
            let isValid = proof.isValid(
                leaf: MerkleHash(leaf: Hex.decode(leaf ?? "")!), root: MerkleHash(root ?? "")!)
            return Verdict(result: isValid ? "verified" : "failed")
        case "consistency":
            guard
                let proof = ConsistencyProof(
                    oldSize: old_size ?? 0, newSize: new_size ?? 0, hashes: decoded(hashes ?? []))
            else { return Verdict(result: "refused") }
            let isValid = proof.isValid(
                oldRoot: MerkleHash(old_root ?? "")!, newRoot: MerkleHash(new_root ?? "")!)
            return Verdict(result: isValid ? "verified" : "failed")
        case "path":
            return Verdict(result: Tile(path ?? "") == nil ? "refused" : "read")
        case "root", "tile":
            return Verdict(result: hashed())
        default:
            return try judgeText()
        }
    }

    /// The root, or the digest of a tile, of the tree whose leaves are the numbers from 0 on.
    private func hashed() -> String {
        let leaves = (0..<(size ?? 0)).map { MerkleHash(leaf: Array("\($0)".utf8)) }
        guard let growth = TreeGrowth(.empty, appending: leaves) else { return "" }
        guard let path else { return "\(growth.after.root)" }
        guard let tile = Tile(path), case .hashes(let level) = tile.content,
            let part = growth.tiles.first(where: { $0.level == level && $0.index == tile.index })
        else { return "" }
        return Base64.standard.encode(digest(MerkleHash.encode(part.hashes.prefix(tile.width))))
    }

    private func judgeText() throws -> Verdict {
        let known = try (keys ?? []).map { try NoteVerifier($0) }
        var checkpoint: SignedCheckpoint?
        var proof: LoggedLeaf?
        if check == "checkpoint" {
            checkpoint = try? SignedCheckpoint(parsing: text ?? "")
        } else {
            proof = try? LoggedLeaf(parsing: text ?? "")
            checkpoint = proof?.checkpoint
        }
        guard let checkpoint else { return Verdict(result: "refused") }
        #expect(checkpoint.description == text || proof?.description == text)
        do {
            try checkpoint.verify(with: known)
            try proof?.verify(with: known)
            let cosignatures = try checkpoint.cosignatures(of: known)
            return Verdict(
                result: "verified",
                cosignatures: cosignatures.map { "\($0.witness.name) \($0.time)" })
        } catch {
            return Verdict(result: "failed")
        }
    }

    private func decoded(_ texts: [String]) -> [MerkleHash] { texts.map { MerkleHash($0)! } }

    /// SHA-256 of `bytes`.
    private func digest(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    struct Verdict: Codable, Equatable {
        let result: String
        var cosignatures: [String]?
    }

    /// What the file promises.
    var promised: Verdict { Verdict(result: result ?? "", cosignatures: cosignatures) }
}
