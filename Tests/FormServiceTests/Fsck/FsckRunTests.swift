import FormDocument
import Postgres
import Synchronization
import Testing
import TransparencyLog

@testable import FormService

@Suite("Fsck in operation", .needsPostgres, .inTurn)
struct FsckRunTests {
    @Test("What a server stores meanwhile is never taken for damage", arguments: [false, true])
    func underLoad(repairs: Bool) async throws {
        try await FsckExchange.with { exchange in
            try await exchange.fill()
            let isEnough = Atomic(false)
            async let load: Void = {
                var round = 0
                while !isEnough.load(ordering: .acquiring) {
                    try await work(round, exchange)
                    round += 1
                }
            }()
            defer { isEnough.store(true, ordering: .releasing) }
            var limits = Limits()
            limits.fsckLeavesMax = 9
            var sizes: Set<Int64> = []
            for _ in 0..<100 where sizes.count < 3 {
                let report = try await exchange.fsck(repairs: repairs, limits: limits).run()
                #expect(report.findings == [] && report.ending == .complete)
                sizes.insert(report.size)
            }
            isEnough.store(true, ordering: .releasing)
            try await load
            #expect(sizes.count == 3, "nothing was stored meanwhile")
            try await exchange.expectClean()
        }
    }

    /// A form with everything that is done with it, and now and then an administrative act.
    private func work(_ round: Int, _ exchange: FsckExchange) async throws {
        if round.isMultiple(of: 5) { try await exchange.changeRoles() }
        let form = try await exchange.form("RSK-01", "be-ocam-minister")
        try await exchange.append([.submission(form)])
        for event in ReceiptEvent.allCases {
            try await exchange.append([
                .event(
                    EventEntry(
                        event: event, form: form.identity,
                        recipient: try #require(AgencyCode("NL-DKDB"))),
                    try exchange.consultation(of: form.identity))
            ])
        }
    }

    @Test("Projections are mended while a server goes on")
    func repairUnderLoad() async throws {
        try await FsckExchange.with { exchange in
            try await exchange.fill()
            try await exchange.runScript(
                """
                update submission set urgency = 'x'; delete from inbox_entry;
                update delivery set read_leaf = null; update tree_node set hash = sha256('x');
                update log_head set last_leaf_at = last_leaf_at - interval '1 hour'
                """)
            async let load: Void = {
                for round in 1..<12 { try await work(round, exchange) }
            }()
            let report = try await exchange.fsck(repairs: true).run()
            #expect(report.isClean && report.count > 5)
            try await load
            try await exchange.expectClean()
        }
    }

    @Test("A check goes on at any leaf, finds what is after it, and not what is before")
    func resumed() async throws {
        try await FsckExchange.with { exchange in
            try await exchange.fill()
            let size = try await exchange.pool.run(LogHeadQueries.size())
            for first in stride(from: 0, through: size, by: 13) + [256, 257, size] {
                let report = try await exchange.fsck().run(from: first)
                #expect(report.findings == [] && report.position == size, "from \(first)")
            }
            await #expect(throws: ConfigurationError.self) {
                _ = try await exchange.fsck().run(from: size + 1)
            }
            // An administrative act has no checkpoint of its own.
            try await exchange.changeRoles()
            let acts = try await exchange.fsck().run(from: size + 1)
            #expect(acts.findings == [] && acts.position == size + 1)
            // What is before would only be believed, and something would be derived from it.
            await #expect(throws: ConfigurationError.self) {
                _ = try await exchange.fsck(repairs: true).run(from: 1)
            }
            try await exchange.runScript(
                """
                update audit_entry set reason = 'x' where audit_number = 0
                    or audit_number = (select max(audit_number) from audit_entry)
                """)
            let whole = try await exchange.fsck().run()
            #expect(whole.findings.map(\.table) == ["audit_entry", "audit_entry"])
            let rest = try await exchange.fsck().run(from: 60)
            #expect(rest.findings == Array(whole.findings.dropFirst()))
        }
    }

    @Test("A check that is stopped and goes on finds what a whole one does, wherever it stopped")
    func stopped() async throws {
        try await FsckExchange.with { exchange in
            try await exchange.fill()
            // Told only once a checkpoint has confirmed the leaves.
            try await exchange.runScript("delete from tree_node")
            let whole = try await exchange.fsck().run()
            #expect(whole.findings.map(\.table) == ["tree_node"])
            var limits = Limits()
            limits.fsckLeavesMax = 20
            let fsck = try exchange.fsck(limits: limits)
            for stop in stride(from: Int64(20), to: whole.size - 20, by: 20) {
                let task = Task {
                    try await fsck.run { progress in
                        if progress.position >= stop { withUnsafeCurrentTask { $0?.cancel() } }
                    }
                }
                let report = try await task.value
                guard report.ending == .stopped else { continue }
                #expect(report.position < report.size)
                let rest = try await fsck.run(from: report.position)
                #expect(rest.ending == .complete)
                #expect(report.findings + rest.findings == whole.findings, "stopped at \(stop)")
            }
        }
    }

    @Test("Findings are listed up to a limit and counted beyond it")
    func manyFindings() async throws {
        try await FsckExchange.with { exchange in
            try await exchange.fill()
            try await exchange.runScript("update checkpoint set note = 'x'")
            var limits = Limits()
            limits.fsckFindingsMax = 3
            limits.fsckLeavesMax = 10
            let report = try await exchange.fsck(limits: limits).run()
            let checkpoints = try await exchange.pool.run(
                "select count(*) from checkpoint" as Query<Int64>)
            #expect(report.findings.count == 3 && report.count == Int(checkpoints))
            #expect(report.findings.allSatisfy { $0.table == "checkpoint" })
        }
    }

    @Test("Another exchange's key and other authorities vouch for nothing")
    func strangers() async throws {
        try await FsckExchange.with { exchange in
            try await exchange.fill()
            let stranger = try NoteSigner.generate(name: "forms.test").verifier.description
            let other = try await Fsck(
                connectionString: exchange.connectionString, exchangeKey: stranger
            ).run()
            #expect(other.findings.first?.table == "checkpoint")
            let count = try await exchange.formCount()
            let roots = try TestAuthority().pem().certificate
            let forms = try await exchange.fsck(roots: roots).run()
            #expect(forms.findings.count == count)
            #expect(
                forms.findings.allSatisfy {
                    $0.table == "document" && $0.column == "chain_digest"
                })
            #expect(throws: ConfigurationError.self) {
                try Fsck(connectionString: exchange.connectionString, exchangeKey: "x")
            }
        }
    }

    @Test("A document that is too large to be one is named, and not loaded")
    func oversized() async throws {
        try await FsckExchange.with { exchange in
            try await exchange.fill()
            try await exchange.runScript(
                "update document set document = convert_to(repeat('x', 2000000), 'UTF8')")
            let count = try await exchange.formCount()
            let report = try await exchange.fsck().run()
            #expect(report.count == count)
            #expect(
                report.findings.allSatisfy {
                    $0.table == "document" && $0.found == "2000000 bytes"
                })
        }
    }

    @Test("Of values that are too long only as much is read as shows that")
    func longValues() async throws {
        let bytes = "convert_to(repeat('x', 200000), 'UTF8')"
        let values: [(table: String, column: String, value: String)] = [
            ("leaf", "leaf", "leaf || \(bytes)"),
            ("checkpoint", "note", "note || repeat('x', 200000)"),
            ("signer_chain", "certificates", "certificates || \(bytes)"),
            ("administrative_act", "record", "record || \(bytes)"),
            ("audit_entry", "reason", "repeat('x', 200000)"),
            ("cosignature", "line", "line || repeat('x', 200000)"),
            ("agency", "name", "name || repeat('x', 200000)"),
            ("certificate", "holder", "holder || repeat('x', 200000)"),
            ("witness", "public_key", "public_key || repeat('x', 200000)"),
        ]
        try await FsckExchange.with { exchange in
            try await exchange.fill()
            let edits = try await TableEdits(exchange.connectionString)
            var limits = Limits()
            limits.messageBytesMax = 10_000
            limits.fsckBytesMax = 30_000
            for (table, column, value) in values {
                try await exchange.runScript("update \(table) set \(column) = \(value)")
                let report = try await exchange.fsck(limits: limits).run()
                #expect(report.findings.first?.table == table, "\(table)")
                let rows: [StoredRow]? =
                    switch table {
                    case "agency": try await exchange.pool.run(FsckQueries.agencies())
                    case "certificate": try await exchange.pool.run(FsckQueries.certificates())
                    case "witness": try await exchange.pool.run(FsckQueries.witnesses())
                    case "checkpoint": try await exchange.pool.run(FsckQueries.checkpoints(0..<999))
                    case "administrative_act":
                        try await exchange.pool.run(FsckQueries.acts(0..<999))
                    case "cosignature":
                        try await exchange.pool.run(
                            FsckQueries.cosignatures(after: 0, "", limit: 9))
                    case "audit_entry":
                        try await exchange.pool.run(
                            FsckQueries.auditEntries(0..<9, bytesMax: 10_000))
                    default: nil
                    }
                if let rows {
                    #expect(rows.count > 0)
                    let sizes = rows.map {
                        $0[column].text?.utf8.count ?? $0[column].bytes?.count ?? 0
                    }
                    #expect((sizes.max() ?? 0) < 2 * Limits.fsckValueBytesMax)
                }
                try await edits.undo(table)
            }
            edits.close()
            try await exchange.expectClean(limits)
        }
    }

    @Test("A database that is away or not an exchange's is told as such")
    func away() async throws {
        let key = try NoteSigner.generate(name: "forms.test").verifier.description
        let report = try await Fsck(connectionString: "host=/nonexistent", exchangeKey: key).run()
        guard case .databaseAway = report.ending else {
            Issue.record("\(report.ending)")
            return
        }
        try await TestDatabase.with { database in
            let fsck = try Fsck(connectionString: database.connectionString, exchangeKey: key)
            let error = await #expect(throws: ConfigurationError.self) { _ = try await fsck.run() }
            #expect(error?.description.contains("formserver migrate") == true)
        }
    }
}
