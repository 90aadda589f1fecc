import FormDocument
import FormProtocol
import Foundation

extension WireSignedForm {
    /// A document with its parts as it travels, not signed.
    init(_ document: [UInt8], _ parts: [DocumentPart] = []) {
        self.init()
        self.document = Data(document)
        self.parts = parts.map { part in
            .with {
                $0.name = part.name.description
                $0.content = Data(part.bytes)
            }
        }
    }

    /// The same, signed.
    func signed(
        with key: SigningKey, _ chain: SignerChain, at time: Timestamp = .now()
    ) throws -> WireSignedForm {
        var form = self
        form.signature = try DetachedJWS.sign(
            [UInt8](document), with: key, certificateDER: chain.leafDER, issuedAt: time
        ).compact
        form.signerChain = chain.der.map { Data($0) }
        return form
    }
}
