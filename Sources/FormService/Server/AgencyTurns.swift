internal import FormDocument

/// What waits, in a line for each agency; the agencies take turns, so that one of which much waits
/// keeps itself waiting and nobody else.
///
/// Cost: constant for each element, however many wait.
struct AgencyTurns<Element> {
    /// None of them is empty.
    private var lines: [AgencyCode: ArraySlice<Element>] = [:]
    /// The agencies with a line; whose turn it is comes first.
    private var order: ArraySlice<AgencyCode> = []

    /// Whose turn it is.
    var first: (agency: AgencyCode, element: Element)? {
        guard let agency = order.first, let element = lines[agency]?.first else { return nil }
        return (agency, element)
    }

    /// Adds an element behind all others of its agency.
    mutating func add(_ element: Element, of agency: AgencyCode) {
        if lines[agency] == nil { order.append(agency) }
        lines[agency, default: []].append(element)
    }

    /// Takes the element whose turn it is.
    mutating func removeFirst() -> Element? {
        guard let agency = order.popFirst() else { return nil }
        let element = lines[agency]?.popFirst()
        if lines[agency]?.isEmpty == false {
            order.append(agency)
        } else {
            lines[agency] = nil
        }
        return element
    }
}
