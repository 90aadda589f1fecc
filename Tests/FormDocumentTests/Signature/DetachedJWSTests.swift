import Testing
import TransparencyLog

@testable import FormDocument

/// Names of the signers in `docs/vectors`, one for each algorithm.
let signers = ["es256", "es384", "ps256", "eddsa"]

@Suite struct DetachedJWSTests {
    @Test(arguments: zip(signers, ["ES256", "ES384", "PS256", "EdDSA"]))
    func readsAndVerifiesWhatAnotherLibrarySigned(_ signer: String, _ algorithm: String) throws {
        let document = try Vectors.bytes("document.json")
        let jws = try DetachedJWS(parsing: try Vectors.text("signatures/\(signer).jws"))
        #expect(jws.algorithm.rawValue == algorithm)
        #expect(jws.issuedAt == Timestamp("2026-03-01T09:30:00Z"))
        try jws.verify(document, certificateDER: try Vectors.chain(signer).leafDER)
    }

    @Test(arguments: signers)
    func whatIsSignedVerifies(_ signer: String) throws {
        let document = try Vectors.bytes("document.json")
        let chain = try Vectors.chain(signer)
        let time = try #require(Timestamp("2026-03-01T09:30:00.999Z"))
        let jws = try DetachedJWS.sign(
            document, with: try Vectors.key(signer), certificateDER: chain.leafDER, issuedAt: time)
        let again = try DetachedJWS(parsing: jws.compact)
        #expect(again == jws)
        #expect(again.issuedAt == Timestamp("2026-03-01T09:30:00Z"))
        try again.verify(document, certificateDER: chain.leafDER)
    }

    @Test func theLargestKeyFits() throws {
        let jws = try DetachedJWS(parsing: try Vectors.text("signatures/rsa8192.jws"))
        try jws.verify(
            try Vectors.bytes("document.json"),
            certificateDER: try Vectors.chain("rsa8192").leafDER)
    }

    @Test func theHeaderMayBeOrderedAndSpacedOtherwise() throws {
        let jws = try DetachedJWS(parsing: try Vectors.text("signatures/es256.reordered.jws"))
        try jws.verify(
            try Vectors.bytes("document.json"),
            certificateDER: try Vectors.chain("es256").leafDER)
    }

    @Test(arguments: signers)
    func everyChangedBitIsNoticed(_ signer: String) throws {
        let document = try Vectors.bytes("document.json")
        let leaf = try Vectors.chain(signer).leafDER
        let jws = try DetachedJWS(parsing: try Vectors.text("signatures/\(signer).jws"))
        for index in stride(from: 0, to: document.count, by: 97) {
            var changed = document
            changed[index] ^= 1
            #expect(throws: JWSError.signatureInvalid) {
                try jws.verify(changed, certificateDER: leaf)
            }
        }
        for other in [document + [0x0A], Array(document.dropLast()), []] {
            #expect(throws: JWSError.signatureInvalid) {
                try jws.verify(other, certificateDER: leaf)
            }
        }
    }

    @Test(arguments: signers)
    func aChangedSignatureIsNoticed(_ signer: String) throws {
        let text = try Vectors.text("signatures/\(signer).jws")
        let segments = text.split(separator: ".")
        let signature = try #require(Base64.url.decode(segments[1]))
        var flipped = signature
        flipped[signature.count / 2] ^= 0x10
        let others = [
            flipped, Array(signature.dropLast()), signature + [0],
            [UInt8](repeating: 0, count: signature.count),
            [UInt8](repeating: 255, count: signature.count),
        ]
        for other in others {
            let jws = try DetachedJWS(
                parsing: "\(segments[0])..\(Base64.url.encode(other))")
            #expect(throws: JWSError.signatureInvalid) {
                try jws.verify(
                    try Vectors.bytes("document.json"),
                    certificateDER: try Vectors.chain(signer).leafDER)
            }
        }
    }

    private struct Refused: Decodable {
        let name: String
        let jws: String
        let reason: String
    }

    @Test func refusesEveryMalformedVector() throws {
        let vectors = try Vectors.list("signatures/refused.json", of: [Refused].self)
        #expect(vectors.count >= 20)
        for vector in vectors {
            let error = #expect(throws: JWSError.self, "\(vector.name)") {
                try DetachedJWS(parsing: vector.jws)
            }
            #expect(error?.reason == vector.reason, "\(vector.name)")
            #expect(error?.description.isEmpty == false)
        }
    }

    @Test func theCertificateMustBeTheOneInTheHeader() throws {
        let document = try Vectors.bytes("document.json")
        let jws = try DetachedJWS(parsing: try Vectors.text("signatures/es256.jws"))
        // The same key and subject, another certificate.
        #expect(throws: JWSError.certificateMismatch) {
            try jws.verify(document, certificateDER: try Vectors.chain("foreign").leafDER)
        }
        #expect(throws: JWSError.certificateMismatch) {
            try jws.verify(document, certificateDER: [1, 2, 3])
        }
    }

    @Test func theAlgorithmMustBeTheKeys() throws {
        let chain = try Vectors.chain("es384")
        let bundle = try Bundle(decoding: try Vectors.bytes("bundles/wrong-alg.json"))
        #expect(throws: JWSError.algorithmMismatch(signature: .es256, key: .es384)) {
            try bundle.signature.verify(bundle.document, certificateDER: chain.leafDER)
        }
    }

    @Test func aKeySignsWithItsOwnCertificateOnly() throws {
        #expect(throws: JWSError.certificateMismatch) {
            try DetachedJWS.sign(
                [1], with: try Vectors.key("es384"),
                certificateDER: try Vectors.chain("es256").leafDER)
        }
    }

    @Test func theDigestIsOverTheText() throws {
        let jws = try DetachedJWS(parsing: try Vectors.text("signatures/es256.jws"))
        let receipt = try Receipt(parsing: try Vectors.text("receipt.txt"))
        #expect(jws.digest == receipt.record.signatureDigest)
    }
}

extension JWSError {
    /// The reason as the vectors name it.
    fileprivate var reason: String {
        switch self {
        case .tooLong: "TOO_LONG"
        case .malformed: "MALFORMED"
        case .attachedPayload: "ATTACHED_PAYLOAD"
        case .base64: "BASE64"
        case .headerNotJSON: "HEADER_NOT_JSON"
        case .missingMember: "MISSING_MEMBER"
        case .unknownMember: "UNKNOWN_MEMBER"
        case .unexpectedValue: "UNEXPECTED_VALUE"
        case .unknownCriticalExtension: "UNKNOWN_CRITICAL"
        case .unsupportedAlgorithm: "UNSUPPORTED_ALGORITHM"
        default: "\(self)"
        }
    }
}
