internal import Crypto

/// One step of a migration: what is done, and recorded, as a whole.
struct MigrationStep: Sendable, Equatable {
    /// What a step does to the database, and what it promises to servers that run meanwhile.
    enum Kind: String, Sendable, CaseIterable {
        /// A file without step lines: one transaction that promises nothing to older servers.
        case plain
        /// Adds what older servers do not notice.
        case expand
        /// One statement, repeated in transactions of its own until it touches no row.
        case backfill
        /// One query, which must return no row.
        case verify
        /// Statements that must not run in a transaction, such as `create index concurrently`.
        case concurrently
        /// Takes away what only older servers use.
        case contract
    }

    /// The file's name.
    let migration: String
    /// From 1.
    let number: Int
    let kind: Kind
    let title: String
    /// As it stands in the file, comments included.
    let text: String
    /// The line of the file on which the text begins.
    let firstLine: Int
    /// What counts as the step: its text without comments, one token a line.
    let normalized: String
    let statements: [SQLStatement]
    /// Whether it waits until nobody needs what it takes away: a contract and whatever follows it.
    let isHeld: Bool

    /// SHA-256 of the kind, a line feed and the normalized text.
    var checksum: [UInt8] { Self.checksum(kind: kind.rawValue, normalized: normalized) }

    static func checksum(kind: String, normalized: String) -> [UInt8] {
        Array(SHA256.hash(data: Array("\(kind)\n\(normalized)".utf8)))
    }

    var isTransactional: Bool { kind != .concurrently }
}

extension MigrationStep: CustomStringConvertible {
    /// As people are told of it.
    var description: String {
        kind == .plain ? migration : "\(migration), step \(number) (\(kind.rawValue))"
    }
}

extension MigrationStep {
    /// What must not stand in a step of this kind; `nil` if all is well.
    var fault: String? {
        switch kind {
        case .backfill:
            guard statements.count == 1 else { return "a backfill is one statement" }
            guard statements[0].begins(with: ["update"], ["insert"], ["delete"], ["with"]) else {
                return "a backfill is an insert, an update or a delete"
            }
        case .verify:
            guard statements.count == 1 else { return "a verify step is one query" }
            guard statements[0].begins(with: ["select"], ["with"], ["values"], ["table"]) else {
                return "a verify step is a query"
            }
        case .concurrently:
            for statement in statements {
                let index = IndexStatement(statement)
                guard index?.name != nil || index == nil else {
                    return "an index that is built concurrently needs a name"
                }
            }
        case .plain, .expand, .contract: break
        }
        if statements.isEmpty { return "nothing stands in it" }
        for statement in statements {
            if statement.endsTransaction {
                return "`\(statement.summary)`: each step is a transaction already"
            }
            if isTransactional, statement.refusesTransaction {
                return "`\(statement.summary)` cannot run in a transaction: "
                    + "it needs a step of its own, `-- step: concurrently`"
            }
        }
        return nil
    }
}

extension SQLStatement {
    fileprivate var endsTransaction: Bool {
        begins(
            with: ["begin"], ["commit"], ["rollback"], ["end"], ["abort"], ["savepoint"],
            ["release"], ["start", "transaction"], ["prepare", "transaction"])
    }

    /// Whether PostgreSQL runs the statement only outside of a transaction.
    fileprivate var refusesTransaction: Bool {
        begins(
            with: ["vacuum"], ["create", "index", "concurrently"],
            ["create", "unique", "index", "concurrently"], ["drop", "index", "concurrently"],
            ["create", "database"], ["drop", "database"], ["alter", "system"])
            || words.first == "reindex" && words.contains("concurrently")
            || words.first == "alter" && words.contains("detach") && words.last == "concurrently"
    }
}
