internal import FormDocument
internal import FormSchemas
internal import Postgres

/// The stored forms of some codes in the order of their keys, page by page.
struct FormPages: Sendable {
    let codes: [String]
    /// How many forms a page has at most.
    let size: Int
    private(set) var isOver = false
    /// The last form of the page before.
    private var last = (sender: "", id: PostgresUUID(high: 0, low: 0))

    init(of codes: [String], _ limits: Limits) {
        self.codes = codes
        size = max(1, limits.fsckBytesMax / DocumentLimits.documentBytesMax)
    }

    mutating func next(_ session: any PostgresSession) async throws -> [StoredRow] {
        let rows = try await session.run(
            FsckQueries.submissions(of: codes, after: last.sender, last.id, limit: size))
        isOver = rows.count < size
        if let end = rows.last, let sender = end["sender"].text,
            case .uuid(let bytes) = end["submission_id"], let id = PostgresUUID(bytes: bytes)
        {
            last = (sender, id)
        }
        return rows
    }
}
