import Testing
import TransparencyLog

@testable import FormDocument

@Suite struct FormHeaderTests {
    @Test func readsEveryMember() throws {
        let document = try SealedDocument(bytes: try Vectors.bytes("document.json"))
        let header = try document.readHeader()
        #expect(header.format == 1)
        #expect(header.id == SubmissionID("0195a3c2-7b1e-7d44-9c55-3f0f6a1b2c3d"))
        #expect(header.form == FormCode("VIP-01"))
        #expect(header.version == FormVersionNumber("1.0"))
        #expect(header.action == .new)
        #expect(header.sender == AgencyCode("BE-DAP"))
        #expect(header.senderOfficer.serviceNumber == "447112233")
        #expect(header.senderOfficer.name == nil)
        #expect(header.recipients.map(\.role) == [.to, .copy])
        #expect(header.recipients.map(\.agency.description) == ["NL-DKDB", "LU-USP"])
        #expect(header.inReplyTo == nil)
        #expect(header.corrects == nil)
        #expect(header.purposesPermitted == ["PROTECTION"])
        #expect(header.onward == .withConsent)
        #expect(header.legalBasis.first?.article == "24")
        #expect(header.handling.codes == [.h1])
        #expect(header.handling.classification == .none)
        #expect(header.urgency == .routine)
        #expect(header.dueBy == nil)
        #expect(header.language == .dutch)
        #expect(header.createdAt == Timestamp("2026-03-01T09:29:58.25Z"))
        #expect(header.retentionUntil == CalendarDate("2026-12-31"))
        let identity = try document.readIdentity()
        #expect(identity.sender == header.sender)
        #expect(identity.id == header.id)
    }

    @Test func readsReferencesAndEvaluations() throws {
        let reference = """
            { "form": "RSK-01", "sender": "BE-OCAM", "id": "0195a3c2-7b1e-7d44-9c55-000000000001" }
            """
        let header = try change(
            ("\"in_reply_to\": null", "\"in_reply_to\": \(reference), \"corrects\": \(reference)"),
            (
                "\"classification\": \"NONE\"",
                """
                "classification": "BENELUX-R", "text": "x", "source_evaluation": "B",
                "information_evaluation": "2"
                """
            ),
            ("\"urgency\"", "\"due_by\": \"2026-03-02T12:00:00+01:00\", \"urgency\"")
        ).readHeader()
        #expect(header.inReplyTo?.form == FormCode("RSK-01"))
        #expect(header.inReplyTo == header.corrects)
        #expect(header.handling.classification == .beneluxRestricted)
        #expect(header.handling.sourceEvaluation == .mostlyReliable)
        #expect(header.handling.informationEvaluation == .knownToSource)
        #expect(header.dueBy == Timestamp("2026-03-02T11:00:00Z"))
    }

    @Test(arguments: [
        ("\"format\": 1", "\"format\": 2", "/header/format: CONST"),
        ("\"format\": 1", "\"format\": \"1\"", "/header/format: TYPE"),
        ("\"format\": 1,", "", "/header/format: REQUIRED"),
        ("\"id\": \"0195a3c2-7b1e-7", "\"id\": \"0195a3c2-7b1e-4", "/header/id: PATTERN"),
        ("\"id\": \"0195a3c2", "\"id\": \"0195A3C2", "/header/id: PATTERN"),
        ("VIP-01", "VIP-1", "/header/form: PATTERN"),
        ("\"version\": \"1.0\"", "\"version\": 1.0", "/header/version: TYPE"),
        ("\"version\": \"1.0\"", "\"version\": \"1\"", "/header/version: PATTERN"),
        ("\"NEW\"", "\"new\"", "/header/action: ENUM"),
        ("\"sender\": \"BE-DAP\"", "\"sender\": null", "/header/sender: TYPE"),
        ("\"sender\": \"BE-DAP\"", "\"sender\": \"BE\"", "/header/sender: PATTERN"),
        ("\"function\"", "\"Function\"", "/header/sender_officer/function: REQUIRED"),
        ("\"447112233\"", "447112233", "/header/sender_officer/service_number: TYPE"),
        ("\"as\": \"CC\"", "\"as\": \"BCC\"", "/header/recipients/1/as: ENUM"),
        ("\"LU-USP\"", "\"LUX\"", "/header/recipients/1/agency: PATTERN"),
        ("{ \"agency\": \"NL-DKDB\", \"as\": \"TO\" }", "7", "/header/recipients/0: TYPE"),
        ("\"recipients\"", "\"recipient\"", "/header/recipients: REQUIRED"),
        ("-8000-000000000001", "-8000-00000000000", "/header/case: PATTERN"),
        ("\"in_reply_to\": null", "\"in_reply_to\": []", "/header/in_reply_to: TYPE"),
        ("\"in_reply_to\": null", "\"in_reply_to\": {}", "/header/in_reply_to/form: REQUIRED"),
        ("[ \"PROTECTION\" ]", "[ 1 ]", "/header/purposes_permitted/0: TYPE"),
        ("[ \"PROTECTION\" ]", "\"PROTECTION\"", "/header/purposes_permitted: TYPE"),
        ("\"WITH_CONSENT\"", "\"ANY\"", "/header/onward: ENUM"),
        ("\"instrument\"", "\"act\"", "/header/legal_basis/0/instrument: REQUIRED"),
        ("\"H1\"", "\"H4\"", "/header/handling/codes/0: ENUM"),
        ("\"H1\"", "true", "/header/handling/codes/0: TYPE"),
        ("\"language\": \"nl\"", "\"language\": \"it\"", "/header/language: ENUM"),
        ("58.25+01:00", "58.25", "/header/created_at: FORMAT"),
        ("2026-12-31", "2026-11-31", "/header/retention_until: FORMAT"),
    ])
    func saysWhereAndWhy(_ old: String, _ new: String, _ expected: String) throws {
        let document = try change((old, new))
        let error = #expect(throws: HeaderError.self) { try document.readHeader() }
        #expect(error?.description == expected)
    }

    @Test(arguments: [
        ("1", ": TYPE"), ("[]", ": TYPE"), ("null", ": TYPE"), ("{}", "/header: REQUIRED"),
        ("{\"header\":[]}", "/header: TYPE"), ("{\"header\":null}", "/header: TYPE"),
        ("{\"header\":{}}", "/header/sender: REQUIRED"),
        ("{\"header\":{\"sender\":\"BE-DAP\"}}", "/header/id: REQUIRED"),
    ])
    func identityOfAnything(_ json: String, _ expected: String) throws {
        let document = try SealedDocument(bytes: Array(json.utf8))
        let error = #expect(throws: HeaderError.self) { try document.readIdentity() }
        #expect(error?.description == expected)
        #expect(throws: HeaderError.self) { try document.readHeader() }
    }

    @Test func identityNeedsNothingElse() throws {
        let json = """
            {"header":{"format":9,"id":"0195a3c2-7b1e-7d44-9c55-3f0f6a1b2c3d","sender":"BE-DAP"}}
            """
        let identity = try SealedDocument(bytes: Array(json.utf8)).readIdentity()
        #expect(identity.sender == AgencyCode("BE-DAP"))
    }

    @Test(arguments: ["", "{", "{\"a\":1,\"a\":2}", "{} {}", "{\"a\":\"\\u0000\"}", "[1e400000]"])
    func refusesWhatIsNotTheExchangesJSON(_ json: String) {
        #expect(throws: (any Error).self) { try SealedDocument(bytes: Array(json.utf8)) }
    }

    private struct JSONVector: Decodable {
        let about: String
        let accepted: Bool
        let base64: String
    }

    @Test func everyJSONVectorIsReadOrRefused() throws {
        let vectors = try Vectors.list("json.json", of: [JSONVector].self)
        #expect(vectors.count >= 35)
        for vector in vectors {
            let bytes = try #require(Base64.standard.decode(vector.base64))
            let isRead = (try? SealedDocument(bytes: bytes)) != nil
            #expect(isRead == vector.accepted, "\(vector.about)")
        }
    }

    @Test(arguments: ["1.0", "1e0", "10E-1", "0.1e+1"])
    func theFormatMayBeSpelledInAnyWay(_ number: String) throws {
        #expect(try change(("\"format\": 1", "\"format\": \(number)")).readHeader().format == 1)
    }

    @Test func aDocumentIsBounded() throws {
        let size = 1_048_576
        let fits =
            Array("{\"a\":\"".utf8) + [UInt8](repeating: 0x61, count: size - 8) + Array("\"}".utf8)
        #expect(try SealedDocument(bytes: fits).bytes.count == size)
        #expect(throws: (any Error).self) { try SealedDocument(bytes: fits + [0x20]) }
        let deep = [UInt8](repeating: 0x5B, count: 10_000) + [UInt8](repeating: 0x5D, count: 10_000)
        #expect(throws: (any Error).self) { try SealedDocument(bytes: deep) }
    }

    private func change(_ changes: (String, String)...) throws -> SealedDocument {
        var text = try Vectors.text("document.json")
        for (old, new) in changes {
            #expect(text.contains(old), "\(old)")
            text = text.replacing(old, with: new)
        }
        return try SealedDocument(bytes: Array(text.utf8))
    }
}
