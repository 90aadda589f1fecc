import ArgumentParser
import FormDocument
import FormProtocol
import FormSchemas

/// The options by which inspections are chosen: the same in every command about many of them.
///
/// Of an option that is given several times, or with several values between commas, one must fit; of
/// several options all.
struct InspectionFilterOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A country concerned, or of a site.", valueName: "country"))
    var country: [String] = []

    @Option(
        help: ArgumentHelp("A NUTS region of a site, such as BE2 or NL421.", valueName: "region"))
    var region: [String] = []

    @Option(
        help: ArgumentHelp(
            "A site is near this point: degrees north, east, and kilometres.",
            valueName: "lat,lon,km"))
    var near: String?

    @Option(help: ArgumentHelp("It is on this day or later.", valueName: "date"))
    var from: String?

    @Option(help: ArgumentHelp("It is on this day or earlier.", valueName: "date"))
    var to: String?

    @Option(help: ArgumentHelp("A NACE code: F, 41, 41.2 or 41.20.", valueName: "sector"))
    var sector: [String] = []

    @Option(help: ArgumentHelp("An area of law, such as POSTING.", valueName: "area"))
    var area: [String] = []

    @Option(help: ArgumentHelp("An undertaking's name, in any spelling.", valueName: "name"))
    var name: String?

    @Option(
        help: ArgumentHelp("An undertaking's number in any register.", valueName: "number"))
    var number: [String] = []

    @Option(
        help: ArgumentHelp(
            "An inspector's service number, alone or after the agency and a space.",
            valueName: "number"))
    var inspector: [String] = []

    @Option(help: ArgumentHelp("Where it stands, such as PLANNED.", valueName: "state"))
    var state: [String] = []

    @Option(help: ArgumentHelp("JOINT or CONCERTED.", valueName: "type"))
    var type: [String] = []

    @Option(
        help: ArgumentHelp("PENDING, NOTHING_FOUND or INFRINGEMENTS.", valueName: "result"))
    var result: [String] = []

    @Option(help: ArgumentHelp("A kind of infringement that was found.", valueName: "kind"))
    var irregularity: [String] = []

    @Option(help: ArgumentHelp("A kind of irregularity that is suspected.", valueName: "kind"))
    var suspected: [String] = []

    @Option(help: ArgumentHelp("What came of it, such as FINE.", valueName: "outcome"))
    var outcome: [String] = []

    @Option(help: ArgumentHelp("An agency that takes part.", valueName: "agency"))
    var party: [String] = []

    @Option(help: ArgumentHelp("The serial number of an A1 document.", valueName: "number"))
    var a1: [String] = []

    @Option(
        help: ArgumentHelp("Words of its title, of names and places.", valueName: "words"))
    var text: String?

    private static let results = ["PENDING", "NOTHING_FOUND", "INFRINGEMENTS"]

    /// - Throws: ``ClientError`` `.usage` with the nearest code that is one.
    func filter() throws(ClientError) -> WireInspectionFilter {
        var filter = WireInspectionFilter()
        filter.countries = try Self.codes(country, "--country", of: "country")
        filter.regions = try Self.codes(region, "--region", of: "nuts")
        filter.sectors = try Self.codes(sector, "--sector", of: "nace")
        filter.legalAreas = try Self.codes(area, "--area", of: "social-area")
        filter.states = try Self.codes(state, "--state", of: Catalogue.stateList)
        filter.types = try Self.codes(type, "--type", of: "inspection-type")
        filter.results = try Self.known(result, "--result", in: Self.results)
        filter.irregularities = try Self.codes(irregularity, "--irregularity", of: "irregularity")
        filter.suspected = try Self.codes(suspected, "--suspected", of: "irregularity")
        filter.outcomes = try Self.codes(outcome, "--outcome", of: "follow-up-outcome")
        filter.parties = try Self.agencies(party)
        filter.entityNumbers = Self.values(number)
        filter.inspectors = Self.values(inspector)
        filter.a1Serials = Self.values(a1)
        filter.entityName = name ?? ""
        filter.text = text ?? ""
        if let near { filter.near = try Self.circle(near) }
        let period = try InspectionPeriod(from: from, to: to)
        if let from = period.from { filter.from = .init(from) }
        if let until = period.until { filter.until = .init(until) }
        return filter
    }

    /// The options as they were given, for a report.
    var description: String {
        let lists: [(String, [String])] = [
            ("country", country), ("region", region), ("sector", sector), ("area", area),
            ("number", number), ("inspector", inspector), ("state", state), ("type", type),
            ("result", result), ("irregularity", irregularity), ("suspected", suspected),
            ("outcome", outcome), ("party", party), ("a1", a1),
        ]
        let texts = [("near", near), ("from", from), ("to", to), ("name", name), ("text", text)]
        return
            (lists.filter { !$0.1.isEmpty }.map { "\($0.0) \($0.1.joined(separator: ", "))" }
            + texts.compactMap { name, value in value.map { "\(name) \($0)" } })
            .joined(separator: "; ")
    }

    // MARK: Values

    /// What stands between commas, and in several options of one name.
    static func values(_ words: [String]) -> [String] {
        words.flatMap { $0.split(separator: ",") }
            .map { String($0.trimmingPrefix(" ").reversed().trimmingPrefix(" ").reversed()) }
            .filter { !$0.isEmpty }
    }

    static func agencies(_ words: [String]) throws(ClientError) -> [String] {
        var found: [String] = []
        for word in values(words) {
            if let agency = try agency(word) { found.append(agency.description) }
        }
        return found
    }

    static func codes(
        _ words: [String], _ option: String, of list: String
    ) throws(ClientError) -> [String] {
        guard !words.isEmpty else { return [] }
        // Of all editions: older inspections have the codes of their time.
        let lists = FormLibrary.catalogue.codeLists.values.filter { $0.name == list }
            .sorted { $0.edition > $1.edition }
        return try known(words, option, in: lists.flatMap(\.entries).map(\.code))
    }

    private static func known(
        _ words: [String], _ option: String, in codes: [String]
    ) throws(ClientError) -> [String] {
        var found: [String] = []
        for word in values(words).map({ $0.uppercased() }) {
            guard codes.contains(word) else {
                let advice: Phrase =
                    codes.count <= 25
                    ? .possibleCodes(codes)
                    : Spelling.nearest(to: word, in: codes).map(Phrase.didYouMean)
                        ?? .seeCodes(codes.prefix(5) + ["…"])
                throw ClientError(.usage, .notACodeOf(word, option), advice: advice)
            }
            found.append(word)
        }
        return found
    }

    private static func circle(_ text: String) throws(ClientError) -> WireNearby {
        let numbers = values([text]).map { Double($0) }
        guard numbers.count == 3, let latitude = numbers[0], let longitude = numbers[1],
            let kilometres = numbers[2], abs(latitude) <= 85, abs(longitude) <= 180,
            kilometres > 0, kilometres <= 200
        else { throw ClientError(.usage, .notACircle(text)) }
        return .with {
            $0.latitude = latitude
            $0.longitude = longitude
            $0.kilometres = kilometres
        }
    }
}

/// The days from one to another, both included, by the reader's clock.
struct InspectionPeriod {
    var from: Timestamp?
    var until: Timestamp?

    init(from: String?, to: String?) throws(ClientError) {
        self.from = try calendarDay(from).map(LocalTime.start(of:))
        until = try calendarDay(to).map(LocalTime.start(ofDayAfter:))
        if let from = self.from, let until, from >= until {
            throw ClientError(.usage, .periodReversed)
        }
    }
}
