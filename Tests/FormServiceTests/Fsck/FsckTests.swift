import FormDocument
import Postgres
import Testing
import TransparencyLog

@testable import FormService

@Suite("Fsck", .needsPostgres, .inTurn)
struct FsckTests {
    @Test("A database that a sequencer has filled is clean, whatever is looked at in one go")
    func clean() async throws {
        try await FsckExchange.with { exchange in
            try await exchange.expectClean()
            try await exchange.fill()
            try await exchange.expectClean()
            var limits = Limits()
            limits.fsckLeavesMax = 7
            limits.fsckFormsMax = 2
            limits.fsckBytesMax = 1_000
            limits.fsckRowsMax = 3
            try await exchange.expectClean(limits)
            try await exchange.changeRoles()
            // One that is not finished is nothing yet.
            _ = try await exchange.bulk(7, isFinished: false)
            try await exchange.expectClean()
        }
    }

    @Test("Any value that is changed, any row that is gone or added is named, in every table")
    func everyValue() async throws {
        try await FsckExchange.with { exchange in
            try await exchange.fill()
            let edits = try await TableEdits(exchange.connectionString)
            // What characters stand for shows where they are.
            let checked = Set(FsckTable.allCases.map(\.rawValue) + ["inspection_symbol"])
            #expect(Set(edits.columns.keys) == checked)
            var limits = Limits()
            limits.fsckPause = .zero
            let fsck = try exchange.fsck(limits: limits)
            for table in FsckTable.allCases.map(\.rawValue).sorted() {
                for column in edits.columns[table] ?? []
                where !column.isIdle {
                    let tried = try await changeValues(of: column, edits, fsck)
                    #expect(tried > 0, "\(column) could not be changed")
                }
                try await changeRows(of: table, edits, fsck)
            }
            edits.close()
            try await exchange.expectClean()
        }
    }

    /// Returns how many values could be changed.
    private func changeValues(
        of column: EditedColumn, _ edits: TableEdits, _ fsck: Fsck
    ) async throws -> Int {
        var tried = 0
        let (table, name) = (column.table, column.name)
        let isText = column.type == "text"
        var changes = try column.otherValues().map { value in
            (condition: isText ? "\(value) <> \(name)" : "\(name) is not null", value: value)
        }
        changes.append(("\(name) is not null", "null"))
        changes.append(("\(name) is null", column.firstValue))
        for (number, change) in changes.enumerated() {
            guard
                let key = try await edits.pick(
                    table, where: change.condition, last: !number.isMultiple(of: 2)),
                try await edits.edit(table, set: name, to: change.value)
            else { continue }
            tried += 1
            // A row with another key may be named by the old or by the new one.
            let isKey = FsckTable(rawValue: table)?.key.contains(name) == true
            try await expectNamed(
                table, isKey ? key.filter { !$0.hasPrefix("\(name)=") } : key, fsck,
                "\(name) = \(change.value)")
            try await edits.undo(table)
        }
        return tried
    }

    private func changeRows(of table: String, _ edits: TableEdits, _ fsck: Fsck) async throws {
        var tried = 0
        for isLast in [false, true] {
            let deleted = try #require(
                try await edits.pick(table, where: "true", last: isLast), "\(table) is empty")
            #expect(try await edits.delete(table))
            // Nothing in the log counts cosignatures: that one is gone only its witness can tell.
            if table != FsckTable.cosignature.rawValue {
                try await expectNamed(table, deleted, fsck, "deleted")
            }
            try await edits.undo(table)
            for column in edits.columns[table] ?? []
            where FsckTable(rawValue: table)?.key.contains(column.name) == true {
                for value in try column.otherValues() {
                    let key = try #require(try await edits.pick(table, where: "true", last: isLast))
                    guard try await edits.copy(table, with: column.name, value) else { continue }
                    tried += 1
                    try await expectNamed(
                        table, key.filter { !$0.hasPrefix("\(column.name)=") }, fsck,
                        "copied with \(column.name) = \(value)")
                    try await edits.undo(table)
                }
            }
        }
        #expect(tried > 0, "\(table): no row could be added")
    }

    private func expectNamed(
        _ table: String, _ key: [String], _ fsck: Fsck, _ change: String
    ) async throws {
        let report = try await fsck.run()
        let isNamed = report.findings.contains { finding in
            finding.table == table && key.allSatisfy { finding.covers($0) }
        }
        #expect(
            isNamed && !report.isClean,
            "\(table) \(key) \(change): \(report.findings)")
        #expect(report.findings.first?.table == table, "\(table) \(key) \(change)")
    }
}

extension FsckFinding {
    /// Whether the finding's key has this column with this value, or a range that includes it.
    fileprivate func covers(_ part: String) -> Bool {
        // A value may have spaces.
        if " \(key) ".contains(" \(part) ") { return true }
        return key.split(separator: " ").contains { own in
            let (name, value) = (part.split(separator: "=")[0], part.split(separator: "=").last)
            let ends = own.dropFirst(name.count + 1).split(separator: "…").map { Int64($0) }
            guard own.hasPrefix(name + "="), ends.count == 2, let first = ends[0],
                let last = ends[1], let number = value.flatMap({ Int64($0) })
            else { return false }
            return (first...last).contains(number)
        }
    }
}
