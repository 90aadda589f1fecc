import FormDocument
import Postgres
import Testing

@testable import FormService

@Suite("Fsck repairs", .needsPostgres, .inTurn)
struct FsckRepairTests {
    private static let projections: [FsckTable] = [
        .submission, .delivery, .deadline, .inspection, .inspectionSummary, .inspectionMark,
        .inspectionWord, .inspectionVisit, .inboxEntry, .bulkUpload, .agency, .certificate,
        .witness, .treeNode, .logHead,
    ]

    @Test("Projections with changes in every column become what they were, to the last value")
    func projections() async throws {
        try await FsckExchange.with { exchange in
            try await exchange.fill()
            let edits = try await TableEdits(exchange.connectionString)
            for table in Self.projections { try await spoil(table, edits) }
            let damaged = try await exchange.fsck().run()
            // Of names nothing is said as long as the inspections do not hold.
            let named = Self.projections.filter { $0 != .inspectionWord }
            #expect(Set(damaged.findings.map(\.table)) == Set(named.map(\.rawValue)))

            let report = try await exchange.fsck(repairs: true).run()
            #expect(report.isClean && report.repairedCount == report.count && report.count > 20)
            try await exchange.expectClean()
            for table in edits.columns.keys {
                #expect(try await edits.isAsItWas(table), "\(table)")
            }
            edits.close()
            try await exchange.append([.consultation(try exchange.consultation(of: nil))])
            try await exchange.expectClean()
        }
    }

    /// Changes every column of a table in some row, takes a row away and adds one.
    private func spoil(_ table: FsckTable, _ edits: TableEdits) async throws {
        let name = table.rawValue
        for (number, column) in (edits.columns[name] ?? []).enumerated()
        where !column.isIdle {
            for value in try column.otherValues() + [column.firstValue] {
                _ = try await edits.pick(name, where: "true", last: number.isMultiple(of: 2))
                if try await edits.edit(name, set: column.name, to: value) { break }
            }
        }
        if table == .logHead { return }
        _ = try await edits.pick(name, where: "true")
        var copied = false
        for column in edits.columns[name] ?? [] where table.key.contains(column.name) {
            for value in try column.otherValues() where !copied {
                copied = try await edits.copy(name, with: column.name, value)
            }
        }
        #expect(copied, "\(table)")
        _ = try await edits.pick(name, where: "true", last: true)
        #expect(try await edits.delete(name))
    }

    @Test("A character that stands for another word, or for none, shows in the inspections")
    func symbols() async throws {
        try await FsckExchange.with { exchange in
            try await exchange.fill()
            let used = "symbol in (select left(facets, 1) from inspection limit 1)"
            for edit in [
                "delete from inspection_symbol where \(used)",
                "update inspection_symbol set word = 's:OTHER' where \(used)",
                "update inspection_symbol set symbol = '~' where \(used)",
            ] {
                let connection = try await PostgresConnection.connect(
                    PostgresConfiguration(exchange.connectionString))
                try await connection.runScript(edit)
                connection.close()
                let damaged = try await exchange.fsck().run()
                #expect(Set(damaged.findings.map(\.table)) == ["inspection"], "\(edit)")
                #expect(try await exchange.fsck(repairs: true).run().isClean)
                try await exchange.expectClean()
            }
        }
    }

    @Test("Originals are never written: what does not fit there stays and is named")
    func originals() async throws {
        let originals: [FsckTable: String] = [
            .document: "document", .signerChain: "certificates", .part: "content", .leaf: "leaf",
            .checkpoint: "note", .auditEntry: "reason", .administrativeAct: "record",
            .schemaMigration: "checksum", .cosignature: "line", .bulkRecord: "record",
        ]
        #expect(originals.count + Self.projections.count == FsckTable.allCases.count)
        try await FsckExchange.with { exchange in
            try await exchange.fill()
            let edits = try await TableEdits(exchange.connectionString)
            for (table, name) in originals {
                let column = try #require(
                    edits.columns[table.rawValue]?.first { $0.name == name })
                // Another form than that of the document, whose parts nobody can tell.
                _ = try await edits.pick(table.rawValue, where: "true", last: table == .part)
                #expect(
                    try await edits.edit(
                        table.rawValue, set: name, to: try column.otherValues()[0]))
                try await edits.keep(table.rawValue)
            }
            let report = try await exchange.fsck(repairs: true).run()
            #expect(!report.isClean)
            // Of witnesses without acts the keys are not known.
            #expect(
                Set(report.findings.map(\.table))
                    == Set(originals.keys.map(\.rawValue)).subtracting(["cosignature"]))
            for table in edits.columns.keys {
                #expect(try await edits.isAsItWas(table), "\(table)")
            }
            edits.close()
        }
    }

    @Test("Nothing is derived from originals that do not hold")
    func doubtful() async throws {
        try await FsckExchange.with { exchange in
            try await exchange.fill()
            let edits = try await TableEdits(exchange.connectionString)
            // The act with which an agency came is gone; the form of a delivery is another.
            try await exchange.runScript(
                """
                delete from administrative_act where leaf_index = 0;
                update document set document = document || '\\x20'::bytea;
                update submission set urgency = 'x', document_digest = '\\x00'
                """)
            for table in ["administrative_act", "document", "submission"] {
                try await edits.keep(table)
            }
            let report = try await exchange.fsck(repairs: true).run()
            #expect(!report.isClean && report.repairedCount == 0)
            for table in edits.columns.keys {
                #expect(try await edits.isAsItWas(table), "\(table)")
            }
            edits.close()
        }
    }

    @Test("Nobody is admitted by an act that was forged together with its leaf")
    func forgedAct() async throws {
        try await FsckExchange.with { exchange in
            try await exchange.fill()
            let edits = try await TableEdits(exchange.connectionString)
            let act = try await exchange.pool.run(
                """
                select l.leaf, a.record from administrative_act a join leaf l using (leaf_index)
                where leaf_index = 0
                """ as Query<PostgresColumns<[UInt8], [UInt8]>>
            ).values
            let admitted = AdministrativeAct(action: "admit", record: act.1)
            guard case .admit(let agency, _, let certificate)? = admitted else {
                Issue.record("\(act)")
                return
            }
            let forged = AdministrativeAct.admit(
                agency: agency, name: "Mallory", certificate: certificate)
            let time = try #require(StoredLeaf(act.0).time)
            let leaf = try #require(forged.contents.leaf(at: time))
            try await exchange.pool.run(
                "update leaf set leaf = \(leaf.bytes) where leaf_index = 0" as Query<Void>)
            try await exchange.pool.run(
                """
                update administrative_act set record = \(forged.record) where leaf_index = 0
                """ as Query<Void>)
            for table in ["leaf", "administrative_act"] { try await edits.keep(table) }
            let report = try await exchange.fsck(repairs: true).run()
            #expect(report.findings.first?.table == "leaf" && report.repairedCount == 0)
            #expect(report.findings.contains { $0.table == "agency" && $0.column == "name" })
            for table in edits.columns.keys {
                #expect(try await edits.isAsItWas(table), "\(table)")
            }
            edits.close()
        }
    }

    @Test("Nothing is derived from leaves that nobody has signed")
    func unsignedEnd() async throws {
        try await FsckExchange.with { exchange in
            try await exchange.fill()
            let edits = try await TableEdits(exchange.connectionString)
            try await exchange.runScript(
                """
                delete from checkpoint where tree_size = (select max(tree_size) from checkpoint);
                update leaf set leaf = set_byte(leaf, 12, get_byte(leaf, 12) # 1)
                where leaf_index = (select max(leaf_index) from leaf)
                """)
            for table in ["checkpoint", "leaf"] { try await edits.keep(table) }
            let report = try await exchange.fsck(repairs: true).run()
            #expect(report.findings.map(\.table).contains("log_head"))
            #expect(report.repairedCount == 0)
            for table in edits.columns.keys {
                #expect(try await edits.isAsItWas(table), "\(table)")
            }
            edits.close()
        }
    }

    @Test("What cannot be written is never told to be mended")
    func notWritten() async throws {
        try await FsckExchange.with { exchange in
            try await exchange.fill()
            let edits = try await TableEdits(exchange.connectionString)
            // Without the document nobody knows what the delivery was.
            try await exchange.runScript(
                """
                with gone as (
                    delete from delivery where read_leaf is not null
                    returning sender, submission_id)
                delete from document d using gone g
                where d.sender = g.sender and d.submission_id = g.submission_id
                """)
            let damaged = try await exchange.fsck().run()
            let report = try await exchange.fsck(repairs: true).run()
            #expect(damaged.findings.contains { $0.table == "delivery" && $0.found == "none" })
            #expect(report.repairedCount == 0 && report.count == damaged.count)
            edits.close()
        }
    }
}
