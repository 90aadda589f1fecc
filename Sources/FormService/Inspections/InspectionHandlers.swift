internal import FormDocument
internal import FormProtocol
internal import FormSchemas
internal import GRPCCore
internal import SwiftProtobuf

/// The service `benelux.forms.v1.JointInspections`.
struct JointInspectionsService: WireJointInspections.SimpleServiceProtocol {
    let participants: ParticipantDirectory
    let inspections: InspectionStore
    let limits: Limits

    /// Streams a page of the inspections that fit, with the number of all of them before it.
    ///
    /// - Throws: ``ServiceError`` `.malformedRequest`, `.accessNotStated`, `.invalidCursor`,
    ///   `.tooManyResults`.
    func query(
        request: WireQueryInspectionsRequest,
        response: RPCWriter<WireQueryInspectionsResponse>, context: ServerContext
    ) async throws {
        let caller = try await participants.caller(of: context)
        let access = try StatedAccess(request.access, by: caller, limits: limits)
        let search = try InspectionSearch(
            request, catalogue: inspections.catalogue, limits: limits)
        let found = try await inspections.find(search, for: access)
        var answer: [WireQueryInspectionsResponse] = [
            .with { $0.overview = WireInspectionOverview(found) }
        ]
        answer += found.inspections.map { row in
            .with { $0.inspection = WireInspectionSummary(row) }
        }
        if let next = found.next {
            answer.append(.with { $0.nextPageToken = search.pageToken(after: next) })
        }
        try await response.write(contentsOf: answer)
    }

    /// Returns one inspection with everything that the caller's forms say of it.
    ///
    /// - Throws: ``ServiceError`` `.malformedRequest`, `.accessNotStated`, `.notFound`.
    func getInspection(
        request: WireGetInspectionRequest, context: ServerContext
    ) async throws -> WireGetInspectionResponse {
        let caller = try await participants.caller(of: context)
        let access = try StatedAccess(request.access, by: caller, limits: limits)
        let form = try DocumentIdentity(request.form)
        let reading = try await inspections.read(form, for: access)
        return .with {
            $0.inspection = WireInspection(reading, inspections.catalogue)
        }
    }

    /// Streams the visits within a time, then what stands in their way and when there is time.
    ///
    /// - Throws: ``ServiceError`` `.malformedRequest`, `.accessNotStated`, `.tooManyResults`.
    func calendar(
        request: WireCalendarRequest, response: RPCWriter<WireCalendarResponse>,
        context: ServerContext
    ) async throws {
        let caller = try await participants.caller(of: context)
        let access = try StatedAccess(request.access, by: caller, limits: limits)
        let search = try CalendarSearch(
            request, inspections.catalogue, agencies: try await participants.current().agencies,
            now: .now())
        let calendar = try await inspections.calendar(search, for: access)
        for start in stride(from: 0, to: calendar.visits.count, by: Self.visitsPerResponse) {
            let part = calendar.visits[start...].prefix(Self.visitsPerResponse)
            try await response.write(.with { $0.visits = part.map { WireInspectionVisit($0) } })
        }
        try await response.write(
            .with {
                $0.conflicts = calendar.conflicts.map { WireVisitConflict($0) }
                $0.free = calendar.free.map { WireFreeTime($0) }
            })
    }

    /// Some hundred kilobytes.
    private static let visitsPerResponse = 500

    /// Returns what the inspections that fit have found.
    ///
    /// - Throws: ``ServiceError`` `.malformedRequest`, `.accessNotStated`, `.tooManyResults`.
    func statistics(
        request: WireStatisticsRequest, context: ServerContext
    ) async throws -> WireStatisticsResponse {
        let caller = try await participants.caller(of: context)
        let access = try StatedAccess(request.access, by: caller, limits: limits)
        let period: InspectionStatistics.Period =
            switch request.period {
            case .year: .year
            case .quarter: .quarter
            case .month: .month
            case .UNRECOGNIZED: throw RequestField.malformed("period", "YEAR, QUARTER or MONTH")
            }
        let conditions = try InspectionConditions(request.filter, inspections.catalogue)
        return WireStatisticsResponse(
            try await inspections.statistics(conditions, by: period, for: access))
    }
}
