import FormDocument
import Testing
import TransparencyLog

@testable import FormService

/// A log as it would be stored, without a database.
private struct StoredLog {
    var piece: LogPiece
    let key: NoteVerifier
    let frontier: [UInt8]
    var findingsMax = 100

    static let size: Int64 = 700
    private static let batch: Int64 = 14

    init() throws {
        let signer = try NoteSigner.generate(name: "forms.test")
        key = signer.verifier
        var piece = LogPiece(range: 0..<Self.size)
        var tree = TiledTree.empty
        for index in 0..<Self.size {
            let contents = LeafContents.auditBatch(first: index, count: 1, root: .emptyTree)
            let time = Timestamp(microseconds: 1_772_357_401_000_000 + index / Self.batch)
            let leaf = try #require(contents.leaf(at: time))
            piece.leaves[index] = StoredLeaf(leaf.bytes)
            for (node, hash) in tree.append(leaf.hash) {
                piece.nodes[node] = StoredRow([
                    "tile_level": .number(Int64(node.level)), "node_index": .number(node.index),
                    "hash": .bytes(hash.bytes),
                ])
            }
            guard tree.size.isMultiple(of: Self.batch) else { continue }
            let root = try #require(tree.root)
            let checkpoint = try #require(
                Checkpoint(origin: "forms.test", size: tree.size, root: root))
            piece.checkpoints[tree.size] = StoredRow([
                "tree_size": .number(tree.size),
                "note": .text(try checkpoint.signed(by: signer).description),
            ])
        }
        self.piece = piece
        frontier = try #require(tree.frontier).bytes
    }

    /// Changes one of a leaf's random bytes: nothing but its hash shows that.
    mutating func damage(_ index: Int64) {
        var bytes = piece.leaves[index]?.bytes ?? []
        bytes[12] ^= 1
        piece.leaves[index] = StoredLeaf(bytes)
    }

    func areLeavesConfirmed(upTo end: Int64 = Self.size) -> Bool {
        var check = TreeCheck(
            key: key, findingsMax: findingsMax, after: .empty, last: nil, lastCheckpoint: 0)
        var part = piece
        part.range = 0..<end
        _ = check.follow(part)
        return check.areLeavesConfirmed
    }

    /// Everything that does not fit, looked at in one piece.
    func all() -> [FsckMisfit] {
        var check = TreeCheck(
            key: key, findingsMax: findingsMax, after: .empty, last: nil, lastCheckpoint: 0)
        return check.follow(piece)
    }

    /// What is told only at the end.
    func end() -> (misfits: [FsckMisfit], frontier: [UInt8]?) {
        var check = TreeCheck(
            key: key, findingsMax: findingsMax, after: .empty, last: nil, lastCheckpoint: 0)
        _ = check.follow(piece)
        return check.finish(frontier: frontier)
    }

    /// Everything that is found, in pieces of `step` leaves.
    func findings(step: Int64 = 100, frontier: [UInt8]? = nil) -> [FsckFinding] {
        var check = TreeCheck(
            key: key, findingsMax: findingsMax, after: .empty, last: nil, lastCheckpoint: 0)
        var findings: [FsckFinding] = []
        while check.size < Self.size {
            var part = LogPiece(range: check.size..<min(check.size + step, Self.size))
            part.leaves = piece.leaves
            part.checkpoints = piece.checkpoints
            part.nodes = piece.nodes
            findings += check.follow(part).map(\.finding)
        }
        let (rest, other) = check.finish(frontier: frontier ?? self.frontier)
        findings += rest.map(\.finding)
        if other != nil { findings.append(FsckFinding(.logHead, key: "", expected: "", found: "")) }
        return findings
    }
}

@Suite("Tree check")
struct TreeCheckTests {
    @Test(
        "A whole log is clean, whatever the pieces", arguments: [1, 14, 100, 256, 1_000] as [Int64])
    func whole(step: Int64) throws {
        #expect(try StoredLog().findings(step: step) == [])
    }

    @Test("A changed leaf is named within its batch, and nothing else", arguments: 0..<35)
    func changedLeaf(seed: Int) throws {
        var log = try StoredLog()
        let index = Int64(seed * 20 + seed % 20)
        log.damage(index)
        let findings = log.findings()
        let batch = index / 14 * 14
        #expect(findings.map(\.table) == ["leaf"])
        #expect(findings.first?.key == "leaf_index=\(batch)…\(batch + 13)")
    }

    @Test("Leaves in other tiles are named as well: the first hides none of them")
    func severalLeaves() throws {
        var log = try StoredLog()
        for index: Int64 in [3, 300, 699] { log.damage(index) }
        #expect(
            log.findings(step: 7).map(\.key)
                == ["leaf_index=0…13", "leaf_index=294…307", "leaf_index=686…699"])
    }

    @Test("A missing leaf is named alone")
    func missingLeaf() throws {
        for index: Int64 in [0, 255, 256, 699] {
            var log = try StoredLog()
            log.piece.leaves[index] = nil
            #expect(log.findings().map(\.key) == ["leaf_index=\(index)"])
        }
    }

    @Test("A changed or missing hash of a tile is named, and the leaves are not blamed")
    func tiles() throws {
        let node = TileNode(level: 1, index: 1)
        var log = try StoredLog()
        log.piece.nodes[node] = nil
        #expect(log.findings().map(\.key) == ["tile_level=1 node_index=1"])
        log.piece.nodes[node] = StoredRow([
            "tile_level": .number(1), "node_index": .number(1),
            "hash": .bytes(MerkleHash.emptyTree.bytes),
        ])
        #expect(log.findings().map(\.key) == ["tile_level=1 node_index=1"])
        #expect(log.findings().map(\.column) == ["hash"])
    }

    @Test(
        "A missing, moved, forged or unreadable checkpoint is named, and the leaves are not blamed")
    func checkpoints() throws {
        let log = try StoredLog()
        let stranger = try NoteSigner.generate(name: "forms.test")
        let root = try #require(MerkleHash(bytes: [UInt8](repeating: 1, count: 32)))
        let forged = try #require(Checkpoint(origin: "forms.test", size: 280, root: root))
            .signed(by: stranger).description
        let other = try #require(log.piece.checkpoints[294]?["note"].text)
        let own = try #require(log.piece.checkpoints[280]?["note"].text)
        let signature = try #require(SignedNote(parsing: forged).signatures.first)
        let more = try SignedCheckpoint(parsing: own).adding(signature).description
        for note in [nil, forged, other, "", own + " ", more] {
            var log = log
            log.piece.checkpoints[280] = note.map {
                StoredRow(["tree_size": .number(280), "note": .text($0)])
            }
            #expect(log.findings().map(\.key) == ["tree_size=280"], "\(note ?? "none")")
        }
        var last = log
        last.piece.checkpoints[700] = nil
        #expect(last.findings().map(\.key) == ["tree_size=700"])
    }

    @Test("Leaves are confirmed by a signed root only, but for acts at the end")
    func confirmed() throws {
        let log = try StoredLog()
        #expect(log.areLeavesConfirmed())
        #expect(log.areLeavesConfirmed(upTo: 686) && !log.areLeavesConfirmed(upTo: 687))
        var unsigned = log
        unsigned.piece.checkpoints[700] = nil
        #expect(!unsigned.areLeavesConfirmed())
        // The tiles of leaves that nobody signed are named, and not written.
        unsigned.piece.nodes[TileNode(level: 1, index: 1)] = nil
        for index in stride(from: Int64(14), through: 700, by: 14) {
            unsigned.piece.checkpoints[index] = nil
        }
        let misfits = unsigned.end().misfits
        #expect(misfits.contains { $0.finding.table == "tree_node" })
        #expect(misfits.allSatisfy { $0.repair == nil })
        var acts = log
        for index in Int64(686)..<700 { acts.piece.leaves[index] = try Self.act(of: log, index) }
        acts.piece.checkpoints[700] = nil
        #expect(acts.areLeavesConfirmed())
        acts.piece.checkpoints[693] = StoredRow(["tree_size": .number(693), "note": .text("x")])
        #expect(!acts.areLeavesConfirmed())
    }

    private static func act(of log: StoredLog, _ index: Int64) throws -> StoredLeaf {
        let digest = [UInt8](repeating: 1, count: 32)
        let time = try #require(log.piece.leaves[index]?.time)
        let contents = LeafContents.administration(action: "admit", record: digest)
        return StoredLeaf(try #require(contents.leaf(at: time)).bytes)
    }

    @Test("What cannot be told yet is kept up to a limit, and counted beyond it")
    func manyDoubts() throws {
        var log = try StoredLog()
        for index in stride(from: Int64(14), to: 700, by: 14) {
            log.piece.checkpoints[index] = nil
        }
        for node in log.piece.nodes.keys {
            log.piece.nodes[node] = StoredRow([
                "tile_level": .number(Int64(node.level)), "node_index": .number(node.index),
            ])
        }
        let all = log.all().count
        #expect(all == 49 + log.piece.nodes.count && log.piece.nodes.count == 2)
        for limit in [1, 2, 5, 50] {
            log.findingsMax = limit
            let misfits = log.all()
            #expect(misfits.count == min(limit, 49) + min(limit, 2))
            #expect(misfits.reduce(0) { $0 + 1 + $1.furtherCount } == all)
        }
    }

    @Test("A frontier that is not that of the leaves is named")
    func frontier() throws {
        let log = try StoredLog()
        var frontier = log.frontier
        frontier[0] ^= 1
        #expect(log.findings(frontier: frontier).map(\.table) == ["log_head"])
    }

    @Test("A tree is taken up anywhere from the edges of its tiles")
    func takenUp() throws {
        let log = try StoredLog()
        var tree = TiledTree.empty
        for index in 0..<StoredLog.size {
            let edges = TiledTree.edgeRanges(size: index).enumerated().map { level, range in
                range.compactMap { place in
                    level == 0
                        ? log.piece.leaves[place].map { MerkleHash(leaf: $0.bytes) }
                        : log.piece.nodes[TileNode(level: level, index: place)]?["hash"].bytes
                            .flatMap { MerkleHash(bytes: $0) }
                }
            }
            #expect(TiledTree(size: index, edges: edges)?.root == tree.root)
            if let last = edges.last, !last.isEmpty {
                #expect(TiledTree(size: index, edges: edges.dropLast() + [last.dropLast()]) == nil)
            }
            tree.append(MerkleHash(leaf: try #require(log.piece.leaves[index]).bytes))
        }
    }
}
