import CLibpq

extension ConnectionDriver {
    /// Runs one statement, prepared before if that has not been done yet.
    func run(
        _ statement: PostgresStatement, _ watch: inout JobWatch
    ) throws(PostgresError) -> PostgresResultSet {
        let identity = statement.identity
        let wasPrepared = statements.name(of: identity) != nil
        do throws(PostgresError) {
            return try runPrepared(statement, identity, &watch)
        } catch {
            guard wasPrepared, error.meansStalePlan, fault == nil else { throw error }
            statements.remove(identity)
            // Inside a transaction the error has already undone it: only the caller can retry.
            guard PQtransactionStatus(connection) == PQTRANS_IDLE else { throw error }
            return try runPrepared(statement, identity, &watch)
        }
    }

    private func runPrepared(
        _ statement: PostgresStatement, _ identity: PostgresStatement.Identity,
        _ watch: inout JobWatch
    ) throws(PostgresError) -> PostgresResultSet {
        let name = try prepare(statement, identity, &watch)
        try send(statement, name, &watch)
        guard let answer = try collect(&watch).last else {
            throw breaking(PostgresError(.connectionLost, "no answer to a statement"))
        }
        return answer
    }

    /// - Returns: the name under which the server knows the statement from now on.
    func prepare(
        _ statement: PostgresStatement, _ identity: PostgresStatement.Identity,
        _ watch: inout JobWatch
    ) throws(PostgresError) -> String {
        if let name = statements.name(of: identity) { return name }
        try makeRoom(&watch)
        let name = statements.makeName()
        let types = identity.types.map { Oid($0.rawValue) }
        let sent = PQsendPrepare(
            connection, name, statement.text, Int32(types.count), types)
        guard sent == 1 else { throw notSent(watch) }
        // Nothing has taken effect as long as the server is only preparing.
        let commits = watch.commits
        watch.commits = false
        defer { watch.commits = commits }
        _ = try collect(&watch)
        statements.insert(identity, name: name)
        return name
    }

    private func makeRoom(_ watch: inout JobWatch) throws(PostgresError) {
        guard let stale = statements.makeRoom() else { return }
        guard PQsendQuery(connection, "deallocate \(stale)") == 1 else { throw notSent(watch) }
        do throws(PostgresError) {
            _ = try collect(&watch)
        } catch {
            // In a failed transaction the server refuses this too; it keeps one plan too many.
            guard fault == nil else { throw error }
        }
    }

    func send(
        _ statement: PostgresStatement, _ name: String, _ watch: inout JobWatch
    ) throws(PostgresError) {
        let sent = statement.parameters.withPointers { values, lengths, formats in
            PQsendQueryPrepared(
                connection, name, Int32(values.count), values, lengths, formats, 1)
        }
        guard sent == 1 else { throw notSent(watch) }
        watch.isSent = true
    }

    /// Runs several statements in the simple protocol, which takes them as one text.
    func run(
        script: String, _ watch: inout JobWatch
    ) throws(PostgresError) -> [PostgresResultSet] {
        guard PQsendQuery(connection, script) == 1 else { throw notSent(watch) }
        watch.isSent = true
        return try collect(&watch)
    }

    /// Reads all answers to what was sent.
    ///
    /// - Throws: the first error among them.
    private func collect(_ watch: inout JobWatch) throws(PostgresError) -> [PostgresResultSet] {
        var answers: [PostgresResultSet] = []
        var failure: PostgresError?
        while true {
            try awaitResult(&watch)
            guard let result = PQgetResult(connection) else { break }
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
                answers.append(PostgresResultSet(owning: result))
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                PQclear(result)
                throw breaking(PostgresError(.misuse, "copy cannot be run as a statement"))
            default:
                failure = failure ?? PostgresError(result: result)
                PQclear(result)
            }
        }
        deliverNotifications()
        try checkNotLost(failure, watch)
        if let failure { throw watch.refused(failure) }
        return answers
    }

    /// - Throws: ``PostgresError`` with the server's last words if the connection is gone.
    func checkNotLost(_ failure: PostgresError?, _ watch: JobWatch) throws(PostgresError) {
        guard PQstatus(connection) == CONNECTION_BAD else { return }
        let error = failure ?? PostgresError(.connectionLost, connection: connection)
        throw breaking(watch.broken(error, .connectionLost))
    }

    func notSent(_ watch: JobWatch) -> PostgresError {
        let error = PostgresError(.connectionLost, connection: connection)
        return breaking(watch.broken(error, .connectionLost))
    }
}

extension PostgresError {
    /// Whether a prepared statement has to be prepared again: the table has changed, or somebody
    /// has deallocated it.
    var meansStalePlan: Bool {
        sqlState == .featureNotSupported || sqlState == .invalidStatementName
    }
}
