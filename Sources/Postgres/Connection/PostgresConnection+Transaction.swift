extension PostgresConnection {
    /// Runs `body` in a transaction: committed when it returns, rolled back when it throws.
    ///
    /// Statements run on the connection by others meanwhile become part of it.
    ///
    /// - Parameter retries: how often to run `body` again, in a new transaction, after a
    ///   serialization failure or a deadlock. `body` must then have no other effects.
    /// - Throws: what `body` throws; ``PostgresError`` `.outcomeUnknown` if the connection breaks
    ///   while committing; `.misuse` if another transaction is open.
    public nonisolated(nonsending) func transaction<Result>(
        isolation: PostgresIsolation = .readCommitted, readOnly: Bool = false, retries: Int = 0,
        _ body: nonisolated(nonsending) (PostgresTransaction) async throws -> Result
    ) async throws -> Result {
        var attemptsLeft = 1 + min(max(0, retries), PostgresLimits.transactionRetriesMax)
        while true {
            attemptsLeft -= 1
            do {
                return try await transactionOnce(isolation, readOnly, body)
            } catch let error as PostgresError where error.isRetriedInNewTransaction {
                guard attemptsLeft > 0, isUsable, !Task.isCancelled else { throw error }
                // A random pause, or two rivals meet again in step.
                try await Task.sleep(for: .milliseconds(.random(in: 1...20)))
            }
        }
    }

    private nonisolated(nonsending) func transactionOnce<Result>(
        _ isolation: PostgresIsolation, _ readOnly: Bool,
        _ body: nonisolated(nonsending) (PostgresTransaction) async throws -> Result
    ) async throws -> Result {
        guard !isInTransaction || !isUsable else {
            throw PostgresError(.misuse, "a transaction is open already")
        }
        let access = readOnly ? "read only" : "read write"
        try await runScript("begin isolation level \(isolation.name) \(access)")
        let transaction = PostgresTransaction(on: self)
        do {
            let result = try await body(transaction)
            transaction.end()
            try await commit()
            return result
        } catch {
            transaction.end()
            await rollBack()
            throw error
        }
    }

    /// Begins a transaction and runs `pipeline` in it, all in one round trip.
    ///
    /// The transaction stays open: ``commit(_:timeout:)`` or ``rollBack()`` must follow. Between
    /// the two the server ends it by itself after `idle_in_transaction_session_timeout`.
    ///
    /// - Throws: the first error, and then there is no transaction; `.misuse` if one is open.
    public func begin(
        _ pipeline: PostgresPipeline, timeout: Duration? = nil
    ) async throws(PostgresError) -> PostgresPipeline.Results {
        guard !isInTransaction || !isUsable else {
            throw PostgresError(.misuse, "a transaction is open already")
        }
        let statements = [PostgresStatement("begin")] + pipeline.statements
        do throws(PostgresError) {
            return try await run(statements, .open, timeout: timeout).dropFirst()
        } catch {
            await rollBack()
            throw error
        }
    }

    /// Runs `pipeline` in the open transaction and commits, all in one round trip.
    ///
    /// A cancelled task does not stop it: whether everything is stored is worth waiting for.
    ///
    /// - Throws: the first error, and then everything is rolled back; `.outcomeUnknown` if the
    ///   connection breaks so late that the server may have committed; `.misuse` if no transaction
    ///   is open.
    public func commit(
        _ pipeline: PostgresPipeline, timeout: Duration? = nil
    ) async throws(PostgresError) -> PostgresPipeline.Results {
        guard isInTransaction || !isUsable else { throw PostgresTransaction.endedByStatement }
        let statements = pipeline.statements + [PostgresStatement("commit")]
        do throws(PostgresError) {
            return try await run(statements, .committed, timeout: timeout, isShielded: true)
        } catch {
            await rollBack()
            throw error
        }
    }

    private func commit() async throws(PostgresError) {
        guard isInTransaction || !isUsable else { throw PostgresTransaction.endedByStatement }
        // Shielded: whether everything is stored is worth waiting for, cancelled or not.
        let job = ConnectionJob(
            .script("commit"), timeout: statementTimeout, isShielded: true, commits: true)
        let answers = try await perform(job)
        // The server answers the commit of a failed transaction with success and ROLLBACK.
        guard answers.last?.commandTag == "COMMIT" else {
            throw PostgresError(
                .server(.inFailedTransaction),
                .init(
                    sqlState: .inFailedTransaction,
                    message: "rolled back: the body went on after a failed statement"))
        }
    }

    /// Undoes the open transaction, if there is one; a connection that cannot even do that is
    /// closed.
    public func rollBack() async {
        guard isUsable, isInTransaction else { return }
        let job = ConnectionJob(
            .script("rollback"), timeout: PostgresLimits.rollbackTimeout, isShielded: true)
        do throws(PostgresError) {
            _ = try await perform(job)
        } catch {
            close()
        }
    }
}

extension PostgresError {
    fileprivate var isRetriedInNewTransaction: Bool {
        sqlState == .serializationFailure || sqlState == .deadlockDetected
    }
}
