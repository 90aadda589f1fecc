import FormDocument
import Foundation
import Testing
import TransparencyLog

@testable import formclient

struct StateFolderTests {
    private static let vector = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/vectors/bundles/accepted-es256.json").path

    @Test("The name tells profiles, agencies and exchanges apart")
    func name() throws {
        let dap = try #require(AgencyCode("BE-DAP"))
        let dkdb = try #require(AgencyCode("NL-DKDB"))
        let live = try NoteSigner.generate(name: "forms.example/live").verifier
        let test = try NoteSigner.generate(name: "forms.example/live").verifier
        let names = [
            StateFolder.name("BE-DAP", dap, live), StateFolder.name("BE-DAP", dap, test),
            StateFolder.name("work", dap, live), StateFolder.name("work", dkdb, live),
        ]
        #expect(Set(names).count == names.count)
        #expect(StateFolder.name("work", dap, live) == StateFolder.name("work", dap, live))
        #expect(names.allSatisfy { !$0.contains("/") })
    }

    /// A receipt as `log` gives it for the first of its leaves, when it has one or two.
    private func receipt(_ log: NoteSigner, _ leaf: Leaf, isAlone: Bool) throws -> Receipt {
        let (own, other) = (MerkleHash(leaf: leaf.bytes), MerkleHash(leaf: [1]))
        let tree = try #require(
            TreeGrowth(Frontier.empty, appending: isAlone ? [own] : [own, other])?.after)
        let checkpoint = try #require(
            Checkpoint(origin: "forms.test", size: tree.size, root: tree.root))
        let proof = try #require(
            InclusionProof(index: 0, size: tree.size, hashes: isAlone ? [] : [other]))
        let logged = try #require(
            LoggedLeaf(
                leaf: leaf.bytes, proof: proof, checkpoint: try checkpoint.signed(by: log)))
        return try #require(Receipt(logged))
    }

    @Test("A receipt for the same leaf is kept anew, one for another leaf contradicts it")
    func contradiction() throws {
        let folder = try TemporaryFolder()
        let state = StateFolder(folder: "\(folder.path)/state")
        let log = try NoteSigner.generate(name: "forms.test")
        var bundle = try FormDocument.Bundle(
            decoding: LocalFile.read(
                Self.vector, bytesMax: 1 << 20))
        let contents = try #require(bundle.receipt).contents
        let form = try #require(bundle.receipt).record
        let identity = DocumentIdentity(sender: form.sender, id: form.id)
        func keep(_ receipt: Receipt) throws -> Result<String, LogAlarm> {
            bundle.receipt = receipt
            return try state.keepAccepted(
                bundle, receipt, of: identity, source: [], exchange: log.verifier)
        }
        let time = Timestamp(microseconds: 1_800_000_000_000_000)
        let leaf = try #require(contents.leaf(at: time))
        let first = try receipt(log, leaf, isAlone: true)
        let path = try keep(first).get()
        let later = try receipt(log, leaf, isAlone: false)
        #expect(try keep(later).get() == path)
        #expect(StateFolder.receipt(at: path) == later)

        // The same contents at the same place, but with other random bytes.
        let otherLeaf = try #require(contents.leaf(at: time))
        let other = try receipt(log, otherLeaf, isAlone: false)
        let alarm = #expect(throws: LogAlarm.self) { try keep(other).get() }
        #expect(alarm?.finding == .otherReceipt && alarm?.known?.path == path)
        #expect(alarm?.receipts?.known == later.loggedLeaf)
        #expect(alarm?.receipts?.received == other.loggedLeaf)
        #expect(StateFolder.receipt(at: path) == later)

        // What is kept there was never given by this exchange: it contradicts nothing.
        let stranger = try NoteSigner.generate(name: "forms.test")
        bundle.receipt = try receipt(stranger, leaf, isAlone: true)
        try LocalFile.writePrivate(bundle.encoded(), to: path)
        #expect(try keep(other).get() == path)
        #expect(StateFolder.receipt(at: path) == other)
    }

    @Test("Forms seen in lists are remembered with the first leaf and case that were told of them")
    func seenForms() throws {
        let folder = try TemporaryFolder()
        let state = StateFolder(folder: "\(folder.path)/state")
        let sender = try #require(AgencyCode("BE-DAP"))
        let (one, other) = (SubmissionID.generate(), SubmissionID.generate())
        func seen(_ id: SubmissionID, _ leaf: Int64?) -> StateFolder.SeenForm {
            .init(
                identity: DocumentIdentity(sender: sender, id: id), leafIndex: leaf, caseID: nil)
        }
        func seen(_ id: SubmissionID, in caseID: CaseID) -> StateFolder.SeenForm {
            .init(
                identity: DocumentIdentity(sender: sender, id: id), leafIndex: nil, caseID: caseID)
        }
        try state.remember([seen(one, nil), seen(other, 7)])
        #expect(state.leafIndex(of: seen(one, nil).identity) == nil)
        try state.remember([seen(one, 5), seen(other, nil)])
        try state.remember([seen(one, 6), seen(other, 8)])
        #expect(state.leafIndex(of: seen(one, nil).identity) == 5)
        #expect(state.leafIndex(of: seen(other, nil).identity) == 7)
        #expect(Set(state.knownForms().map(\.id)) == [one, other])
        #expect(state.leafIndex(of: seen(.generate(), nil).identity) == nil)

        let (caseID, third) = (CaseID.generate(), SubmissionID.generate())
        try state.remember([seen(one, in: caseID), seen(third, in: caseID)])
        try state.remember([seen(one, in: .generate()), seen(one, 9)])
        let known = Dictionary(uniqueKeysWithValues: state.seenForms().map { ($0.identity.id, $0) })
        #expect(known[one]?.caseID == caseID)
        #expect(known[one]?.leafIndex == 5)
        #expect(known[third]?.caseID == caseID)
        #expect(known[third]?.leafIndex == nil)
        #expect(known[other]?.caseID == nil)
    }
}
