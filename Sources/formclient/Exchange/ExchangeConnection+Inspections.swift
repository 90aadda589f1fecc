import FormDocument
import FormProtocol
import FormSchemas

// Joint inspections.
extension ExchangeConnection {
    /// A page of inspections: how many fit, some of them, and the token of the next page.
    func inspections(
        _ request: WireQueryInspectionsRequest
    ) async throws -> [WireQueryInspectionsResponse] {
        try await listCall(retries: .reading, timeout: Self.listTimeout) {
            metadata, options, answered in
            try await inspections.query(request, metadata: metadata, options: options) { response in
                var answers: [WireQueryInspectionsResponse] = []
                for try await answer in response.messages {
                    answered.set()
                    answers.append(answer)
                }
                return answers
            }
        }
    }

    /// The inspections that fit, page by page: at most `limit` of them, or all.
    ///
    /// - Throws: ``ClientError`` where all are wanted and the exchange finds more than it counts.
    func inspections(
        _ filter: WireInspectionFilter, order: WireQueryInspectionsRequest.Order = .newest,
        ascending: Bool = false, limit: Int?, _ access: StatedAccess
    ) async throws -> FoundInspections {
        var request = WireQueryInspectionsRequest.with {
            $0.access = WireAccess(access)
            $0.filter = filter
            $0.order = order
            $0.ascending = ascending
        }
        var found = FoundInspections()
        repeat {
            let missing = (limit ?? .max) - found.inspections.count
            request.limit = UInt32(min(Self.inspectionPageRows, missing))
            request.pageToken = found.next
            found.next = ""
            for answer in try await inspections(request) { found.add(answer) }
            if limit == nil { try found.requireCounted() }
        } while !found.next.isEmpty && found.inspections.count < limit ?? .max
        return found
    }

    private static let inspectionPageRows = 500

    func inspection(
        _ form: DocumentIdentity, _ access: StatedAccess
    ) async throws -> WireInspection {
        let request = WireGetInspectionRequest.with {
            $0.access = WireAccess(access)
            $0.form = WireFormReference(form)
        }
        return try await call(retries: .reading) { metadata, options in
            try await inspections.getInspection(request, metadata: metadata, options: options)
        }.inspection
    }

    /// The calendar in one piece; conflicts of visits that are not in it are left out.
    func calendar(_ request: WireCalendarRequest) async throws -> WireCalendarResponse {
        try await listCall(retries: .reading, timeout: Self.listTimeout) {
            metadata, options, answered in
            try await inspections.calendar(request, metadata: metadata, options: options) {
                response in
                var whole = WireCalendarResponse()
                for try await part in response.messages {
                    answered.set()
                    whole.visits += part.visits
                    whole.conflicts += part.conflicts
                    whole.free += part.free
                }
                let count = whole.visits.count
                whole.conflicts.removeAll { $0.first >= count || $0.second >= count }
                return whole
            }
        }
    }

    func statistics(_ request: WireStatisticsRequest) async throws -> WireStatisticsResponse {
        try await call(retries: .reading) { metadata, options in
            try await inspections.statistics(request, metadata: metadata, options: options)
        }
    }
}

/// What a query of inspections has found so far.
struct FoundInspections: Sendable {
    private(set) var overview = WireInspectionOverview()
    private(set) var inspections: [WireInspectionSummary] = []
    /// The token of the next page; empty if there is none.
    var next = ""

    mutating func add(_ answer: WireQueryInspectionsResponse) {
        switch answer.content {
        case .overview(let overview): self.overview = overview
        case .inspection(let inspection): inspections.append(inspection)
        case .nextPageToken(let token): next = token
        case nil: break
        }
    }

    /// - Throws: ``ClientError`` where more fit than the exchange counts.
    func requireCounted() throws(ClientError) {
        guard overview.isMore else { return }
        throw ClientError(
            .usage, .tooManyInspections(Int64(overview.total)), advice: .narrowInspections)
    }
}
