import FormDocument
import FormProtocol
import FormSchemas

/// Finds the form that the user means by an ID, which may be shortened to what is unique.
struct FormLookup: Sendable {
    let state: StateFolder
    /// What the user wrote with `--sender`.
    let sender: AgencyCode?

    /// How many pages of a search are looked through for a shortened ID.
    private static let pagesMax = 10
    private static let pageRows: UInt32 = 1_000
    private static let shortestPrefix = 4

    /// Looks among the forms that this client has seen or kept.
    ///
    /// - Returns: `nil` if there is none.
    /// - Throws: ``ClientError`` `.usage` if `text` is no ID or its beginning, or fits several.
    func findHere(_ text: String) throws(ClientError) -> DocumentIdentity? {
        try checked(text)
        if let sender, let id = SubmissionID(text.lowercased()) {
            return DocumentIdentity(sender: sender, id: id)
        }
        return try only(state.knownForms().filter { fits($0, text) }, text)
    }

    /// Looks here, then asks the exchange.
    ///
    /// - Throws: ``ClientError``, `.answerIsNo` if no form fits.
    func find(
        _ text: String, _ access: StatedAccess, over connection: ExchangeConnection
    ) async throws -> DocumentIdentity {
        if let form = try findHere(text) { return form }
        let found = try await search(from: earliest(text), access, over: connection)
            .compactMap { StateFolder.SeenForm($0)?.identity }.filter { fits($0, text) }
        guard let form = try only(found, text) else {
            throw ClientError(.answerIsNo, .noFormFits(text), advice: .seeSearch)
        }
        return form
    }

    /// The newest forms that the exchange has for the agency; remembers them.
    func search(
        from start: Timestamp?, _ access: StatedAccess, over connection: ExchangeConnection
    ) async throws -> [WireFormSummary] {
        var request = WireSearchRequest.with {
            $0.access = WireAccess(access)
            $0.limit = Self.pageRows
            if let start { $0.acceptedFrom = .init(start) }
        }
        var found: [WireFormSummary] = []
        for _ in 0..<Self.pagesMax {
            let page = try await connection.search(request)
            found += page.map(\.summary)
            try state.remember(page.compactMap { StateFolder.SeenForm($0.summary) })
            guard page.count == Int(Self.pageRows), let last = page.last else { break }
            request.pageToken = last.pageToken
        }
        return found
    }

    /// - Throws: ``ClientError`` `.usage` if `text` is no ID or its beginning.
    func checked(_ text: String) throws(ClientError) {
        let digits = text.filter { $0 != "-" }
        guard digits.count >= Self.shortestPrefix, text.count <= 36,
            digits.allSatisfy(\.isHexDigit)
        else { throw ClientError(.usage, .notAnID(text)) }
    }

    func fits(_ form: DocumentIdentity, _ text: String) -> Bool {
        guard sender == nil || sender == form.sender else { return false }
        return Self.begins(form.id.description, with: text)
    }

    /// Whether an ID begins like `text`, hyphens and capital digits aside.
    static func begins(_ id: String, with text: String) -> Bool {
        id.filter { $0 != "-" }.hasPrefix(text.lowercased().filter { $0 != "-" })
    }

    private func only(
        _ forms: [DocumentIdentity], _ text: String
    ) throws(ClientError) -> DocumentIdentity? {
        let distinct = Set(forms)
        guard distinct.count > 1 else { return distinct.first }
        let lines = distinct.map { "\($0.sender)  \($0.id)" }.sorted().prefix(10)
        throw ClientError(
            .usage, .severalFormsFit(text), details: lines.map(Phrase.init(verbatim:)),
            advice: .giveMoreOfID)
    }

    /// The first 48 bits of an ID are the milliseconds at which it was made: nothing that begins
    /// like `text` was accepted before, give or take the clocks.
    private func earliest(_ text: String) -> Timestamp? {
        let digits = text.filter { $0 != "-" }.prefix(12)
        guard digits.count >= 8, let value = UInt64(digits, radix: 16) else { return nil }
        let milliseconds = value << (4 * (12 - digits.count))
        let clocks: Int64 = 3_600_000
        let start = Timestamp(microseconds: (Int64(milliseconds) - clocks) * 1_000)
        // An ID of the future says nothing but that its maker's clock is wrong.
        return start < .now() ? start : nil
    }
}
