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
        func malformed(_ field: String, _ expected: String) -> ServiceError {
            ServiceError(
                .malformedRequest, "The field \(field) has a wrong value; expected: \(expected).")
        }
        side =
            switch request.side {
            case .unspecified: .both
            case .owed: .owed
            case .awaited: .awaited
            case .UNRECOGNIZED: throw malformed("side", "unspecified, owed or awaited")
            }
        partner = request.partner.isEmpty ? nil : AgencyCode(request.partner)
        guard request.partner.isEmpty || partner != nil else {
            throw malformed("partner", "an agency's code such as NL-DKDB")
        }
        dueBefore = request.hasDueBefore ? Timestamp(request.dueBefore) : nil
        guard !request.hasDueBefore || dueBefore != nil else {
            throw malformed("due_before", "a time between the years 1 and 9999")
        }
        guard request.limit <= limits.searchLimitMax else {
            throw malformed("limit", "at most \(limits.searchLimitMax)")
        }
        limit = request.limit == 0 ? limits.searchLimitDefault : Int(request.limit)
    }

    /// The filters as the audit trail keeps them.
    var description: String {
        [
            "side=\(side)", partner.map { "partner=\($0)" },
            dueBefore.map { "due_before=\($0)" },
        ].compactMap(\.self).joined(separator: " ")
    }
}
