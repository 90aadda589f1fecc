import Testing

@testable import TransparencyLog

/// The key and note of golang.org/x/mod/sumdb/note, the reference of C2SP signed-note.
@Suite struct SignedNoteTests {
    private let secret =
        "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
    private let key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    private let text = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        """
    private let line = """
        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngot\
        pRZb6KE6RyyBwJnAM=

        """
    private var note: String { "\(text)\n\(line)" }

    @Test func signsThePublishedNote() throws {
        let signer = try NoteSigner(secret)
        #expect(signer.verifier.description == key)
        #expect(signer.secretText == secret)
        #expect("\(signer)" == "NoteSigner(PeterNeumann)")
        // Ed25519 is deterministic: the very same bytes.
        #expect(try SignedNote.sign(text, with: signer).description == note)
    }

    @Test func verifiesThePublishedNote() throws {
        let verifier = try NoteVerifier(key)
        let read = try SignedNote(parsing: note)
        #expect(read.text == text)
        #expect(read.description == note)
        #expect(try read.verify(with: [verifier]) == [verifier])
        #expect(try SignedNote(parsing: Array(note.utf8)) == read)
    }

    @Test func otherKeysArePassedOver() throws {
        let verifier = try NoteVerifier(key)
        let witness = try NoteSigner.generate(name: "witness.example/w1")
        let theirs = try SignedNote.sign(text, with: witness).description.dropFirst(text.count + 1)
        let both = try SignedNote(parsing: "\(text)\n\(theirs)\(line)\(line)")
        #expect(
            both.signatures.map(\.name) == ["witness.example/w1", "PeterNeumann", "PeterNeumann"])
        #expect(try both.verify(with: [verifier]) == [verifier])
        #expect(try both.verify(with: [verifier, witness.verifier]).count == 2)
        #expect(throws: SignedNoteError.noKnownSignature) { try both.verify(with: []) }
        // Another key of the same name has another ID.
        let namesake = try NoteSigner.generate(name: "PeterNeumann").verifier
        #expect(throws: SignedNoteError.noKnownSignature) { try both.verify(with: [namesake]) }
    }

    @Test func aChangedNoteIsRefused() throws {
        let verifier = try NoteVerifier(key)
        let changed = try SignedNote(parsing: "\(text)more\n\n\(line)")
        #expect(throws: SignedNoteError.signatureInvalid) { try changed.verify(with: [verifier]) }
        // One good signature does not make up for a forged one.
        let forged = line.replacing("x08go/Z", with: "x08go/Y")
        let mixed = try SignedNote(parsing: "\(text)\n\(line)\(forged)")
        #expect(throws: SignedNoteError.signatureInvalid) { try mixed.verify(with: [verifier]) }
        let short = try SignedNote(parsing: "\(text)\n— PeterNeumann x08gowAA\n")
        #expect(throws: SignedNoteError.signatureInvalid) { try short.verify(with: [verifier]) }
    }

    @Test func theTextMayHoldEmptyLinesAndOtherLanguages() throws {
        let signer = try NoteSigner(secret)
        for text in ["\n", "a\n\nb\n", "Ed è subito sera.\n", "— x y\n"] {
            let note = try SignedNote.sign(text, with: signer)
            let read = try SignedNote(parsing: note.description)
            #expect(read == note)
            try read.verify(with: [signer.verifier])
        }
    }

    @Test func refusesMalformedNotes() throws {
        let cases: [(String, SignedNoteError)] = [
            ("", .malformed), ("\n", .malformed), ("\n\n", .malformed), (text, .malformed),
            ("\(text)\n", .malformed), ("\(text)\(line)", .malformed), ("\n\(line)", .malformed),
            (String(note.dropLast()), .malformed), ("\(note)\n", .malformed),
            ("\(text)\r\n\(line)", .notText), ("a\tb\n\n\(line)", .notText),
            ("a\0\n\n\(line)", .notText),
            ("\(text)\n- PeterNeumann x08gowAA\n", .malformedSignature),
            ("\(text)\n—PeterNeumann x08gowAA\n", .malformedSignature),
            ("\(text)\n— PeterNeumann\n", .malformedSignature),
            ("\(text)\n— Peter Neumann x08gowAA\n", .malformedSignature),
            ("\(text)\n— Peter+Neumann x08gowAA\n", .malformedSignature),
            ("\(text)\n—  x08gowAA\n", .malformedSignature),
            ("\(text)\n— PeterNeumann x08gow==\n", .malformedSignature),
            ("\(text)\n— PeterNeumann x08gowA\n", .malformedSignature),
            ("\(text)\n— PeterNeumann x08gowA-\n", .malformedSignature),
            ("\(text)\n" + String(repeating: line, count: 33), .tooManySignatures),
            (String(repeating: "a", count: 65_536) + "\n\n\(line)", .tooLong),
        ]
        for (note, error) in cases {
            #expect(throws: error, "\(note.suffix(60))") { try SignedNote(parsing: note) }
        }
        #expect(throws: SignedNoteError.notText) { try SignedNote(parsing: [0xFF, 0x0A]) }
        #expect(throws: SignedNoteError.malformed) {
            try SignedNote.sign("no newline", with: try NoteSigner(secret))
        }
        #expect(throws: SignedNoteError.notText) {
            try SignedNote.sign("a\u{1}\n", with: try NoteSigner(secret))
        }
    }

    @Test(arguments: [
        ("", NoteKeyError.malformed), ("PeterNeumann", .malformed),
        ("PeterNeumann+c74f20a3", .malformed),
        ("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyIDMismatch),
        ("PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyIDMismatch),
        ("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .malformed),
        (
            "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            .unsupportedAlgorithm
        ),
        ("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy1w==", .malformed),
        ("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .malformedName),
        ("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .malformedName),
    ])
    func refusesKey(_ text: String, _ error: NoteKeyError) {
        #expect(throws: error) { try NoteVerifier(text) }
    }

    @Test func refusesPrivateKeyAndNames() {
        #expect(throws: NoteKeyError.malformed) { try NoteSigner(key) }
        #expect(throws: NoteKeyError.keyIDMismatch) {
            try NoteSigner(secret.replacing("c74f20a3", with: "c74f20a2"))
        }
        #expect(throws: NoteKeyError.malformed) { try NoteSigner(name: "a", seed: [1]) }
        for name in ["", "a b", "a+b", "a\u{a0}b", "a\nb", String(repeating: "a", count: 129)] {
            #expect(throws: NoteKeyError.malformedName) { try NoteSigner.generate(name: name) }
        }
    }
}
