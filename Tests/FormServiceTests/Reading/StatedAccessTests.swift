import FormDocument
import FormProtocol
import Testing

@testable import FormService

@Suite("Stated access")
struct StatedAccessTests {
    private let limits = Limits()

    private func caller(_ roles: Set<Role> = [.reader]) throws -> Caller {
        Caller(
            agency: try #require(AgencyCode("NL-DKDB")), kind: .system, roles: roles,
            fingerprint: [UInt8](repeating: 1, count: 32))
    }

    private func access(_ officer: String, _ reason: String) -> WireAccess {
        .with {
            $0.officer = officer
            $0.reason = reason
        }
    }

    @Test("Officer and reason are kept without surrounding white space")
    func kept() throws {
        let stated = try StatedAccess(
            access("  A. Jansen ", " morning briefing\n"), by: caller(), limits: limits)
        #expect(stated.officer == "A. Jansen")
        #expect(stated.reason == "morning briefing")
    }

    @Test(
        "A reading without officer or reason is refused",
        arguments: [
            ("", "reason"), ("   ", "reason"), ("officer", ""), ("officer", "  ab  "),
            (String(repeating: "x", count: 201), "reason"),
            ("officer", String(repeating: "x", count: 501)), ("off\u{0}icer", "reason"),
            ("officer", "two\nlines"), ("o" + String(repeating: "\u{301}", count: 200), "reason"),
            ("officer", "rea" + String(repeating: "\u{301}", count: 500)),
        ])
    func refused(officer: String, reason: String) throws {
        let caller = try caller()
        let error = #expect(throws: ServiceError.self) {
            try StatedAccess(access(officer, reason), by: caller, limits: limits)
        }
        #expect(error?.code == .accessNotStated)
    }

    @Test("A certificate without the role of a reader reads nothing")
    func role() throws {
        let submitter = try caller([.submitter])
        let error = #expect(throws: ServiceError.self) {
            try StatedAccess(access("officer", "reason"), by: submitter, limits: limits)
        }
        #expect(error?.code == .roleMissing)
    }
}
