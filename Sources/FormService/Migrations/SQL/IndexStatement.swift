/// `create index concurrently` or `drop index concurrently`, as far as the migrator has to know it.
struct IndexStatement: Equatable {
    enum Action { case create, drop }

    let action: Action
    /// The index as the statement names it, perhaps with a schema before a dot and with quotes.
    let name: String?
    /// The table that the index is made on.
    let table: String?
    let isUnique: Bool
    /// What stands after the table: columns, conditions and so on.
    let definition: String

    /// - Returns: `nil` for any other statement.
    init?(_ statement: SQLStatement) {
        var words = statement.words[...]
        func skip(_ sequence: String...) -> Bool {
            guard words.starts(with: sequence) else { return false }
            words = words.dropFirst(sequence.count)
            return true
        }
        isUnique = words.starts(with: ["create", "unique"])
        if skip("create", "index", "concurrently")
            || skip("create", "unique", "index", "concurrently")
        {
            action = .create
            _ = skip("if", "not", "exists")
            if words.first == "on" {
                name = nil
            } else {
                name = Self.takeName(&words)
            }
            guard skip("on") else { return nil }
            _ = skip("only")
            table = Self.takeName(&words)
            definition = words.joined(separator: "\n")
        } else if skip("drop", "index", "concurrently") {
            action = .drop
            _ = skip("if", "exists")
            name = Self.takeName(&words)
            table = nil
            definition = ""
        } else {
            return nil
        }
    }

    private static func takeName(_ words: inout ArraySlice<String>) -> String? {
        guard var name = words.popFirst() else { return nil }
        while words.first == ".", words.count > 1 {
            name += words.prefix(2).joined()
            words = words.dropFirst(2)
        }
        return name
    }
}
