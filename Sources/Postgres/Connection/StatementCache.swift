/// The statements that one connection has prepared, the least recently used one first to go.
struct StatementCache {
    private struct Entry {
        let name: String
        var lastUse: UInt64
    }

    private let capacity: Int
    private var entries: [PostgresStatement.Identity: Entry] = [:]
    private var clock: UInt64 = 0
    private var named: UInt64 = 0

    init(capacity: Int = PostgresLimits.preparedStatementsMax) {
        self.capacity = capacity
    }

    /// The name under which the statement is prepared, if it is.
    mutating func name(of identity: PostgresStatement.Identity) -> String? {
        clock += 1
        guard let index = entries.index(forKey: identity) else { return nil }
        entries.values[index].lastUse = clock
        return entries.values[index].name
    }

    /// A name that no statement of this connection has had.
    mutating func makeName() -> String {
        named += 1
        return "s\(named)"
    }

    mutating func insert(_ identity: PostgresStatement.Identity, name: String) {
        clock += 1
        entries[identity] = Entry(name: name, lastUse: clock)
    }

    mutating func remove(_ identity: PostgresStatement.Identity) {
        entries[identity] = nil
    }

    /// Forgets one statement if there is no room for another.
    ///
    /// - Returns: the name to deallocate. Cost: linear, but only once the cache is full.
    mutating func makeRoom() -> String? {
        guard entries.count >= capacity,
            let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })
        else { return nil }
        entries[oldest.key] = nil
        return oldest.value.name
    }
}
