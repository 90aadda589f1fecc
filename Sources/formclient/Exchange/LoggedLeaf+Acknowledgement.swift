import FormDocument
import FormProtocol
import TransparencyLog

extension LoggedLeaf {
    /// Takes the receipt from the answer to an acknowledgement, if it proves that this very form was
    /// acknowledged by this agency.
    ///
    /// Nothing is taken on trust: the exchange's key has signed the checkpoint, the leaf is in the
    /// checkpoint's tree, and it says what the answer says.
    ///
    /// - Parameter place: the form's leaf, if the client knows it from before.
    /// - Throws: ``ClientError`` `.answerIsNo` if the receipt does not hold.
    init(
        from response: WireAcknowledgeResponse, acknowledging form: DocumentIdentity,
        at place: Int64?, by agency: AgencyCode, exchange: NoteVerifier
    ) throws(ClientError) {
        guard let logged = try? LoggedLeaf(parsing: response.receipt) else {
            throw ClientError(
                .answerIsNo, .receiptUnreadable, advice: .acknowledgementAdvice)
        }
        let report = LeafReport(logged, exchange: exchange)
        var failures = report.checks.filter { !$0.isPassed }.map(\.finding)
        let made = response.acknowledgement
        if failures.isEmpty {
            guard case .receiptEvent(.acknowledged, let submission, agency)? = report.contents,
                submission == place ?? submission, submission < logged.proof.index,
                logged.proof.index == made.leafIndex,
                made.recipient == agency.description,
                DocumentIdentity(sender: made.form.sender, id: made.form.id) == form
            else {
                failures = report.checks.filter { $0.name == .receiptContent }.map(\.finding)
                throw ClientError(
                    .answerIsNo, .receiptOfSomethingElse, details: failures,
                    advice: .acknowledgementAdvice)
            }
        }
        guard failures.isEmpty else {
            throw ClientError(
                .answerIsNo, .receiptDoesNotHold, details: failures,
                advice: .acknowledgementAdvice)
        }
        self = logged
    }
}
