import FormSchemas
import Testing

@testable import TransparencyLog

@Suite struct NoteKeyTypeTests {
    /// Keys of witnesses as transparency-dev/formats tests them.
    @Test func readsPublishedKeys() throws {
        let witness = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"
        let key = try NoteVerifier(witness)
        #expect(key.type == .cosignature)
        #expect(key.description == witness)
        let note = "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6"
        #expect(try NoteVerifier(note).type == .note)
        #expect(try NoteVerifier(note).description == note)
    }

    @Test func oneKeyOfTwoTypesHasTwoIDs() throws {
        let seed = [UInt8](repeating: 3, count: 32)
        let note = try NoteSigner(name: "a", seed: seed)
        let witness = try NoteSigner(name: "a", type: .cosignature, seed: seed)
        #expect(note.verifier.publicKey == witness.verifier.publicKey)
        #expect(note.verifier.keyID != witness.verifier.keyID)
        #expect(note.verifier != witness.verifier)
        #expect(try NoteSigner(witness.secretText).verifier == witness.verifier)
        #expect(try NoteVerifier(witness.verifier.description) == witness.verifier)
        // The type stands in the text: another one is another key, or none.
        #expect(throws: NoteKeyError.keyIDMismatch) {
            let bytes = [1] + witness.verifier.publicKey
            let id = witness.verifier.description.split(separator: "+")[1]
            _ = try NoteVerifier("a+\(id)+\(Base64.standard.encode(bytes))")
        }
        #expect(throws: NoteKeyError.malformed) {
            try NoteVerifier(name: "a", type: .cosignature, publicKey: [1, 2])
        }
    }

    @Test func anyTextIsReadOrRefused() {
        var generator = SeededRandom(seed: 17)
        let right = Array(
            "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2".utf8)
        for _ in 0..<2_000 {
            var bytes = right
            bytes[Int.random(in: 0..<bytes.count, using: &generator)] =
                UInt8.random(in: 0...127, using: &generator)
            let text = String(decoding: bytes, as: UTF8.self)
            if let key = try? NoteVerifier(text) { #expect(bytes == right, "\(key)") }
            let noise = String(decoding: generator.bytes(60), as: UTF8.self)
            #expect((try? NoteVerifier(noise)) == nil)
            #expect((try? NoteSigner("PRIVATE+KEY+" + text)) == nil || bytes == right)
        }
    }
}
