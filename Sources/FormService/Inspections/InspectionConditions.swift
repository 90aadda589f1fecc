internal import FormDocument
internal import FormProtocol
internal import FormSchemas

/// The conditions by which inspections are chosen, checked.
struct InspectionConditions: Sendable {
    private let catalogue: Catalogue
    /// Lists of words, of each of which an inspection must have one.
    private var anyOf: [JSONValue] = []
    private var members: [JSONValue.Member] = []
    /// The words that tell of the name of an undertaking, normalized; none for any name.
    private(set) var nameWords: [String] = []
    /// Officers as the tables have them: a number, or agency and number.
    private(set) var officers: [String] = []
    /// As the audit trail keeps them.
    private(set) var stated: [String] = []

    private static let valuesMax = 50
    private static let kilometresMax = 200.0

    /// - Throws: ``ServiceError`` `.malformedRequest`.
    init(_ filter: WireInspectionFilter, _ catalogue: Catalogue) throws {
        self.catalogue = catalogue
        try codes(filter.countries, "countries", "c", list: "country")
        try regions(filter.regions)
        try sectors(filter.sectors)
        try codes(filter.legalAreas, "legal_areas", "a", list: "social-area")
        try codes(filter.states, "states", "s", list: Catalogue.stateList)
        try codes(filter.types, "types", "t", list: "inspection-type")
        try words(
            filter.results, "results", "r", "one of \(Self.results.joined(separator: ", "))"
        ) { Self.results.contains($0) }
        try codes(filter.irregularities, "irregularities", "k", list: "irregularity")
        try codes(filter.suspected, "suspected", "p", list: "irregularity")
        try codes(filter.outcomes, "outcomes", "o", list: "follow-up-outcome")
        try words(filter.parties, "parties", "x", "codes of agencies such as NL-LA") {
            AgencyCode($0) != nil
        }
        try checkResults(filter)
        try period(filter)
        if filter.hasNear { try near(filter.near) }
        try entityName(filter.entityName)
        try numbers(filter.entityNumbers, "entity_numbers", "numbers")
        try numbers(filter.a1Serials, "a1_serials", "serials")
        try inspectors(filter.inspectors)
        try text(filter.text)
    }

    /// What is to be looked up for the name: its words, and each with the next one as one.
    var nameLookups: [String] {
        nameWords + zip(nameWords, nameWords.dropFirst()).map { $0 + $1 }
    }

    /// The conditions as the database's functions take them; `nil` if nothing can fit.
    ///
    /// - Parameter known: words of names that are like those that were looked up.
    func json(known: [String: [String]] = [:]) -> JSONValue? {
        let names = nameWords.indices.map { place in
            // Two words stand for one that is as long as both: `kasteel bouw` for Kasteelbouw.
            let joined = [place - 1, place].filter { $0 >= 0 && $0 + 1 < nameWords.count }
                .map { nameWords[$0] + nameWords[$0 + 1] }
            return (known[nameWords[place]] ?? [])
                + joined.flatMap { both in
                    (known[both] ?? []).filter { $0.count + 1 >= both.count }
                }
        }
        guard !names.contains(where: \.isEmpty) else { return nil }
        let lists = names.map { JSONValue.array($0.distinct().map { .string($0) }) }
        let named = lists.isEmpty ? [] : [JSONValue.Member("names", .array(lists))]
        return .object([JSONValue.Member("any_of", .array(anyOf))] + members + named)
    }

    private static let results = Inspection.Result.allCases.map(\.rawValue)

    private mutating func state(_ field: String, _ values: [String]) {
        stated.append("\(field)=\(values.joined(separator: ","))")
    }

    private mutating func words(
        _ values: [String], _ field: String, _ letter: String, _ expected: String,
        _ isRight: (String) -> Bool
    ) throws {
        guard !values.isEmpty else { return }
        guard values.count <= Self.valuesMax, values.allSatisfy(isRight) else {
            throw RequestField.malformed(field, "at most \(Self.valuesMax), each \(expected)")
        }
        anyOf.append(.array(values.distinct().map { .string("\(letter):\($0)") }))
        state(field, values)
    }

    private mutating func codes(
        _ values: [String], _ field: String, _ letter: String, list: String
    ) throws {
        guard let codes = catalogue.codeLists[list] else { return }
        let known =
            codes.entries.count <= 20
            ? "one of \(codes.entries.map(\.code).joined(separator: ", "))"
            : "a code of the list \(list)"
        try words(values, field, letter, known) { codes.entry($0) != nil }
    }

    private mutating func regions(_ values: [String]) throws {
        guard let codes = catalogue.codeLists["nuts"] else { return }
        try words(values, "regions", "n", "a NUTS code of level 1 to 3, such as NL42") {
            (3...5).contains($0.count) && codes.entry($0) != nil
        }
    }

    private mutating func sectors(_ values: [String]) throws {
        let isSection = values.first?.first?.isLetter ?? false
        guard values.allSatisfy({ ($0.first?.isLetter ?? false) == isSection }) else {
            throw RequestField.malformed("sectors", "either sections (F) or codes (41.20)")
        }
        let sectors = catalogue.sectors
        try words(
            values, "sectors", isSection ? "b" : "d",
            "a NACE code of any level: F, 41, 41.2, 41.20"
        ) { sectors.has($0) }
    }

    private func checkResults(_ filter: WireInspectionFilter) throws {
        let contradiction = InspectionContradiction(
            states: filter.states, results: filter.results,
            irregularities: filter.irregularities, outcomes: filter.outcomes)
        if let contradiction { throw ServiceError(contradiction) }
    }

    private mutating func period(_ filter: WireInspectionFilter) throws {
        let from = try RequestField.time(filter.hasFrom ? filter.from : nil, "from")
        let until = try RequestField.time(filter.hasUntil ? filter.until : nil, "until")
        if let from, let until, from >= until {
            throw ServiceError(
                .malformedRequest, "The period is empty: until must be after from.")
        }
        if let from { members.append(.init("from", .string(from.description))) }
        if let until { members.append(.init("until", .string(until.description))) }
        if let from { stated.append("from=\(from)") }
        if let until { stated.append("until=\(until)") }
        if from != nil || until != nil {
            let words = InspectionWords.time(from: from, until: until)
            anyOf.append(.array(words.map { .string($0) }))
        }
    }

    private mutating func near(_ circle: WireNearby) throws {
        guard abs(circle.latitude) <= 85, abs(circle.longitude) <= 180,
            circle.kilometres > 0, circle.kilometres <= Self.kilometresMax
        else {
            throw RequestField.malformed(
                "near",
                "latitude -85 to 85, longitude -180 to 180, kilometres above 0, at most "
                    + "\(Int(Self.kilometresMax)); for more use countries or regions")
        }
        let cells = GeoCell.around(
            latitude: circle.latitude, longitude: circle.longitude,
            kilometres: circle.kilometres)
        anyOf.append(.array(cells.map(\.word).distinct().map { .string($0) }))
        let plane = PlaneCircle(
            latitude: circle.latitude, longitude: circle.longitude, kilometres: circle.kilometres)
        members.append(
            .init(
                "near", .string("<(\(plane.centre.x),\(plane.centre.y)),\(plane.radius)>")))
        stated.append(
            "near=\(circle.latitude),\(circle.longitude),\(circle.kilometres)km")
    }

    /// Written in many ways and often left out; shorter ones are too.
    private static let legalForms: Set = [
        "vof", "bvba", "cvba", "vzw", "sprl", "srl", "scrl", "scs", "sarl", "sas", "sasu", "eurl",
        "sci", "asbl", "gmbh", "mbh", "ohg", "zoo", "spzoo", "eood", "ood", "ead", "lda", "ltd",
        "llc", "plc", "inc",
    ]

    private mutating func entityName(_ text: String) throws {
        guard !text.isEmpty else { return }
        let normalized = text.normalized
        guard normalized.count >= 3, text.unicodeScalars.count <= 160 else {
            throw RequestField.malformed(
                "entity_name", "a name with 3 to 160 letters and digits")
        }
        let words = normalized.split(separator: " ").map(String.init).distinct()
        let telling = words.filter { $0.count > 2 && !Self.legalForms.contains($0) }
        nameWords = telling.isEmpty ? words : telling
        state("entity_name", [normalized])
    }

    private mutating func numbers(
        _ values: [String], _ field: String, _ member: String
    ) throws {
        guard !values.isEmpty else { return }
        let numbers = values.map { member == "numbers" ? $0.bareIdentifier : $0.identifier }
        guard values.count <= Self.valuesMax,
            values.allSatisfy({ (2...60).contains($0.identifier.count) })
        else {
            throw RequestField.malformed(
                field, "at most \(Self.valuesMax) numbers with 2 to 60 letters and digits")
        }
        members.append(.init(member, .array(numbers.map { .string($0) })))
        state(field, numbers)
    }

    private mutating func inspectors(_ values: [String]) throws {
        guard !values.isEmpty else { return }
        officers = try values.map { value in
            let fields = value.split(separator: " ", maxSplits: 1)
            let number = (fields.last.map(String.init) ?? "").identifier
            guard values.count <= Self.valuesMax, (1...60).contains(number.count),
                fields.count == 1 || AgencyCode(String(fields[0])) != nil
            else {
                throw RequestField.malformed(
                    "inspectors", "service numbers such as 12345 or NL-LA 12345")
            }
            return fields.count == 1 ? number : "\(fields[0]) \(number)"
        }
        members.append(.init("officers", .array(officers.map { .string($0) })))
        state("inspectors", officers)
    }

    private mutating func text(_ text: String) throws {
        guard !text.isEmpty else { return }
        let words = text.normalized.split(separator: " ").map(String.init).distinct()
        guard (1...10).contains(words.count), words.contains(where: { $0.count >= 3 }),
            text.unicodeScalars.count <= 200
        else {
            throw RequestField.malformed(
                "text", "1 to 10 words, at least one of 3 letters or digits")
        }
        // Too much begins with one or two letters.
        let lexemes = words.map { $0.count < 3 ? "'\($0)'" : "'\($0)':*" }
        members.append(.init("words", .string(lexemes.joined(separator: " & "))))
        state("text", words)
    }
}

extension ServiceError {
    init(_ contradiction: InspectionContradiction) {
        self.init(
            .malformedRequest,
            "Nothing can fit: \(contradiction.first) contradicts \(contradiction.second). Leave one "
                + "of them out.")
    }
}
