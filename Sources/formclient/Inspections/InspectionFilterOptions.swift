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

    private static let results = Inspection.Result.allCases.map(\.rawValue)

    /// - Throws: ``ClientError`` `.usage` with the nearest code that is one.
    func filter() throws(ClientError) -> WireInspectionFilter {
        try filter(try InspectionPeriod(from: from, to: to))
    }

    /// - Parameter period: in the place of `--from` and `--to`.
    func filter(_ period: InspectionPeriod) throws(ClientError) -> WireInspectionFilter {
        var filter = WireInspectionFilter()
        filter.countries = try Self.codes(country, "--country", of: "country")
        filter.regions = try Self.regions(region)
        filter.sectors = try Self.sectors(sector)
        filter.legalAreas = try Self.codes(area, "--area", of: "social-area")
        filter.states = try Self.known(state, "--state", in: FormLibrary.inspectionStates)
        filter.types = try Self.codes(type, "--type", of: "inspection-type")
        filter.results = try Self.known(result, "--result", in: Self.results)
        filter.irregularities = try Self.codes(irregularity, "--irregularity", of: "irregularity")
        filter.suspected = try Self.codes(suspected, "--suspected", of: "irregularity")
        filter.outcomes = try Self.codes(outcome, "--outcome", of: "follow-up-outcome")
        filter.parties = try Self.agencies(party, "--party")
        filter.entityNumbers = try Self.numbers(number, "--number")
        filter.inspectors = try Self.inspectors(inspector)
        filter.a1Serials = try Self.numbers(a1, "--a1")
        filter.entityName = try Self.name(name)
        filter.text = try Self.words(text)
        if let near { filter.near = try Self.circle(near) }
        if let from = period.from { filter.from = .init(from) }
        if let until = period.until { filter.until = .init(until) }
        try Self.refuse(
            InspectionContradiction(
                states: filter.states, results: filter.results,
                irregularities: filter.irregularities, outcomes: filter.outcomes))
        return filter
    }

    /// The options as they were given, for a report: as one types them, in every language.
    func commandLine(month: String? = nil) -> String {
        let lists = [
            ("country", country), ("region", region), ("sector", sector), ("area", area),
            ("number", number), ("inspector", inspector), ("state", state), ("type", type),
            ("result", result), ("irregularity", irregularity), ("suspected", suspected),
            ("outcome", outcome), ("party", party), ("a1", a1),
        ].map { ($0, $1.isEmpty ? nil : $1.joined(separator: ",")) }
        let texts = [
            ("near", near), ("month", month), ("from", from), ("to", to), ("name", name),
            ("text", text),
        ]
        return (lists + texts).compactMap { name, value in
            value.map { $0.contains(" ") ? "--\(name) \"\($0)\"" : "--\(name) \($0)" }
        }.joined(separator: " ")
    }
}
