import FormProtocol
import Foundation
import Testing

@testable import formclient

/// The file of refused records is whole, or beside its name and taken up by the same command.
struct RefusedFileTests {
    private let folder: TemporaryFolder
    private let files: RecordFiles
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        files = try RecordFiles(try folder.write("1\n2\n3\n4\n5\n", as: "records.ndjson"))
        path = "\(folder.path)/refused.ndjson"
    }

    private func refusal(_ number: UInt32, _ message: String?) -> BulkResult {
        BulkResult(
            .with {
                $0.number = number
                $0.codes = ["TYPE"]
                guard let message else { return }
                $0.violations = [.with { $0.message = message }]
            })
    }

    /// The names of all files but the records'.
    private func names() -> [String] {
        LocalFile.names(in: folder.path).filter { $0 != "records.ndjson" }
    }

    private func lines(_ name: String) throws -> [Substring] {
        try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
            .split(separator: "\n")
    }

    /// Two refusals that were told before a break. Returns the name of the file beside.
    private func broken() throws -> String {
        let first = try RefusedFile(path, of: [1])
        try first.write(refusal(1, "first"), in: files)
        try first.write(refusal(3, "third"), in: files)
        #expect(names().count == 1 && names()[0] != "refused.ndjson")
        return names()[0]
    }

    @Test("The same command goes on, and what was told better before stays")
    func goesOn() throws {
        _ = try broken()
        let second = try RefusedFile(path, of: [1])
        for number: UInt32 in [1, 3, 4] { try second.write(refusal(number, nil), in: files) }
        try second.finish()
        #expect(names() == ["refused.ndjson"])
        let lines = try lines("refused.ndjson")
        #expect(lines.count == 3)
        #expect(lines[0].contains("first") && lines[1].contains("third"))
        #expect(lines[2].contains("\"number\":4"))
    }

    @Test(
        "A line that was not written whole, or is none, is told anew",
        arguments: ["{\"number\":4", "{\"number\":4}", "x\n{\"number\":4}\n", "{\"number\":2}\n"])
    func torn(end: String) throws {
        let part = try broken()
        let sound = try lines(part)
        let text = sound.joined(separator: "\n") + "\n" + end
        try folder.write(text, as: part)
        let second = try RefusedFile(path, of: [1])
        for number: UInt32 in [1, 3, 4] { try second.write(refusal(number, nil), in: files) }
        try second.finish()
        let lines = try lines("refused.ndjson")
        #expect(lines.count == 3 && lines.prefix(2) == sound.prefix(2))
        #expect(lines[2].contains("TYPE"))
    }

    @Test("What is left of other records is not taken up")
    func otherRecords() throws {
        let part = try broken()
        let other = try RefusedFile(path, of: [2])
        try other.write(refusal(1, "other"), in: files)
        try other.finish()
        #expect(try lines("refused.ndjson").count == 1)
        #expect(names() == ["refused.ndjson", part].sorted())
    }

    @Test("A device gets the lines at once")
    func device() throws {
        let file = try RefusedFile("/dev/null", of: [1])
        try file.write(refusal(1, "first"), in: files)
        try file.finish()
        #expect(!LocalFile.names(in: "/dev").contains { $0.hasSuffix(".part") })
        #expect(throws: ClientError.self) {
            try RefusedFile("\(folder.path)/none/refused.ndjson", of: [1])
        }
    }
}
