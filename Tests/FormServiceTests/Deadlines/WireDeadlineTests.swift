import FormDocument
import FormProtocol
import FormSchemas
import Testing

@testable import FormService

/// What a deadline is told as.
struct WireDeadlineTests {
    /// All who take part sign a plan, its sender too: two deadlines of one regime.
    @Test(arguments: [("SOC-03", "PLAN", "SOC-SIGN", ["SOC-03/SIGN"]), ("SOC-03", "NONE", "X", [])])
    func answersAreNamedOnce(
        form: String, turn: String, regime: String, expected: [String]
    ) throws {
        let moment = Timestamp.now()
        let agency = try #require(AgencyCode("NL-LA"))
        let row = DeadlineRow(
            form: DocumentIdentity(sender: agency, id: .generate()), code: form, version: "1.0",
            turn: turn, caseID: .generate(), urgency: "ROUTINE", acceptedAt: moment,
            agency: agency, regime: regime, acknowledgeBy: nil, dueAt: moment, metAt: nil,
            void: nil, voidAt: nil, acknowledgedAt: nil)
        #expect(WireDeadline(row, .builtIn, at: moment).answers == expected)
    }
}
