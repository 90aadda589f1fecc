import FormDocument
import FormSchemas
import Foundation
import Testing

@testable import FormService

struct DemoParticipantTests {
    /// The headers of all valid samples.
    private static var headers: [JSONNode] {
        get throws {
            let root = URL(filePath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appending(path: "catalogue/forms")
            let files = FileManager.default
            return try files.subpathsOfDirectory(atPath: root.path)
                .filter { $0.contains("/samples/valid/") && $0.hasSuffix(".json") }
                .map { path in
                    let bytes = [UInt8](try Data(contentsOf: root.appending(path: path)))
                    return try #require(try JSONDocument(bytes).root["header"])
                }
        }
    }

    @Test("Everybody in the catalogue's samples takes part, and nobody else")
    func samples() throws {
        let headers = try Self.headers
        let agencies = headers.flatMap { header in
            [header["sender"]] + (header["recipients"]?.elements.map { $0["agency"] } ?? [])
        }.compactMap { $0?.string }
        #expect(Set(DemoParticipant.all.map(\.code)) == Set(agencies))
        #expect(Set(DemoParticipant.all.map(\.code)).count == DemoParticipant.all.count)
        #expect(DemoParticipant.all.allSatisfy { AgencyCode($0.code) != nil })
    }

    @Test("Who records inspections is an inspector, others are not")
    func inspectors() throws {
        let recorders = try Self.headers.filter { $0["form"]?.string == "SOC-05" }
            .compactMap { $0["sender"]?.string }
        let inspectors = DemoParticipant.all.filter { $0.roles.contains(.inspector) }
        #expect(Set(inspectors.map(\.code)).isSuperset(of: recorders))
        #expect(!recorders.isEmpty && inspectors.count < DemoParticipant.all.count)
    }
}
