import CLibpq

extension ConnectionDriver {
    /// Sends all statements at once; success means that what they did is committed, unless a
    /// transaction was open before.
    func run(
        pipeline: [PostgresStatement], _ end: ConnectionJob.PipelineEnd, _ watch: inout JobWatch
    ) throws(PostgresError) -> [PostgresResultSet] {
        let isImplicit = end == .asItWas && PQtransactionStatus(connection) == PQTRANS_IDLE
        var names: [String] = []
        for (index, statement) in pipeline.enumerated() {
            do throws(PostgresError) {
                names.append(try prepare(statement, statement.identity, &watch))
            } catch {
                throw error.with { $0.pipelineIndex = index }
            }
        }
        watch.commits = watch.commits || isImplicit || end == .committed

        guard PQenterPipelineMode(connection) == 1 else { throw notSent(watch) }
        for (statement, name) in zip(pipeline, names) {
            try send(statement, name, &watch)
        }
        guard PQpipelineSync(connection) == 1 else { throw notSent(watch) }
        let answers = try collectPipeline(of: pipeline.count, &watch)
        guard PQexitPipelineMode(connection) == 1 else {
            throw breaking(PostgresError(.connectionLost, "the pipeline did not end"))
        }
        switch answers {
        case .success(let sets): return sets
        case .failure(let error):
            // A stale plan is prepared anew when the caller tries again.
            if error.meansStalePlan, let index = error.pipelineIndex {
                statements.remove(pipeline[index].identity)
            }
            throw watch.refused(error)
        }
    }

    /// Reads until the server has answered the synchronization at the pipeline's end.
    private func collectPipeline(
        of count: Int, _ watch: inout JobWatch
    ) throws(PostgresError) -> Result<[PostgresResultSet], PostgresError> {
        var answers: [PostgresResultSet] = []
        var failure: PostgresError?
        var index = 0
        while true {
            try awaitResult(&watch)
            guard let result = PQgetResult(connection) else {
                // Between two statements; but a dead connection gives nothing else for ever.
                try checkNotLost(failure, watch)
                index += 1
                continue
            }
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
                answers.append(PostgresResultSet(owning: result))
                continue
            case PGRES_PIPELINE_SYNC:
                PQclear(result)
                deliverNotifications()
                return failure.map { .failure($0) } ?? .success(answers)
            case PGRES_PIPELINE_ABORTED:
                break
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                PQclear(result)
                throw breaking(PostgresError(.misuse, "copy cannot be run as a statement"))
            default:
                let error = PostgresError(result: result)
                failure = failure ?? error.with { $0.pipelineIndex = index < count ? index : nil }
            }
            PQclear(result)
        }
    }
}
