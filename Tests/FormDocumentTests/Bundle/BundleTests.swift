import Testing
import TransparencyLog

@testable import FormDocument

@Suite struct BundleTests {
    private struct Expected: Decodable {
        struct Entry: Decodable {
            let file: String
            let about: String
            let checks: [String: String]
        }

        let now: String
        let bundles: [Entry]
    }

    @Test func everyVectorGivesTheChecksItPromises() async throws {
        let expected = try Vectors.list("bundles/expected.json", of: Expected.self)
        let now = try #require(Timestamp(expected.now))
        let roots = try Vectors.roots().certificates
        let exchange = try Vectors.exchange()
        #expect(expected.bundles.count >= 38)
        for entry in expected.bundles {
            let bundle = try Bundle(decoding: try Vectors.bytes("bundles/\(entry.file)"))
            let report = await bundle.verify(roots: roots, exchanges: [exchange], now: now)
            #expect(report.checks.map(\.name) == BundleCheck.Name.allCases)
            for check in report.checks {
                #expect(
                    check.outcome.rawValue == entry.checks[check.name.rawValue],
                    "\(entry.file) (\(entry.about)): \(check.name.rawValue): \(check.detail)")
                #expect(!check.detail.isEmpty)
            }
            #expect(report.isVerified == entry.checks.values.allSatisfy { $0 == "passed" })
            #expect(report.hasFailure == entry.checks.values.contains("failed"))
        }
    }

    private struct Refused: Decodable {
        let file: String
        let reason: String
    }

    @Test func refusesEveryMalformedVector() throws {
        let vectors = try Vectors.list("bundles/refused/expected.json", of: [Refused].self)
        #expect(vectors.count >= 20)
        for vector in vectors {
            let bytes = try Vectors.bytes("bundles/refused/\(vector.file)")
            let error = #expect(throws: BundleError.self, "\(vector.file)") {
                try Bundle(decoding: bytes)
            }
            #expect(error?.reason == vector.reason, "\(vector.file)")
        }
    }

    @Test(arguments: signers)
    func whatIsEncodedDecodes(_ signer: String) async throws {
        let form = try Draft(bytes: try Vectors.bytes("draft.json")).seal()
        let chain = try Vectors.chain(signer)
        let jws = try DetachedJWS.sign(
            form.document.bytes, with: try Vectors.key(signer), certificateDER: chain.leafDER)
        let bundle = Bundle(
            document: form.document.bytes, signature: jws, chain: chain, parts: form.parts,
            receipt: try VectorLog.receipt(for: form.document, jws, chain))
        let decoded = try Bundle(decoding: bundle.encoded())
        #expect(decoded.encoded() == bundle.encoded())
        #expect(Set(decoded.parts) == Set(form.parts))
        let report = await decoded.verify(
            roots: try Vectors.roots().certificates, exchanges: [try Vectors.exchange()])
        #expect(report.isVerified, "\(report.checks)")
    }

    @Test func encodesTheVeryBytesOfTheVector() throws {
        for name in ["accepted-es256.json", "no-parts.json", "not-accepted.json"] {
            let bytes = try Vectors.bytes("bundles/\(name)")
            #expect(try Bundle(decoding: bytes).encoded() == bytes, "\(name)")
        }
    }

    /// Whatever the limits allow in a document, its parts and its receipt, the file can be read.
    @Test func theLargestFormFits() throws {
        var bundle = try Bundle(decoding: try Vectors.bytes("bundles/accepted-es256.json"))
        bundle.document = [UInt8](repeating: 0x20, count: DocumentLimits.documentBytesMax)
        bundle.parts = try (0..<DocumentLimits.partsMax).map {
            let bytes = [UInt8](repeating: 0x20, count: DocumentLimits.partBytesMax)
            return DocumentPart(name: try #require(PartName("part.\($0)")), bytes: bytes)
        }
        bundle.receipt = try longestReceipt()
        let others = DocumentLimits.signatureBytesMax + 4 * DocumentLimits.chainCertificateBytesMax
        let file = bundle.encoded()
        #expect(file.count + 2 * others <= DocumentLimits.bundleBytesMax)
        let decoded = try Bundle(decoding: file)
        #expect(decoded.receipt == bundle.receipt)
        #expect(decoded.parts.count == DocumentLimits.partsMax)
    }

    /// As long as a receipt's checkpoint may be, in characters that JSON has to escape.
    private func longestReceipt() throws -> Receipt {
        let logged = try Receipt(parsing: try Vectors.text("receipt.txt")).loggedLeaf
        let checkpoint = logged.checkpoint.checkpoint
        let lines = [String](repeating: String(repeating: "\"", count: 4_070), count: 16)
        let long = try #require(
            Checkpoint(
                origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root,
                extensionLines: lines))
        let signed = try long.signed(by: try VectorLog.exchange())
        #expect(signed.description.utf8.count > LogLimits.noteBytesMax - 500)
        return try #require(
            LoggedLeaf(leaf: logged.leaf, proof: logged.proof, checkpoint: signed)
                .flatMap(Receipt.init))
    }

    @Test func aBundleIsBounded() throws {
        let bytes = try Vectors.bytes("bundles/accepted-es256.json")
        let padding = [UInt8](repeating: 0x20, count: 8_388_608 - bytes.count)
        _ = try Bundle(decoding: bytes + padding)
        #expect(throws: BundleError.tooLarge) { try Bundle(decoding: bytes + padding + [0x20]) }
        #expect(throws: BundleError.self) { try Bundle(decoding: []) }
    }

    @Test func truncationIsAlwaysRefused() throws {
        let bytes = try Vectors.bytes("bundles/accepted-es256.json")
        for count in stride(from: 0, to: bytes.count - 2, by: 61) {
            #expect(throws: BundleError.self) { try Bundle(decoding: Array(bytes.prefix(count))) }
        }
    }
}

extension BundleError {
    /// The reason as the vectors name it.
    fileprivate var reason: String {
        switch self {
        case .tooLarge: "TOO_LARGE"
        case .json: "JSON"
        case .unknownFormat: "UNKNOWN_FORMAT"
        case .missingMember: "MISSING_MEMBER"
        case .unknownMember: "UNKNOWN_MEMBER"
        case .malformedMember: "MALFORMED_MEMBER"
        case .signature: "SIGNATURE"
        case .chain: "CHAIN"
        case .receipt: "RECEIPT"
        }
    }
}
