import FormDocument
import FormProtocol
import FormSchemas
import Foundation
import TransparencyLog

/// Records of generated forms under one header, with the manifest of a bulk submission.
struct SampleBulk: Sendable {
    var header: JSONValue
    var records: [[UInt8]]
    /// What the manifest says, if it does not say the truth.
    var count: Int?
    var root: MerkleHash?

    /// Valid records, from BE-DAP to NL-DKDB.
    init(_ count: Int, seed: UInt64 = 1, to recipients: (String, String)...) throws {
        let version = try version()
        var random = SeededRandom(seed: seed)
        let generator = try DocumentGenerator(version)
        let to = recipients.isEmpty ? [("NL-DKDB", "TO")] : recipients
        let values: [JSONPointer: JSONValue] = [
            "/header/id": .string("\(SubmissionID.generate())"),
            "/header/case": .string("\(CaseID.generate())"),
            "/header/action": "NEW", "/header/sender": "BE-DAP",
            "/header/in_reply_to": .null,
            "/header/recipients": .array(
                to.map { ["agency": .string($0.0), "as": .string($0.1)] }),
        ]
        let first = try generator.document(mode: .sealed, values: values, using: &random)
        let header = first["header"] ?? .null
        let few = try (0..<min(count, 50)).map { _ in
            try generator.document(
                mode: .sealed, values: ["/header": header], using: &random)["body"] ?? .null
        }
        self.header = header
        records = (0..<count).map { few[$0 % few.count].bytes() }
    }

    var id: String {
        guard case .string(let text)? = header["id"] else { return "" }
        return text
    }

    var reference: WireFormReference {
        .with {
            $0.sender = "BE-DAP"
            $0.id = id
        }
    }

    /// The same with other records at some places, which count from 0.
    func replacing(_ others: [Int: String]) -> SampleBulk {
        var bulk = self
        for (place, record) in others { bulk.records[place] = Array(record.utf8) }
        return bulk
    }

    /// The same records under a new ID.
    func renewed() -> SampleBulk {
        var bulk = self
        bulk.header["id"] = .string("\(SubmissionID.generate())")
        return bulk
    }

    /// The same from another agency.
    func from(_ sender: String) -> SampleBulk {
        var bulk = self
        bulk.header["sender"] = .string(sender)
        return bulk
    }

    /// The root of the tree over the records.
    var tree: Frontier {
        records.reduce(.empty) { $0.appending(MerkleHash(leaf: $1)) ?? $0 }
    }

    /// The manifest's bytes.
    var manifest: [UInt8] {
        BulkManifest.bytes(
            header: header.bytes(), count: count ?? records.count, root: root ?? tree.root)
    }

    /// A chunk of records, by their places from 0.
    func chunk(_ range: Range<Int>) -> WireSubmitBulkRequest {
        .with {
            $0.chunk = .with {
                $0.first = UInt32(range.lowerBound) + 1
                $0.records = records[range].map { Data($0) }
            }
        }
    }

    /// All records from `first` on, so many in a chunk.
    func chunks(of size: Int, from first: Int = 0) -> [WireSubmitBulkRequest] {
        stride(from: first, to: records.count, by: size).map {
            chunk($0..<min($0 + size, records.count))
        }
    }
}

private func version() throws -> FormVersion {
    guard let version = Catalogue.builtIn.newestVersion(form: "RSK-01") else {
        throw TestFailure("there is no RSK-01")
    }
    return version
}
