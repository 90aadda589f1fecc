import FormDocument
import FormProtocol
import FormSchemas
import Foundation
import GRPCCore
import Testing

/// A submission by BE-DAP with one thing wrong, and how it must be refused.
struct BadSubmission: Sendable, CustomTestStringConvertible {
    typealias Fields = [[String]]

    let testDescription: String
    let code: RPCError.Code
    let reason: String
    /// Pointer and code of each field violation.
    let fields: Fields
    let make: @Sendable (TestExchange) async throws -> WireSignedForm

    init(
        _ name: String, _ code: RPCError.Code, _ reason: String, _ fields: Fields = [],
        _ make: @escaping @Sendable (TestExchange) async throws -> WireSignedForm
    ) {
        testDescription = name
        self.code = code
        self.reason = reason
        self.fields = fields
        self.make = make
    }

    static let all = documents + headers + signatures + parts + requests
}

// MARK: - Documents

extension BadSubmission {
    /// A document that is not JSON as the exchange reads it, signed as it is.
    private static func unreadable(
        _ name: String, _ violation: String, _ document: @escaping @Sendable (String) -> [UInt8]
    ) -> BadSubmission {
        BadSubmission(name, .invalidArgument, "INVALID_DOCUMENT", [["", violation]]) { exchange in
            let text = String(decoding: try SampleForm.plainForm().bytes, as: UTF8.self)
            return try exchange["BE-DAP"].signed(document(text))
        }
    }

    /// As ``unreadable(_:_:_:)``, with a member in front of the others.
    private static func unreadable(
        _ name: String, _ violation: String, member: @escaping @Sendable () -> String
    ) -> BadSubmission {
        unreadable(name, violation) { Array("{\(member()),\($0.dropFirst())".utf8) }
    }

    private static let documents = [
        unreadable("not JSON", "NOT_JSON") { Array("<form>\($0)".utf8) },
        unreadable("cut off", "NOT_JSON") { Array($0.utf8.dropLast(100)) },
        unreadable("more behind the end", "TRAILING_BYTES") { Array("\($0) {}".utf8) },
        unreadable("duplicate members", "DUPLICATE_KEY") { #""body": {}"# },
        unreadable("duplicate members, one escaped", "DUPLICATE_KEY") { #""bod\u0079": {}"# },
        unreadable("U+0000, raw", "NUL_CHARACTER") { "\"x\": \"a\u{0}b\"" },
        unreadable("U+0000, escaped", "NUL_CHARACTER") { #""x": "a\u0000b""# },
        unreadable("1e400000", "NUMBER_TOO_LONG") { #""x": 1e400000"# },
        unreadable("a number of 10,000 digits", "NUMBER_TOO_LONG") {
            "\"x\": \(String(repeating: "7", count: 10_000))"
        },
        unreadable("nesting of 10,000", "TOO_DEEP") {
            "\"x\": \(String(repeating: "[", count: 10_000))"
                + String(repeating: "]", count: 10_000)
        },
        unreadable("a byte order mark", "BYTE_ORDER_MARK") { [0xEF, 0xBB, 0xBF] + Array($0.utf8) },
        unreadable("a lone surrogate", "LONE_SURROGATE") { #""x": "\ud800""# },
        unreadable("bytes that are not UTF-8", "INVALID_UTF8") {
            Array("{\"x\": \"".utf8) + [0xC3, 0x28] + Array("\",\($0.dropFirst())".utf8)
        },
        BadSubmission("2 MiB", .resourceExhausted, "TOO_LARGE") { exchange in
            let bytes = try SampleForm.plainForm().bytes
            return try exchange["BE-DAP"].signed(
                bytes + [UInt8](repeating: 0x20, count: 2_097_152 - bytes.count))
        },
        BadSubmission("one byte too much", .resourceExhausted, "TOO_LARGE") { exchange in
            let bytes = try SampleForm.plainForm().bytes
            return try exchange["BE-DAP"].signed(
                bytes + [UInt8](repeating: 0x20, count: 1_048_577 - bytes.count))
        },
        BadSubmission("an array", .notFound, "FORM_UNKNOWN") { exchange in
            try exchange["BE-DAP"].signed(Array("[]".utf8))
        },
    ]
}

// MARK: - Headers

extension BadSubmission {
    private static func header(
        _ name: String, _ code: RPCError.Code, _ reason: String, _ fields: Fields = [],
        _ change: @escaping @Sendable (SampleForm) -> SampleForm
    ) -> BadSubmission {
        BadSubmission(name, code, reason, fields) { exchange in
            try exchange["BE-DAP"].signed(change(try SampleForm.plainForm()))
        }
    }

    private static let headers = [
        header("an unknown form", .notFound, "FORM_UNKNOWN") { $0.setting("form", "VIP-99") },
        header("an unknown version", .notFound, "FORM_UNKNOWN") { $0.setting("version", "9.9") },
        header("a version that is a number", .notFound, "FORM_UNKNOWN") {
            $0.setting("version", .number("1.0"))
        },
        header("an ID of version 4", .invalidArgument, "INVALID_FORM", [["/header/id", "PATTERN"]])
        {
            $0.setting("id", "0b8ed6a3-4a4f-4e9c-9d35-3a6f0c2ad6a1")
        },
        header(
            "a sender that is not text", .invalidArgument, "INVALID_FORM",
            [["/header/sender", "TYPE"]]
        ) { $0.setting("sender", .number("7")) },
        header(
            "a sender that is not the caller", .permissionDenied, "SENDER_IS_NOT_CALLER",
            [["/header/sender", "SENDER_IS_NOT_CALLER"]]
        ) { $0.from("NL-DKDB") },
        header(
            "an unknown recipient", .failedPrecondition, "RECIPIENT_UNKNOWN",
            [["/header/recipients/1/agency", "RECIPIENT_UNKNOWN"]]
        ) { $0.to(("NL-DKDB", "TO"), ("NL-NOBODY", "CC")) },
        header(
            "a recipient twice", .invalidArgument, "INVALID_FORM",
            [["/header/recipients", "NOT_UNIQUE"]]
        ) { $0.to(("NL-DKDB", "TO"), ("NL-DKDB", "CC")) },
        header(
            "a purpose that the form is not for", .invalidArgument, "INVALID_FORM",
            [["/header/purpose", "PURPOSE_NOT_ALLOWED"]]
        ) { $0.setting("purpose", "TRAINING") },
        header("a test on a live exchange", .failedPrecondition, "ACTION_NOT_ALLOWED") {
            $0.setting("action", "TEST")
        },
    ]
}

// MARK: - Signatures

extension BadSubmission {
    /// A good document with a signature that `sign` makes.
    private static func signature(
        _ name: String, _ code: RPCError.Code = .invalidArgument,
        _ reason: String = "INVALID_SIGNATURE",
        _ sign: @escaping @Sendable (TestExchange, [UInt8]) throws -> WireSignedForm
    ) -> BadSubmission {
        BadSubmission(name, code, reason) { exchange in
            try sign(exchange, try SampleForm.plainForm().bytes)
        }
    }

    private static let signatures = [
        signature("no signature") { $0["BE-DAP"].wireForm($1, signature: "") },
        signature("garbage for a signature") { $0["BE-DAP"].wireForm($1, signature: "garbage") },
        signature("an attached payload") { exchange, document in
            var form = try exchange["BE-DAP"].signed(document)
            form.signature = form.signature.replacing("..", with: ".e30.")
            return form
        },
        signature("a signature over other bytes") { exchange, document in
            var form = try exchange["BE-DAP"].signed(document)
            form.document.append(0x20)
            return form
        },
        signature("another key's signature under the sender's certificate") { exchange, document in
            var form = try exchange["BE-DAP"].signed(document)
            form.signature = try exchange["NL-DKDB"].signed(document).signature
            return form
        },
        signature("alg none") { exchange, document in
            exchange["BE-DAP"].wireForm(
                document, signature: Forgery.none(exchange["BE-DAP"]).compact)
        },
        signature("alg HS256 with the certificate as the secret") { exchange, document in
            let forgery = Forgery.hs256(exchange["BE-DAP"], over: document)
            return exchange["BE-DAP"].wireForm(document, signature: forgery.compact)
        },
        signature("a time of signing in the future") { exchange, document in
            let signer = exchange["BE-DAP"]
            let jws = try DetachedJWS.sign(
                document, with: signer.signingKey, certificateDER: signer.chain.leafDER,
                issuedAt: Timestamp(microseconds: Timestamp.now().microseconds + 3_600_000_000))
            return signer.wireForm(document, signature: jws.compact)
        },
        signature("no certificate") { exchange, document in
            var form = try exchange["BE-DAP"].signed(document)
            form.signerChain = []
            return form
        },
        signature("a certificate that is none") { exchange, document in
            var form = try exchange["BE-DAP"].signed(document)
            form.signerChain = [Data("certificate".utf8)]
            return form
        },
        signature("too many certificates", .resourceExhausted, "TOO_LARGE") { exchange, document in
            var form = try exchange["BE-DAP"].signed(document)
            form.signerChain = Array(repeating: form.signerChain[0], count: 5)
            return form
        },
        signature("another agency's certificate", .permissionDenied, "SIGNER_NOT_ACCEPTED") {
            try $0["NL-DKDB"].signed($1)
        },
        signature("another authority's certificate", .permissionDenied, "SIGNER_NOT_ACCEPTED") {
            try $0.stranger("BE-DAP").signed($1)
        },
        signature("a certificate that is not admitted", .permissionDenied, "SIGNER_NOT_ACCEPTED") {
            try $0.anotherCertificate(of: "BE-DAP").signed($1)
        },
        signature("an expired certificate", .permissionDenied, "SIGNER_NOT_ACCEPTED") {
            try $0.expiredCertificate(of: "BE-DAP").signed($1)
        },
    ]
}

// MARK: - Parts

extension BadSubmission {
    /// A mission with confidential parts of which `change` makes something wrong.
    private static func part(
        _ name: String, _ code: RPCError.Code = .invalidArgument,
        _ reason: String = "INVALID_FORM", _ fields: Fields = [],
        _ change: @escaping @Sendable (inout WireSignedForm) throws -> Void
    ) -> BadSubmission {
        BadSubmission(name, code, reason, fields) { exchange in
            var form = try exchange["BE-DAP"].signed(try await exchange.mission())
            try change(&form)
            return form
        }
    }

    private static let pointer = "/body/emergency/codeword"

    private static let parts = [
        part("a missing part", fields: [[pointer, "PART_MISSING"]]) { form in
            form.parts.removeAll { $0.name == "codeword" }
        },
        part("a surplus part", fields: [["", "PART_UNKNOWN"]]) { form in
            form.parts.append(
                .with {
                    $0.name = "shelter"
                    $0.content = Data(#"["AAECAwQFBgcICQoLDA0ODw","X"]"#.utf8)
                })
        },
        part("a part twice", fields: [["", "PART_UNKNOWN"]]) { $0.parts.append($0.parts[0]) },
        part("a part with another digest", fields: [[pointer, "PART_DIGEST"]]) { form in
            for index in form.parts.indices where form.parts[index].name == "codeword" {
                form.parts[index].content.append(0x20)
            }
        },
        BadSubmission(
            "a part that is not a salt and a value", .invalidArgument, "INVALID_FORM",
            [[pointer, "PART_FORMAT"]]
        ) { exchange in
            let good = try exchange["BE-DAP"].signed(try await exchange.mission())
            return try Forgery.withMalformedPart("codeword", in: good, by: exchange["BE-DAP"])
        },
        BadSubmission(
            "a draft, with its parts in the document", .invalidArgument, "INVALID_FORM",
            [[pointer, "PART_NOT_SEALED"]]
        ) { try $0["BE-DAP"].signed(try await $0.mission().bytes) },
        part("too many parts", .resourceExhausted, "TOO_LARGE") { form in
            form.parts = Array(repeating: form.parts[0], count: 65)
        },
        part("a part of 64 KiB and more", .resourceExhausted, "TOO_LARGE") { form in
            form.parts[0].content = Data(repeating: 0x20, count: 65_537)
        },
        part("document and parts of 3 MiB and more", .resourceExhausted, "TOO_LARGE") { form in
            form.document.append(Data(repeating: 0x20, count: 1_000_000 - form.document.count))
            let content = Data(repeating: 0x20, count: 65_536)
            form.parts = (0..<33).map { number in
                .with {
                    $0.name = "part.\(number)"
                    $0.content = content
                }
            }
        },
        part("a part's name that is none", .invalidArgument, "MALFORMED_REQUEST") { form in
            form.parts[0].name = "../part"
        },
    ]

    private static func part(
        _ name: String, fields: Fields,
        _ change: @escaping @Sendable (inout WireSignedForm) throws -> Void
    ) -> BadSubmission {
        part(name, .invalidArgument, "INVALID_FORM", fields, change)
    }
}

// MARK: - Requests

extension BadSubmission {
    private static let requests = [
        BadSubmission("an empty request", .invalidArgument, "MALFORMED_REQUEST") { _ in
            WireSignedForm()
        }
    ]
}
