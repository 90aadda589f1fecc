import FormDocument
import FormProtocol
import FormSchemas
import Foundation
import TransparencyLog

@testable import FormService

/// The forms, recipients and readers that a model test draws from: few, so that entries collide.
struct ModelForms {
    private static let senders = ["BE-DAP", "BE-OCAM"]
    private static let agencies = ["NL-DKDB", "LU-USP", "LU-GCT", "DE-NW-LKA"]

    private let ids: [SubmissionID]
    private let sample: JSONValue
    private let signature: WireSignedForm
    private let limits = Limits()

    init(using random: inout SeededRandom) throws {
        ids = (0..<12).map { _ in SubmissionID.generate() }
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        func text(_ path: String) throws -> String {
            try String(contentsOf: root.appending(path: path), encoding: .utf8)
        }
        let sample = "catalogue/forms/RSK-01/1.0/samples/valid/be-ocam-minister.json"
        self.sample = JSONValue(try JSONDocument([UInt8](text(sample).utf8)).root)
        // The sequencer does not look at signatures: that they hold was checked before.
        let chain = try SignerChain(pem: text("docs/vectors/chains/es256.pem"))
        signature = try .with {
            $0.signature = try text("docs/vectors/signatures/es256.jws")
                .trimmingCharacters(in: .whitespacesAndNewlines)
            $0.signerChain = chain.der.map { Data($0) }
        }
    }

    /// An entry of any kind.
    func entry(epoch: Int64, using random: inout SeededRandom) throws -> LogEntry {
        switch UInt.random(in: 0..<10, using: &random) {
        case 0..<6: .submission(try submission(epoch: epoch, using: &random))
        case 6..<9:
            .event(
                event(using: &random),
                Bool.random(using: &random) ? consultation(using: &random) : nil)
        default: .consultation(consultation(using: &random))
        }
    }

    /// The ID of something that was submitted, or may be.
    func identity(using random: inout SeededRandom) -> DocumentIdentity {
        DocumentIdentity(
            sender: AgencyCode(Self.senders.randomElement(using: &random)!)!,
            id: ids.randomElement(using: &random)!)
    }

    private func submission(
        epoch: Int64, using random: inout SeededRandom
    ) throws -> SubmissionEntry {
        let identity = identity(using: &random)
        var document = sample
        document["header"]?["id"] = .string(identity.id.description)
        document["header"]?["sender"] = .string(identity.sender.description)
        let count = Int.random(in: 1...3, using: &random)
        document["header"]?["recipients"] = .array(
            Self.agencies.shuffled(using: &random).prefix(count).map {
                ["agency": .string($0), "as": "TO"]
            })
        // Now and then another document under the same ID.
        document["header"]?["urgency"] = Bool.random(using: &random) ? "ROUTINE" : "URGENT"
        // It may be the newest of its chain that is corrected, or one that nobody has sent.
        if Int.random(in: 0..<3, using: &random) == 0 {
            let corrected = ids.randomElement(using: &random)!
            document["header"]?["action"] =
                Int.random(in: 0..<3, using: &random) == 0 ? "WITHDRAW" : "CORRECT"
            document["header"]?["corrects"] = [
                "form": "RSK-01", "sender": .string(identity.sender.description),
                "id": .string(corrected.description),
            ]
        }
        var form = signature
        form.document = Data(document.bytes())
        let checked = try CheckedForm(
            try SubmissionDraft(form, catalogue: .builtIn), catalogue: .builtIn, limits: limits)
        let isStale = Int.random(in: 0..<8, using: &random) == 0
        // The sequencer does not look into documents: any of them may be a manifest.
        let root = MerkleHash(leaf: [])
        let isBulk = Int.random(in: 0..<3, using: &random) == 0
        return SubmissionEntry(
            checked, signature: checked.draft.signature!,
            participantEpoch: isStale ? epoch - 1 : epoch,
            bulk: isBulk
                ? BulkTotals(count: 1, refused: 0, root: root, resultRoot: root) : nil)
    }

    private func event(using random: inout SeededRandom) -> EventEntry {
        EventEntry(
            event: ReceiptEvent.allCases.randomElement(using: &random)!,
            form: identity(using: &random),
            recipient: AgencyCode(Self.agencies.randomElement(using: &random)!)!)
    }

    func consultation(using random: inout SeededRandom) -> AuditRecord {
        let caller = Caller(
            agency: AgencyCode("NL-DKDB")!, kind: .person, roles: [.reader],
            fingerprint: Array(repeating: 7, count: 32))
        let access = try! StatedAccess(
            .with {
                $0.officer = "Officer \(UInt8.random(in: 0...255, using: &random))"
                $0.reason = "model test"
            }, by: caller, limits: limits)
        let isAboutForm = Bool.random(using: &random)
        return AuditRecord(
            access, call: isAboutForm ? "Get" : "Search",
            form: isAboutForm ? identity(using: &random) : nil, filters: "form=VIP-01",
            results: 1, at: .now())
    }
}
