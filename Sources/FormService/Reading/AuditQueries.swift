internal import FormDocument
internal import Postgres

/// The statement that writes the audit trail.
enum AuditQueries {
    /// Records a consultation. Its transaction must be committed before the result leaves.
    ///
    /// - Parameter filters: what was asked for besides one form, as text; empty for one form.
    static func record(
        _ access: StatedAccess, call: String, form: DocumentIdentity?, filters: String = "",
        results: Int, at time: Timestamp
    ) -> Query<Void> {
        """
        insert into audit_entry (at, agency, fingerprint, officer, reason, call, sender,
            submission_id, filters, result_count)
        values (\(time), \(access.caller.agency), \(access.caller.fingerprint),
            \(access.officer), \(access.reason), \(call), \(form?.sender as AgencyCode?),
            \(form?.id as SubmissionID?),
            \(filters), \(Int32(results)))
        """
    }
}
