internal import FormDocument
internal import FormProtocol
internal import FormSchemas

/// What a calendar of visits is asked for, checked.
struct CalendarSearch: Sendable {
    let from: Timestamp
    let until: Timestamp
    /// The lists of the database's function; `former`, without elements, is there or not.
    let filter: [String: [String]]
    /// Agencies whose common free time is wanted.
    let freeFor: [String]
    /// What is over is not offered.
    let freeFrom: Timestamp
    /// How long a free time is at least, in seconds.
    let freeSeconds: Int64
    /// As the audit trail keeps it.
    let description: String

    private static let daysMax: Int64 = 400
    private static let freeForMax = 20
    private static let minutesDefault: UInt32 = 240
    /// As long as a day of ``WorkingHours`` is.
    private static let minutesMax: UInt32 = 720

    /// - Parameters:
    ///   - agencies: those that take part in the exchange; `nil` if anybody may be asked for.
    ///   - now: from when on there is free time; `nil` for all of it.
    /// - Throws: ``ServiceError`` `.malformedRequest`.
    init(
        _ request: WireCalendarRequest, _ catalogue: Catalogue, agencies: Set<AgencyCode>? = nil,
        now: Timestamp? = nil
    ) throws {
        guard let from = try RequestField.time(request.hasFrom ? request.from : nil, "from"),
            let until = try RequestField.time(request.hasUntil ? request.until : nil, "until"),
            from < until, until.seconds - from.seconds <= Self.daysMax * 86_400
        else {
            throw ServiceError(
                .malformedRequest,
                "Say from when until when: a time of at most \(Self.daysMax) days.")
        }
        self.from = from
        self.until = until
        freeFrom = max(from, now ?? from)
        let contradiction = InspectionContradiction(
            countries: request.countries, regions: request.regions)
        if let contradiction { throw ServiceError(contradiction) }
        let conditions = try InspectionConditions(
            .with {
                $0.countries = request.countries
                $0.regions = request.regions
                $0.parties = request.parties
                $0.inspectors = request.inspectors
            }, catalogue)
        var filter = [
            "countries": request.countries, "regions": request.regions,
            "parties": request.parties, "officers": conditions.officers,
        ].filter { !$0.value.isEmpty }
        if request.withFormer { filter["former"] = [] }
        self.filter = filter
        guard request.freeFor.count <= Self.freeForMax,
            request.freeFor.allSatisfy({ AgencyCode($0) != nil })
        else {
            throw RequestField.malformed(
                "free_for", "at most \(Self.freeForMax) codes of agencies such as NL-LA")
        }
        let strangers = request.freeFor.filter { code in
            AgencyCode(code).map { agencies?.contains($0) == false } ?? false
        }
        guard strangers.isEmpty else {
            throw ServiceError(
                .malformedRequest,
                "Not a participant of this exchange: \(strangers.joined(separator: ", ")).")
        }
        freeFor = request.freeFor.distinct()
        guard request.freeMinutes <= Self.minutesMax else {
            throw RequestField.malformed("free_minutes", "at most \(Self.minutesMax)")
        }
        freeSeconds =
            60 * Int64(request.freeMinutes == 0 ? Self.minutesDefault : request.freeMinutes)
        let free = freeFor.isEmpty ? [] : ["free_for=\(freeFor.joined(separator: ","))"]
        let former = request.withFormer ? ["with_former"] : []
        description = (["from=\(from)", "until=\(until)"] + conditions.stated + free + former)
            .joined(separator: " ")
    }
}
