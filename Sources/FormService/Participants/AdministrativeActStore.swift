internal import FormDocument
internal import Postgres
internal import TransparencyLog

/// Stores administrative acts: each is a leaf in the log, and the tables follow in the same
/// transaction.
enum AdministrativeActStore {
    /// Appends an act to the log, with what follows from it.
    ///
    /// No checkpoint is signed, as the key is not at hand everywhere: that of the next batch covers
    /// the act. The epoch of the participants changes, so that servers which still work with an older
    /// snapshot notice before they accept anything.
    ///
    /// Requires that `transaction` holds the head's row, which is `head`.
    static func append(
        _ act: AdministrativeAct, after head: LogHead, _ transaction: PostgresTransaction
    ) async throws {
        let time = head.nextTime(.now())
        guard let leaf = act.contents.leaf(at: time) else { throw LogFailure.leafIsImpossible }
        let growth = try LogGrowth([leaf.bytes], at: time, after: head)
        var pipeline = PostgresPipeline()
        growth.add(
            to: &pipeline, nextAuditNumber: head.nextAuditNumber, participantEpoch: head.size + 1)
        pipeline.add(ParticipantQueries.insert(act, leafIndex: growth.first))
        for query in ParticipantQueries.apply(act, at: time) { pipeline.add(query) }
        _ = try await transaction.run(pipeline)
    }
}
