import FormDocument
import FormProtocol
import FormSchemas
import Foundation

@testable import FormService

/// One agency with a certificate, its key in a file, and what it signs with.
struct Agency: Sendable {
    let code: AgencyCode
    let certificate: URL
    let key: URL
    let trust: URL
    let signingKey: SigningKey
    let chain: SignerChain

    /// Writes what was issued into a folder of its own below `folder`.
    init(_ code: String, issued: TestAuthority.Issued, in folder: URL) throws {
        guard let known = AgencyCode(code) else { throw TestFailure("\(code) is no code") }
        self.code = known
        let own = folder.appending(path: "\(code)-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(
            at: own, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try TestExchange.write(issued, named: "agency", to: own)
        certificate = own.appending(path: "agency.pem")
        key = own.appending(path: "agency.key")
        trust = folder.appending(path: "roots.pem")
        let pem = try issued.pem()
        signingKey = try SigningKey(pem: pem.key)
        chain = try SignerChain(pem: pem.certificate)
    }

    /// Signs a document as it is.
    func signed(_ document: [UInt8], parts: [DocumentPart] = []) throws -> WireSignedForm {
        let signature = try DetachedJWS.sign(
            document, with: signingKey, certificateDER: chain.leafDER)
        return wireForm(document, signature: signature.compact, parts: parts)
    }

    /// Seals and signs a draft, as a client does.
    func signed(_ form: SampleForm) throws -> WireSignedForm {
        let sealed = try Draft(bytes: form.bytes).seal()
        return try signed(sealed.document.bytes, parts: sealed.parts)
    }

    /// A form with whatever stands for a signature.
    func wireForm(
        _ document: [UInt8], signature: String, parts: [DocumentPart] = []
    ) -> WireSignedForm {
        .with {
            $0.document = Data(document)
            $0.signature = signature
            $0.signerChain = chain.der.map { Data($0) }
            $0.parts = parts.map { part in
                .with {
                    $0.name = part.name.description
                    $0.content = Data(part.bytes)
                }
            }
        }
    }

    /// A client profile of this agency; returns its folder.
    ///
    /// - Parameter name: how the folder is called, and under which name the client keeps its own
    ///   files.
    func writeProfile(_ name: String, for exchange: TestExchange) throws -> String {
        let folder = exchange.folder.appending(path: name)
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let profile: JSONValue = [
            "server": .string(exchange.endpoint.description), "agency": .string(code.description),
            "certificate": .string(certificate.path), "key": .string(key.path),
            "trust": .string(trust.path), "exchange_key": .string(exchange.exchangeKey),
            "language": "en", "officer": .string("Officer of \(code)"),
        ]
        try PrivateFile.write(
            profile.serialized(pretty: true), to: folder.appending(path: "profile.json"))
        return folder.path
    }
}
