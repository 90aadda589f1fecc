/// Two conditions that nothing fits at the same time.
public struct InspectionContradiction: Hashable, Sendable {
    /// Called as in the requests.
    public enum Condition: String, Sendable {
        case states, results, irregularities, outcomes, countries, regions
    }

    public let first: Condition
    public let second: Condition

    /// Of a query's conditions, of each of which one must fit; `nil` if there may be an inspection.
    ///
    /// What was found or decided cannot be asked for where nobody has been yet, nor what is pending
    /// where somebody has. Follow-ups may be all that an agency sees: their states say nothing.
    public init?(
        states: [String], results: [String], irregularities: [String], outcomes: [String]
    ) {
        let results = Set(results)
        let hasResults = !results.isEmpty
        let isPending = results == [Inspection.Result.pending.rawValue]
        let isBefore = !states.isEmpty && states.allSatisfy(Self.before.contains)
        let isAfter = !states.isEmpty && states.allSatisfy(Self.after.contains)
        if hasResults, !results.contains(Inspection.Result.infringements.rawValue),
            !irregularities.isEmpty
        {
            (first, second) = (.irregularities, .results)
        } else if isPending, !outcomes.isEmpty {
            (first, second) = (.outcomes, .results)
        } else if isBefore, hasResults, !results.contains(Inspection.Result.pending.rawValue) {
            (first, second) = (.states, .results)
        } else if isAfter, isPending {
            (first, second) = (.states, .results)
        } else if isBefore, !irregularities.isEmpty {
            (first, second) = (.states, .irregularities)
        } else if isBefore, !outcomes.isEmpty {
            (first, second) = (.states, .outcomes)
        } else {
            return nil
        }
    }

    /// Of a calendar's conditions, which are about the one site of a visit; `nil` if there may be a
    /// visit. An inspection may have sites in other countries than those that it concerns.
    ///
    /// - Parameter regions: NUTS codes, which begin with that of their country.
    public init?(countries: [String], regions: [String]) {
        guard !countries.isEmpty, !regions.isEmpty,
            !regions.contains(where: { region in countries.contains { region.hasPrefix($0) } })
        else { return nil }
        (first, second) = (.countries, .regions)
    }

    /// Dialogue states in which nobody has been there, and in which somebody has.
    private static let before: Set = ["OPEN"]
    private static let after: Set = ["INSPECTED", "REPORTED"]
}
