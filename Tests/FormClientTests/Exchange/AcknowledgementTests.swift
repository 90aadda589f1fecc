import FormDocument
import FormProtocol
import Testing
import TransparencyLog

@testable import formclient

/// An acknowledgement counts only with a receipt that proves it.
struct AcknowledgementTests {
    private let log: NoteSigner
    private let agency: AgencyCode
    private let form: DocumentIdentity

    init() throws {
        log = try NoteSigner.generate(name: "forms.test")
        agency = try #require(AgencyCode("NL-DKDB"))
        form = DocumentIdentity(sender: try #require(AgencyCode("BE-DAP")), id: .generate())
    }

    /// An answer whose leaf is the third of three.
    private func answer(_ contents: LeafContents) throws -> WireAcknowledgeResponse {
        let leaf = try #require(contents.leaf(at: .now())).bytes
        let growth = try #require(
            TreeGrowth(
                .empty,
                appending: [[1], [2], leaf].map { (bytes: [UInt8]) in MerkleHash(leaf: bytes) }))
        let checkpoint = try #require(
            Checkpoint(origin: "forms.test", size: 3, root: growth.after.root))
        let proof = try #require(growth.inclusionProof(of: 2))
        let logged = try #require(
            LoggedLeaf(leaf: leaf, proof: proof, checkpoint: try checkpoint.signed(by: log)))
        return .with {
            $0.receipt = logged.description
            $0.acknowledgement = .with {
                $0.form = WireFormReference(form)
                $0.recipient = agency.description
                $0.leafIndex = 2
            }
        }
    }

    private func take(
        _ response: WireAcknowledgeResponse, place: Int64? = 1, by other: AgencyCode? = nil,
        exchange: NoteVerifier? = nil
    ) throws(ClientError) -> LoggedLeaf {
        try LoggedLeaf(
            from: response, acknowledging: form, at: place, by: other ?? agency,
            exchange: exchange ?? log.verifier)
    }

    @Test("A receipt for this form and this agency is taken")
    func holds() throws {
        let good = try answer(.receiptEvent(.acknowledged, submission: 1, recipient: agency))
        #expect(try take(good).description == good.receipt)
        // A form that no list has shown here has no place to compare with.
        #expect(try take(good, place: nil).proof.index == 2)
    }

    @Test("A receipt for something else, or of somebody else's, is not")
    func doesNotHold() throws {
        let good = try answer(.receiptEvent(.acknowledged, submission: 1, recipient: agency))
        func refused(_ body: @autoclosure () throws -> LoggedLeaf) {
            let error = #expect(throws: ClientError.self) { try body() }
            #expect(error?.status == .answerIsNo)
        }
        refused(try take(good, place: 0))
        refused(try take(good, by: form.sender))
        let stranger = try NoteSigner.generate(name: "forms.test").verifier
        refused(try take(good, exchange: stranger))
        for contents: LeafContents in [
            .receiptEvent(.read, submission: 1, recipient: agency),
            .receiptEvent(.acknowledged, submission: 1, recipient: form.sender),
            .receiptEvent(.acknowledged, submission: 2, recipient: agency),
            .administration(action: "x", record: Array(repeating: 1, count: 32)),
        ] {
            refused(try take(try answer(contents), place: nil))
        }
        var other = good
        other.receipt = ""
        refused(try take(other))
        other = good
        other.acknowledgement.leafIndex = 1
        refused(try take(other))
        other = good
        other.acknowledgement.form.id = "\(SubmissionID.generate())"
        refused(try take(other))
        other = good
        other.receipt = good.receipt.replacing("index 2", with: "index 1")
        refused(try take(other))
    }
}
