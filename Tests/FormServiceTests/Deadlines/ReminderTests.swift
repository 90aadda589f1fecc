import FormDocument
import FormProtocol
import Testing

@testable import FormService

/// Who is reminded of an answer, of what kind, and from when on.
@Suite(
    "Reminders", .needsPostgres, .inTurn)
struct ReminderTests {
    /// A host has an hour to acknowledge a mission, and twelve to decide.
    @Test("Each kind comes in its time, to whom it concerns, and the last one alone stands")
    func kinds() async throws {
        try await FsckExchange.with { exchange in
            try await exchange.assess()
            let mission = try await exchange.form(
                "typical-working-visit-the-hague", [("NL-DKDB", "TO"), ("LU-USP", "CC")])
            let silent = try await exchange.form(
                "typical-working-visit-the-hague", [("NL-DKDB", "TO")])
            try await exchange.append([.submission(mission), .submission(silent)])
            let accepted = try await exchange.acceptance(of: mission)
            try await exchange.append([
                .event(
                    EventEntry(
                        event: .acknowledged, form: mission.identity,
                        recipient: try #require(AgencyCode("NL-DKDB"))))
            ])

            func kinds(
                of agency: String, after: Double? = nil, at hours: Double,
                about form: SubmissionEntry? = nil
            ) async throws -> [String] {
                func moment(_ hours: Double) -> Timestamp {
                    Timestamp(microseconds: accepted.microseconds + Int64(hours * 3_600e6))
                }
                let rows = try await DeadlineStore(
                    pool: exchange.pool, sequencer: exchange.sequencer
                ).reminders(
                    after: after.map(moment), at: moment(hours), limit: 100,
                    for: try Self.access(of: agency))
                return rows.filter { $0.deadline.form == (form ?? mission).identity }.map(\.kind)
            }
            let host = "NL-DKDB"
            #expect(try await kinds(of: host, at: 0.9) == [])
            #expect(try await kinds(of: host, at: 1.1) == [], "it is acknowledged")
            #expect(try await kinds(of: host, at: 1.1, about: silent) == ["ACKNOWLEDGE"])
            #expect(try await kinds(of: host, at: 8.9) == [])
            #expect(try await kinds(of: host, at: 9.1) == ["DUE_SOON"])
            #expect(try await kinds(of: host, at: 9.1, about: silent) == ["DUE_SOON"])
            #expect(try await kinds(of: host, after: 9.1, at: 11.9) == [], "it has come before")
            #expect(try await kinds(of: host, at: 12.1) == ["OVERDUE"])
            #expect(try await kinds(of: host, after: 8, at: 13) == ["OVERDUE"])

            #expect(try await kinds(of: "BE-DAP", at: 11.9) == [])
            #expect(try await kinds(of: "BE-DAP", at: 12.1) == ["OVERDUE"])
            #expect(try await kinds(of: "LU-USP", at: 12.1) == [], "gets a copy, owes nothing")
            #expect(try await kinds(of: "LU-GCT", at: 12.1) == [])

            let decision = try await exchange.form(
                "VIP-03", "nl-accepts-working-visit", "NEW", answering: mission)
            try await exchange.append([.submission(decision)])
            #expect(try await kinds(of: host, at: 12.1) == [])
            #expect(try await kinds(of: "BE-DAP", at: 12.1) == [])
        }
    }

    @Test("Reminders are in the audit trail, and no more than asked for at a time")
    func audited() async throws {
        try await FsckExchange.with { exchange in
            try await exchange.assess()
            for _ in 0..<3 {
                let form = try await exchange.form(
                    "typical-working-visit-the-hague", [("NL-DKDB", "TO")])
                try await exchange.append([.submission(form)])
            }
            let store = DeadlineStore(pool: exchange.pool, sequencer: exchange.sequencer)
            let tomorrow = Timestamp(microseconds: Timestamp.now().microseconds + 86_400_000_000)
            let access = try Self.access(of: "NL-DKDB")
            #expect(
                try await store.reminders(after: nil, at: .now(), limit: 2, for: access).isEmpty)
            #expect(
                try await store.reminders(after: nil, at: tomorrow, limit: 2, for: access).count
                    == 2)
            let trail = try await exchange.auditTrail("Watch")
            #expect(trail == ["NL-DKDB reminders 2"])
        }
    }

    @Test("What a form asks for by a day is asked of its recipients, not of its sender")
    func dueBy() async throws {
        try await FsckExchange.with { exchange in
            try await exchange.assess()
            // Before the mission, so before there can be a report on it.
            let asked = try #require(Timestamp("2026-12-03T09:00:00Z"))
            let mission = try await exchange.form("VIP-01", "typical-working-visit-the-hague") {
                $0["id"] = .string(SubmissionID.generate().description)
                $0["recipients"] = [["agency": "NL-DKDB", "as": "TO"]]
                $0["due_by"] = .string(asked.description)
            }
            try await exchange.append([.submission(mission)])
            let rows = try await exchange.pool.run(
                DeadlineQueries.list(
                    of: [mission.identity], for: try #require(AgencyCode("BE-DAP"))))
            let due = Dictionary(rows.map { ($0.agency.description, $0.dueAt) }) { $1 }
            #expect(try #require(due["NL-DKDB"]) <= asked)
            #expect(try #require(due["BE-DAP"]) > asked)
        }
    }

    private static func access(of agency: String) throws -> StatedAccess {
        let caller = Caller(
            agency: try #require(AgencyCode(agency)), kind: .system, roles: [.reader],
            fingerprint: Array(repeating: 7, count: 32))
        return try StatedAccess(
            .with {
                $0.officer = "Officer Zoë"
                $0.reason = "daily review"
            }, by: caller, limits: Limits())
    }
}
