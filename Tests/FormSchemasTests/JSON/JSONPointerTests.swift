import FormSchemas
import Testing

struct JSONPointerTests {
    @Test(arguments: ["", "/", "/a", "/a/0/b", "/a~1b/~0c", "//", "/é", "/01"])
    func roundTrip(text: String) {
        #expect(JSONPointer(text)?.description == text)
    }

    @Test(arguments: ["a", "a/b", "/~", "/~2", "/a~"])
    func refused(text: String) {
        #expect(JSONPointer(text) == nil)
    }

    /// The examples of RFC 6901, section 5.
    @Test func standardExamples() throws {
        let document = try JSONDocument(
            "{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,\"m~n\":8,\" \":7,\"0\":9}")
        #expect(document["/foo/0"]?.string == "bar")
        #expect(document["/"]?.int == 0)
        #expect(document["/a~1b"]?.int == 1)
        #expect(document["/c%d"]?.int == 2)
        #expect(document["/m~0n"]?.int == 8)
        #expect(document["/ "]?.int == 7)
        #expect(document["/0"]?.int == 9)
        #expect(document["/foo/2"] == nil)
        #expect(document["/foo/bar"] == nil)
    }

    @Test func order() {
        let pointers: [JSONPointer] = ["/b/10", "/b/9", "", "/a", "/b"]
        #expect(pointers.sorted() == ["", "/a", "/b", "/b/9", "/b/10"])
    }
}
