import FormSchemas
import Testing

@testable import formclient

struct SuiteRemotesTests {
    @Test("Files are known by the suite's address and by their own $id; what is no JSON is told")
    func reads() throws {
        let folder = try TemporaryFolder()
        try folder.write(#"{"$id":"http://example.org/a#","type":"integer"}"#, as: "a.json")
        try folder.write("true", as: "draft2020-12/nested/b.json")
        try folder.write([0xFF, 0x00], as: "c.json")
        try folder.write("{}", as: "d.txt")
        for path in [folder.path, folder.path + "/"] {
            var skipped = 0
            let remotes = try SuiteRemotes.read(below: path) { _ in skipped += 1 }
            #expect(
                remotes.keys.sorted() == [
                    "http://example.org/a", "http://localhost:1234/a.json",
                    "http://localhost:1234/draft2020-12/nested/b.json",
                ])
            #expect(skipped == 1)
        }
    }

    @Test func missing() {
        #expect(throws: ClientError.self) {
            try SuiteRemotes.read(below: "/nowhere") { _ in }
        }
    }
}
