import FormSchemas
import Testing

extension EndToEnd {
    /// REF-01, by the clients of the working group that publishes and of the services that read.
    @Suite(
        "The dialogue about a reference document",
        .exchange([
            "BX-SG", "BE-DAP", "NL-DKDB", "LU-USP", "DE-NW-LKA", "BE-OCAM", "NL-NCTV", "LU-GCT",
        ]))
    struct ReferenceFlowTests {
        @Test("A manual is published, confirmed by all but one, and gives way to a new edition")
        func manual() async throws {
            let story = try Story("REF-01/lu-usp-confirms-edition-1", "/header/created_at")
            let cast = try Cast()
            let first = try story["REF-01/bx-sg-manual-edition-1"]
            let belgian = try story["REF-01/be-dap-confirms-edition-1"]
            let luxembourgish = try story["REF-01/lu-usp-confirms-edition-1"]
            let dutch = belgian.from("NL-DKDB")
            try await cast.submit(first, belgian, luxembourgish)

            let asked = try await cast.sight(of: first, by: "BX-SG")
            #expect(asked.states == ["IN_FORCE"])
            #expect(
                asked.deadlines == [
                    "BE-DAP REF-CONFIRMATION met", "LU-USP REF-CONFIRMATION met",
                    "NL-DKDB REF-CONFIRMATION open",
                ])
            #expect(try await unconfirmed(cast) == ["NL-DKDB \(first.id)"])
            // A service sees the own confirmation alone; who has a copy, none.
            #expect(
                try await cast.sight(of: first, by: "BE-DAP").forms
                    == ["BX-SG REF-01/PUBLISH", "BE-DAP REF-01/CONFIRM"])
            #expect(
                try await cast.received([first, belgian, luxembourgish], by: "NL-NCTV")
                    == [first.id])

            try await cast.expectRefusal(
                of: belgian.from("NL-NCTV"), "REPLY_NOT_YOURS", at: "/header/sender", in: .nl,
                saying: "NL-DKDB")
            try await cast.expectRefusal(
                of: dutch.setting(
                    "/body/read/0/sha256", .string(String(repeating: "0", count: 64))),
                "DIGEST_NOT_PUBLISHED", at: "/body/read/0/sha256", in: .nl,
                saying: "haal de versie nl met hashwaarde 56cc737f57c2… opnieuw op")

            let now = luxembourgish.text("/header/created_at")
            let second = try story["REF-01/bx-sg-manual-edition-2"]
                .setting("/header/created_at", .string(now))
                .setting("/header/retention_until", .string(first.text("/header/retention_until")))
            let end = try story["REF-01/bx-sg-manual-edition-1-ends"]
                .setting("/header/created_at", .string(now))
            try await cast.submit(second)
            // Until the new edition is in force the old one cannot end.
            try await cast.expectRefusal(
                of: end.setting("/body/ends_on", .string(String(now.prefix(10)))),
                "ENDS_BEFORE_SUCCESSOR", at: "/body/ends_on", in: .en,
                saying: "in force only from \(second.text("/body/in_force_from"))")
            try await cast.submit(end)
            #expect(try await cast.sight(of: first, by: "BE-DAP").states == ["EXPIRED"])
            // What was owed for the old one is owed still, and can be met.
            try await cast.submit(dutch)
            #expect(
                try await unconfirmed(cast)
                    == ["BE-DAP", "DE-NW-LKA", "LU-USP", "NL-DKDB"].map { "\($0) \(second.id)" })
        }

        /// Whose confirmations the publisher lacks: `AGENCY ID`.
        private func unconfirmed(_ cast: Cast) async throws -> [String] {
            try await cast["BX-SG"].json("deadlines", "--awaited", "--reason", "test")
                .filter { $0["regime"]?.string == "REF-CONFIRMATION" }
                .map { "\($0["agency"]?.string ?? "") \($0["id"]?.string ?? "")" }
                .sorted()
        }
    }
}
