import Crypto
import FormDocument
import FormProtocol
import Foundation

@testable import FormService

/// A signature that a careless verifier might take for one.
struct Forgery {
    let compact: String

    /// `alg` none; something stands in the signature's place, as an empty one is malformed anyway.
    static func none(_ agency: Agency) -> Forgery {
        let protected = header("none", agency)
        return Forgery(compact: "\(protected)..\(base64URL(Array("none".utf8)))")
    }

    /// `alg` HS256, keyed with what everybody knows: the sender's certificate.
    static func hs256(_ agency: Agency, over document: [UInt8]) -> Forgery {
        let protected = header("HS256", agency)
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(protected).".utf8) + document,
            using: SymmetricKey(data: agency.chain.leafDER))
        return Forgery(compact: "\(protected)..\(base64URL(Array(code)))")
    }

    /// A form whose document names the digest of bytes that are no part, properly signed.
    static func withMalformedPart(
        _ name: String, in form: WireSignedForm, by agency: Agency
    ) throws -> WireSignedForm {
        let garbage = Array(#"{"salt":"AAECAwQFBgcICQoLDA0ODw","value":"X"}"#.utf8)
        guard let old = form.parts.first(where: { $0.name == name }) else {
            throw TestFailure("there is no part \(name)")
        }
        let text = String(decoding: form.document, as: UTF8.self).replacing(
            digest([UInt8](old.content)), with: digest(garbage))
        var forged = try agency.signed(Array(text.utf8))
        forged.parts = form.parts
        for index in forged.parts.indices where forged.parts[index].name == name {
            forged.parts[index].content = Data(garbage)
        }
        return forged
    }

    private static func header(_ algorithm: String, _ agency: Agency) -> String {
        let members = [
            #""alg":"\#(algorithm)""#, #""b64":false"#, #""crit":["b64"]"#,
            #""iat":\#(Timestamp.now().seconds)"#,
            #""x5t#S256":"\#(digest(agency.chain.leafDER))""#,
        ]
        return base64URL(Array("{\(members.joined(separator: ","))}".utf8))
    }

    private static func digest(_ bytes: [UInt8]) -> String {
        base64URL(Array(SHA256.hash(data: bytes)))
    }

    private static func base64URL(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}

extension TestExchange {
    /// A certificate for `code` from an authority that nobody here trusts.
    func stranger(_ code: String) throws -> Agency {
        try Agency(code, issued: try TestAuthority().issue(to: self[code].code), in: folder)
    }

    /// A certificate of the exchange's own authority that was valid until yesterday.
    func expiredCertificate(of code: String) throws -> Agency {
        try certificate(of: code, from: -2 * 86_400, validFor: 86_400)
    }

    /// A certificate of the exchange's own authority that will be valid from tomorrow on.
    func futureCertificate(of code: String) throws -> Agency {
        try certificate(of: code, from: 86_400, validFor: 86_400)
    }

    private func certificate(
        of code: String, from offset: TimeInterval, validFor lifetime: TimeInterval
    ) throws -> Agency {
        try Agency(
            code,
            issued: try authority.issue(
                to: self[code].code, from: Date(timeIntervalSinceNow: offset), validFor: lifetime),
            in: folder)
    }
}
