import FormDocument
import FormProtocol
import SwiftProtobuf

// The client's side of the wire contract: domain values to messages and back.

extension WireAccess {
    init(_ access: StatedAccess) {
        self.init()
        officer = access.officer
        reason = access.reason
    }
}

extension WireFormReference {
    init(_ form: DocumentIdentity) {
        self.init()
        sender = form.sender.description
        id = form.id.description
    }
}

extension WireSignedForm {
    init(_ bundle: Bundle) {
        self.init()
        document = .init(bundle.document)
        signature = bundle.signature.compact
        signerChain = bundle.chain.der.map { .init($0) }
        parts = bundle.parts.map(WirePart.init)
    }
}

extension WirePart {
    init(_ part: DocumentPart) {
        self.init()
        name = part.name.description
        content = .init(part.bytes)
    }
}

extension Bundle {
    /// The form that the exchange has returned, with its receipt.
    ///
    /// - Throws: ``ClientError`` `.refused` if it is not one: an exchange that answers so is broken.
    init(_ response: WireGetResponse) throws(ClientError) {
        do {
            let form = response.form
            self.init(
                document: [UInt8](form.document),
                signature: try DetachedJWS(parsing: form.signature),
                chain: try SignerChain(der: form.signerChain.map { [UInt8]($0) }),
                parts: form.parts.filter { !$0.withheld }.compactMap { part in
                    PartName(part.name).map { DocumentPart(name: $0, bytes: [UInt8](part.content)) }
                },
                receipt: try Receipt(parsing: response.receipt))
        } catch {
            throw ClientError(.refused, .answerNotUnderstood)
        }
    }
}

extension DocumentIdentity {
    /// `nil` if the exchange has sent something that is not an identity.
    init?(_ reference: WireFormReference) {
        self.init(sender: reference.sender, id: reference.id)
    }

    /// `nil` if the exchange has sent something that is not an identity.
    init?(sender: String, id: String) {
        guard let sender = AgencyCode(sender), let id = SubmissionID(id) else { return nil }
        self.init(sender: sender, id: id)
    }
}

extension StateFolder.SeenForm {
    /// `nil` if the exchange has sent something that is not an identity.
    init?(_ summary: WireFormSummary) {
        guard let identity = DocumentIdentity(sender: summary.sender, id: summary.id) else {
            return nil
        }
        self.init(
            identity: identity, leafIndex: summary.leafIndex, caseID: CaseID(summary.caseID))
    }
}

extension Timestamp {
    init(_ timestamp: Google_Protobuf_Timestamp) {
        self.init(microseconds: timestamp.seconds * 1_000_000 + Int64(timestamp.nanos) / 1_000)
    }
}

extension Google_Protobuf_Timestamp {
    init(_ moment: Timestamp) {
        self.init()
        seconds = moment.seconds
        nanos = Int32(moment.microseconds - moment.seconds * 1_000_000) * 1_000
    }
}
