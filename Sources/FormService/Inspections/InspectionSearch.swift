internal import FormDocument
internal import FormProtocol
internal import FormSchemas

/// What a query of inspections asks for, checked.
struct InspectionSearch: Sendable {
    /// By what inspections are ordered, under the names that the database's functions know.
    enum Order: String {
        case opened = "OPENED"
        case window = "WINDOW"
        case changed = "CHANGED"
        case workers = "WORKERS"
        case findings = "FINDINGS"
        case arrears = "ARREARS"

        /// Whether an index has the inspections in this order, so that a page of many is soon full.
        var isIndexed: Bool { self == .opened || self == .window }
    }

    /// Where a page ended.
    struct Position: Sendable {
        let key: Int64
        let leafIndex: Int64
    }

    let conditions: InspectionConditions
    let order: Order
    let ascending: Bool
    let limit: Int
    private(set) var after: Position?
    /// Conditions and order as the audit trail keeps them.
    let description: String

    /// - Throws: ``ServiceError`` `.malformedRequest`, `.invalidCursor`.
    init(
        _ request: WireQueryInspectionsRequest, catalogue: Catalogue, limits: Limits
    ) throws {
        order =
            switch request.order {
            case .newest: .opened
            case .window: .window
            case .changed: .changed
            case .workers: .workers
            case .findings: .findings
            case .arrears: .arrears
            case .UNRECOGNIZED:
                throw RequestField.malformed(
                    "order", "NEWEST, WINDOW, CHANGED, WORKERS, FINDINGS or ARREARS")
            }
        ascending = request.ascending
        limit = try RequestField.limit(request.limit, limits)
        conditions = try InspectionConditions(request.filter, catalogue)
        description =
            (conditions.stated + ["order=\(order.rawValue)\(ascending ? " ascending" : "")"])
            .joined(separator: " ")
        if !request.pageToken.isEmpty { after = try position(in: request.pageToken) }
    }

    /// The token with which the same query goes on.
    func pageToken(after position: Position) -> String {
        "\(position.key).\(position.leafIndex).\(PageToken.mark(of: description))"
    }

    private func position(in token: String) throws -> Position {
        let fields = token.split(separator: ".", omittingEmptySubsequences: false)
        guard fields.count == 3, let key = Int64(fields[0]), let leafIndex = Int64(fields[1]),
            leafIndex >= 0, fields[2] == PageToken.mark(of: description)
        else {
            throw ServiceError(
                .invalidCursor,
                "The page token does not belong to this query. Repeat the query with the same filters "
                    + "and order, or leave the token out to begin again.")
        }
        return Position(key: key, leafIndex: leafIndex)
    }
}
