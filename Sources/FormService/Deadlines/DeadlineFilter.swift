internal import FormDocument
internal import FormProtocol

/// Which deadlines are asked for, checked.
struct DeadlineFilter: Sendable, CustomStringConvertible {
    enum Side: String { case both, owed, awaited }

    let side: Side
    let partner: AgencyCode?
    let dueBefore: Timestamp?
    let limit: Int

    /// - Throws: ``ServiceError`` `.malformedRequest`.
    init(_ request: WireListDeadlinesRequest, limits: Limits) throws {
        side =
            switch request.side {
            case .unspecified: .both
            case .owed: .owed
            case .awaited: .awaited
            case .UNRECOGNIZED: throw RequestField.malformed("side", "unspecified, owed or awaited")
            }
        partner = try RequestField.optional(
            request.partner, "partner", "an agency's code such as NL-DKDB")
        dueBefore = try RequestField.time(
            request.hasDueBefore ? request.dueBefore : nil, "due_before")
        limit = try RequestField.limit(request.limit, limits)
    }

    /// The filters as the audit trail keeps them.
    var description: String {
        [
            "side=\(side)", partner.map { "partner=\($0)" },
            dueBefore.map { "due_before=\($0)" },
        ].compactMap(\.self).joined(separator: " ")
    }
}
