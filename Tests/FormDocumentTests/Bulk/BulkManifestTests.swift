import FormDocument
import FormSchemas
import Testing
import TransparencyLog

/// Manifests of bulk submissions and the results of their records.
struct BulkManifestTests {
    private let root = MerkleHash(leaf: Array("{}".utf8))

    private func read(_ text: String) throws -> BulkManifest {
        try BulkManifest(try SealedDocument(bytes: Array(text.utf8)))
    }

    @Test("What our client writes is read again")
    func written() throws {
        let header = Array("{ \"id\" : 1 }".utf8)
        let bytes = BulkManifest.bytes(header: header, count: 12, root: root)
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "{\"header\":{ \"id\" : 1 },\"bulk\":{\"count\":12,\"root\":\"\(root)\"}}\n")
        let manifest = try BulkManifest(try SealedDocument(bytes: bytes))
        #expect(manifest.count == 12 && manifest.root == root)
        #expect(manifest.document.bytes == bytes)
    }

    @Test(
        "What is no manifest is refused, by the first member that cannot be read",
        arguments: [
            ("[]", " TYPE"),
            ("{}", "/bulk REQUIRED"),
            (#"{"bulk":[]}"#, "/bulk TYPE"),
            (#"{"bulk":{}}"#, "/bulk/count REQUIRED"),
            (#"{"bulk":{"count":"1"}}"#, "/bulk/count TYPE"),
            (#"{"bulk":{"count":1.5}}"#, "/bulk/count TYPE"),
            (#"{"bulk":{"count":0}}"#, "/bulk/count PATTERN"),
            (#"{"bulk":{"count":-1}}"#, "/bulk/count PATTERN"),
            (#"{"bulk":{"count":10000001}}"#, "/bulk/count PATTERN"),
            (#"{"bulk":{"count":1}}"#, "/bulk/root REQUIRED"),
            (#"{"bulk":{"count":1,"root":1}}"#, "/bulk/root TYPE"),
            (#"{"bulk":{"count":1,"root":"AAAA"}}"#, "/bulk/root PATTERN"),
            // 32 bytes, and a bit that is not one of them.
            (
                #"{"bulk":{"count":1,"root":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB="}}"#,
                "/bulk/root PATTERN"
            ),
        ])
    func refused(_ text: String, _ reason: String) throws {
        let error = #expect(throws: HeaderError.self) { try read(text) }
        #expect(error.map { "\($0.pointer) \($0.code.rawValue)" } == reason)
    }

    @Test("The count may be written in any way")
    func spellings() throws {
        let manifest = try read(#"{"bulk":{"root":"\#(root)","count":1.0e1}}"#)
        #expect(manifest.count == 10)
    }

    @Test("A result has each code once, in the order of the bytes")
    func results() {
        #expect(RecordResult.plain.bytes == [1])
        let refused = RecordResult(isAccepted: false, codes: ["TYPE", "A_B", "REQUIRED", "TYPE"])
        #expect(refused.bytes == [0] + Array("A_B,REQUIRED,TYPE".utf8))
        #expect(
            RecordResult(isAccepted: true, codes: ["NISS_CHECK"]).bytes
                == [1] + Array("NISS_CHECK".utf8))
        #expect(RecordResult.plainHash == MerkleHash(leaf: [1]))
    }
}
