internal import Postgres

/// An index that is to be on a table without partitions.
struct IndexBuild {
    /// With its schema, where its table's is known.
    let lookupName: String
    let table: String
    /// The statement that builds it.
    let text: String
    /// Makes an index like it on an empty copy of the table, in a transaction that is open.
    let probe: String

    static let probeName = "pg_temp.migration_probe_index"

    init(_ index: IndexStatement, by text: String) {
        lookupName = index.lookupName
        table = index.table ?? ""
        self.text = text
        probe = index.probe(table)
    }

    /// The part of `index` that lies on a partition.
    init(_ index: IndexStatement, on partition: Partition) {
        lookupName = "\(partition.schema).\(partition.index)"
        table = partition.table
        text =
            "create \(index.isUnique ? "unique " : "")index concurrently \(partition.index) "
            + "on \(partition.table) \(index.definition)"
        probe = index.probe(partition.table)
    }

    var state: Query<IndexState?> { IndexQueries.find(lookupName, on: table) }
}

extension IndexStatement {
    /// The index's name with its table's schema, where one is given: the statement itself cannot.
    var lookupName: String {
        guard action == .create, let table, let name, let dot = table.lastIndex(of: ".") else {
            return name ?? ""
        }
        return table[...dot] + name
    }

    var state: Query<IndexState?> { IndexQueries.find(lookupName, on: table ?? lookupName) }

    fileprivate func probe(_ table: String) -> String {
        """
        create temporary table migration_probe (like \(table)) on commit drop;
        create \(isUnique ? "unique " : "")index migration_probe_index
            on pg_temp.migration_probe \(definition)
        """
    }
}
