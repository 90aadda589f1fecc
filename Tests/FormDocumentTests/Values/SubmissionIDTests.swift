import FormSchemas
import FormDocument
import Testing

@Suite struct SubmissionIDTests {
    /// Source: RFC 9562, appendix A.6.
    private let published = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"

    @Test func readsAndWritesCanonicalText() throws {
        let id = try #require(SubmissionID(published))
        #expect(id.description == published)
        #expect(id.bytes.prefix(6) == [0x01, 0x7f, 0x22, 0xe2, 0x79, 0xb0])
        #expect(SubmissionID(bytes: id.bytes) == id)
    }

    @Test(arguments: [
        "", "017f22e279b07cc398c4dc0c0c07398f", "017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
        "{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}", "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0", "017f22e2-79b0-7cc3-98c4_dc0c0c07398f",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398g", " 017f22e2-79b0-7cc3-98c4-dc0c0c07398",
        // Another version, then other variants.
        "017f22e2-79b0-4cc3-98c4-dc0c0c07398f", "017f22e2-79b0-7cc3-78c4-dc0c0c07398f",
        "017f22e2-79b0-7cc3-c8c4-dc0c0c07398f", "00000000-0000-0000-0000-000000000000",
    ])
    func refuses(_ text: String) {
        #expect(SubmissionID(text) == nil)
    }

    @Test func refusesOtherBytes() throws {
        let bytes = try #require(SubmissionID(published)).bytes
        #expect(SubmissionID(bytes: bytes.dropLast()) == nil)
        #expect(SubmissionID(bytes: bytes + [0]) == nil)
        var version4 = bytes
        version4[6] = 0x4c
        #expect(SubmissionID(bytes: version4) == nil)
    }

    @Test func generatesFromTimeAndChance() throws {
        let time = try #require(Timestamp("2022-02-22T19:22:22.000Z"))
        var generator = SeededRandom(seed: 1)
        let first = SubmissionID.generate(at: time, using: &generator)
        let second = SubmissionID.generate(at: time, using: &generator)
        #expect(first.description.hasPrefix("017f22e2-79b0-7"))
        #expect(first != second)
        #expect(SubmissionID(first.description) == first)
        #expect(Set((0..<100).map { _ in SubmissionID.generate() }).count == 100)
    }

    @Test func aClockBeforeTheEpochStillGivesAnID() {
        let id = SubmissionID.generate(at: Timestamp(microseconds: -5_000_000))
        #expect(SubmissionID(id.description) == id)
    }

    @Test func aCaseMayBeOfAnyVersionAndReadsCapitals() throws {
        let text = "919108f7-52d1-4320-9bac-f847db4148a8"
        let id = try #require(CaseID(text))
        #expect(CaseID(text.uppercased()) == id)
        #expect(id.description == text)
        #expect(CaseID(bytes: id.bytes) == id)
        #expect(CaseID("919108f7") == nil)
        // A Kelvin sign becomes a "k" and a dotted capital I grows when they are lowered.
        #expect(CaseID("919108f7-52d1-4320-9bac-f847db4148a\u{130}") == nil)
    }
}
