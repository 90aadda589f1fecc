import FormDocument
import Testing
import TransparencyLog

@testable import FormService

@Suite("Cosignature check")
struct CosignatureCheckTests {
    @Test("A time that no row can have is told like any other that differs")
    func times() throws {
        let agency = try #require(AgencyCode("LU-USP"))
        let exchange = try NoteSigner.generate(name: "forms.test")
        let witness = try NoteSigner.generate(name: "LU-USP/witness", type: .cosignature)
        let checkpoint = try #require(
            Checkpoint(origin: "forms.test", size: 1, root: .emptyTree))
        let signed = try checkpoint.signed(by: exchange)
        let check = CosignatureCheck(keys: [agency: [witness.verifier]])
        let times: [(signed: Int64, stored: Int64, column: String?)] = [
            (7, 7_000_000, nil), (7, 7_000_001, "signed_at"), (.max, 7, "signed_at"),
            (.max / 1_000_000, .max / 1_000_000 * 1_000_000, nil),
        ]
        for (time, stored, column) in times {
            let line = try checkpoint.cosigned(by: witness, at: time)
            let row = StoredRow([
                "tree_size": .number(1), "agency": .text("LU-USP"),
                "line": .text("\(line)\n"), "signed_at": .time(stored),
            ])
            let misfits = check.misfits([row], notes: [1: signed.description])
            #expect(misfits.map { $0.finding.column } == (column.map { [$0] } ?? []), "\(time)")
        }
    }

    @Test("A key's name with other bytes is another, also if it means the same characters")
    func names() throws {
        let agency = try #require(AgencyCode("NL-DKDB"))
        let exchange = try NoteSigner.generate(name: "forms.test")
        let witness = try NoteSigner.generate(name: "NL-DKDB/witness", type: .cosignature)
        let checkpoint = try #require(
            Checkpoint(origin: "forms.test", size: 1, root: .emptyTree))
        let signed = try checkpoint.signed(by: exchange)
        let check = CosignatureCheck(keys: [agency: [witness.verifier]])
        let line = "\(try checkpoint.cosigned(by: witness, at: 7))\n"
        for (line, count) in [(line, 0), (line.replacing("DKDB", with: "D\u{212A}DB"), 1)] {
            let row = StoredRow([
                "tree_size": .number(1), "agency": .text("NL-DKDB"), "line": .text(line),
                "signed_at": .time(7_000_000),
            ])
            #expect(check.misfits([row], notes: [1: signed.description]).count == count)
        }
    }
}
