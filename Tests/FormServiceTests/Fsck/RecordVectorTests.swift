import FormDocument
import FormSchemas
import Foundation
import Testing
import TransparencyLog

@testable import FormService

/// What leaves commit to, as another implementation has it.
@Suite("Record vectors")
struct RecordVectorTests {
    private static func cases() throws -> [JSONNode] {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appending(path: "docs/vectors/log/records.json")
        return Array(try JSONDocument([UInt8](Data(contentsOf: file))).root.elements)
    }

    @Test("The root over audit entries is that of the vectors")
    func auditEntries() throws {
        let cases = try Self.cases().filter { $0["check"]?.string == "audit batch" }
        try #require(cases.count >= 2)
        for node in cases {
            let number = try #require(node["first"]?.int)
            let first = Int64(number)
            var tree = Frontier.empty
            for (place, entry) in (node["entries"]?.elements.map { $0 } ?? []).enumerated() {
                let record = try Self.record(entry)
                let bytes = record.bytes(number: first + Int64(place))
                tree = try #require(tree.appending(MerkleHash(leaf: bytes)))
            }
            #expect(node["result"]?.string == tree.root.description)
        }
    }

    private static func record(_ node: JSONNode) throws -> AuditRecord {
        func text(_ name: String) throws -> String { try #require(node[name]?.string) }
        let form = try node["form"].map { form in
            DocumentIdentity(
                sender: try #require(form["sender"]?.string.flatMap { AgencyCode($0) }),
                id: try #require(form["id"]?.string.flatMap { SubmissionID($0) }))
        }
        return AuditRecord(
            at: Timestamp(microseconds: Int64(try #require(node["at"]?.int))),
            agency: try #require(AgencyCode(try text("agency"))),
            fingerprint: try #require(Hex.decode(try text("certificate"))),
            officer: try text("officer"), reason: try text("reason"), call: try text("call"),
            form: form, filters: try text("filters"),
            resultCount: Int32(try #require(node["results"]?.int)))
    }

    @Test("The records of administrative acts are those of the vectors, and are read again")
    func acts() throws {
        let cases = try Self.cases().filter { $0["check"]?.string == "administration" }
        try #require(cases.count >= 5)
        for node in cases {
            let action = try #require(node["action"]?.string)
            let members = try #require(node["act"])
            guard let act = try Self.act(action, members) else {
                #expect(node["result"]?.string == "refused")
                let record = JSONValue(members).bytes()
                #expect(AdministrativeAct(action: action, record: record) == nil)
                continue
            }
            guard case .administration(let name, let digest) = act.contents else {
                Issue.record("\(act.contents)")
                continue
            }
            #expect(name == action)
            #expect(node["result"]?.string == Base64.standard.encode(digest))
            #expect(AdministrativeAct(action: action, record: act.record) == act)
            // One act, one spelling.
            #expect(AdministrativeAct(action: action, record: act.record + [0x20]) == nil)
        }
    }

    private static func act(_ action: String, _ members: JSONNode) throws -> AdministrativeAct? {
        func text(_ name: String) throws -> String { try #require(members[name]?.string) }
        func agency() throws -> AgencyCode { try #require(AgencyCode(try text("agency"))) }
        func fingerprint() throws -> [UInt8] {
            try #require(Hex.decode(try text("certificate")))
        }
        switch action {
        case "admit":
            let roles = try #require(members["roles"]).elements.compactMap {
                $0.string.flatMap { Role(rawValue: $0) }
            }
            return .admit(
                agency: try agency(), name: try text("name"),
                certificate: .init(
                    fingerprint: try fingerprint(), holder: try text("holder"),
                    kind: try #require(HolderKind(rawValue: try text("kind"))), roles: Set(roles)))
        case "withdraw": return .withdraw(fingerprint: try fingerprint())
        case "register_witness":
            return .registerWitness(agency: try agency(), key: try text("key"))
        case "remove_witness": return .removeWitness(agency: try agency())
        default: return nil
        }
    }
}
