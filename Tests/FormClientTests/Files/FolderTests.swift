import Foundation
import Testing

@testable import formclient

struct FolderTests {
    @Test("Regular *.json are found at every depth, sorted, whatever else is there")
    func finds() throws {
        let folder = try TemporaryFolder()
        for name in ["b.json", "a/c.json", "a/b/d.json", "a.txt", "json"] {
            try folder.write("1", as: name)
        }
        try folder.link("linked.json", to: "b.json")
        try folder.link("dangling.json", to: "nowhere")
        try folder.link("round", to: ".")
        #expect(mkfifo(folder.path + "/pipe.json", 0o600) == 0)
        let found = try LocalFile.jsonFiles(below: folder.path)
        #expect(
            found.map { $0.dropFirst(folder.path.count) }
                == ["/a/b/d.json", "/a/c.json", "/b.json", "/linked.json"])
        #expect(
            try LocalFile.jsonFiles(below: folder.path + "/", except: folder.path + "/a/b").count
                == 3)
    }

    @Test("A folder that is not there is an error, not an empty one")
    func missing() throws {
        #expect(throws: ClientError.self) {
            try LocalFile.jsonFiles(below: "/nowhere/at/all")
        }
    }
}
