internal import FormDocument
internal import FormProtocol

/// What a search asks for, checked.
struct FormSearch: Sendable, CustomStringConvertible {
    enum Direction: String { case both, sent, received }
    enum State: String { case accepted, delivered, read, acknowledged }

    let direction: Direction
    let form: FormCode?
    let acceptedFrom: Timestamp?
    let acceptedBefore: Timestamp?
    let partner: AgencyCode?
    let state: State?
    let caseID: CaseID?
    let limit: Int
    /// Only forms with a lower leaf index: where the last page ended.
    private(set) var before = Int64.max

    /// - Throws: ``ServiceError`` `.malformedRequest`, `.invalidCursor`.
    init(_ request: WireSearchRequest, limits: Limits) throws {
        direction =
            switch request.direction {
            case .unspecified: .both
            case .sent: .sent
            case .received: .received
            case .UNRECOGNIZED:
                throw RequestField.malformed("direction", "unspecified, sent or received")
            }
        state =
            switch request.state {
            case .unspecified: nil
            case .accepted: .accepted
            case .read: .read
            case .acknowledged: .acknowledged
            case .delivered: .delivered
            case .UNRECOGNIZED:
                throw RequestField.malformed("state", "accepted, delivered, read or acknowledged")
            }
        form = try RequestField.optional(request.form, "form", "a form's code such as VIP-01")
        partner = try RequestField.optional(
            request.partner, "partner", "an agency's code such as NL-DKDB")
        caseID = try RequestField.optional(request.caseID, "case_id", "a UUID in lower case")
        acceptedFrom = try RequestField.time(
            request.hasAcceptedFrom ? request.acceptedFrom : nil, "accepted_from")
        acceptedBefore = try RequestField.time(
            request.hasAcceptedBefore ? request.acceptedBefore : nil, "accepted_before")
        if let acceptedFrom, let acceptedBefore, acceptedFrom >= acceptedBefore {
            throw ServiceError(
                .malformedRequest,
                "The period is empty: accepted_before must be after accepted_from.")
        }
        limit = try RequestField.limit(request.limit, limits)
        if !request.pageToken.isEmpty { before = try leafIndex(in: request.pageToken) }
    }

    /// The filters as the audit trail keeps them.
    var description: String {
        [
            "direction=\(direction)", form.map { "form=\($0)" },
            acceptedFrom.map { "accepted_from=\($0)" },
            acceptedBefore.map { "accepted_before=\($0)" }, partner.map { "partner=\($0)" },
            state.map { "state=\($0)" }, caseID.map { "case=\($0)" },
        ].compactMap(\.self).joined(separator: " ")
    }

    /// The token with which the same search goes on after `leafIndex`.
    func pageToken(after leafIndex: Int64) -> String {
        "\(leafIndex).\(PageToken.mark(of: description))"
    }

    private func leafIndex(in token: String) throws -> Int64 {
        let fields = token.split(separator: ".", omittingEmptySubsequences: false)
        guard fields.count == 2, let leafIndex = Int64(fields[0]), leafIndex >= 0,
            fields[1] == PageToken.mark(of: description)
        else {
            throw ServiceError(
                .invalidCursor,
                "The page token does not belong to this search. Repeat the search with the same "
                    + "filters, or leave the token out to begin again.")
        }
        return leafIndex
    }
}
