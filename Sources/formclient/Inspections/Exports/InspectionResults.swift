import FormProtocol

/// Inspections by what has come of them so far; together all of them.
struct InspectionResults: Sendable, Equatable {
    private(set) var infringements: Int64 = 0
    private(set) var nothingFound: Int64 = 0
    private(set) var pending: Int64 = 0

    var total: Int64 { infringements + nothingFound + pending }

    init() {}

    /// Counts of which the exchange says that one is part of another are held to that.
    init(_ sums: WireInspectionSums) {
        let inspections = Int64(sums.inspections)
        let inspected = min(Int64(sums.inspected), inspections)
        infringements = min(Int64(sums.withInfringements), inspected)
        nothingFound = inspected - infringements
        pending = inspections - inspected
    }

    static func += (left: inout InspectionResults, right: InspectionResults) {
        left.infringements += right.infringements
        left.nothingFound += right.nothingFound
        left.pending += right.pending
    }

    /// One kind of result in a drawing and its legend.
    struct Part: Sendable {
        let colour: ChartColour
        let title: Phrase
        let count: Int64
    }

    var parts: [Part] {
        [
            Part(colour: .infringements, title: .resultInfringements, count: infringements),
            Part(colour: .nothingFound, title: .resultNothingFound, count: nothingFound),
            Part(colour: .pending, title: .resultPending, count: pending),
        ]
    }
}

/// The colours of a report's drawings, by the names that ``ReportStyle`` gives them.
enum ChartColour: String, Sendable, CaseIterable {
    case infringements, nothingFound, pending
    case first, second, third, fourth, fifth, others
    case site

    /// For the countries of a drawing, the most frequent first.
    static let ofCountries: [ChartColour] = [.first, .second, .third, .fourth, .fifth]
}
