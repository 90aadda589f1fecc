internal import FormDocument
internal import FormSchemas

/// What the tables hold of an inspection, for viewers that see the same of it.
struct InspectionRow: Hashable, Sendable {
    /// What tells the row of one viewer from every other.
    struct Key: Hashable, Sendable {
        let viewer: AgencyCode
        let caseID: CaseID
        /// The leaf of the form that describes its case.
        let leafIndex: Int64
    }

    /// What few inspections have in common, in a table of its own.
    struct Marks: Hashable, Sendable {
        /// Of each undertaking its normalized name behind an equals sign, and the words of it.
        let names: [String]
        let numbers: [String]
        let officers: [String]
        let serials: [String]
        let words: [String]
    }

    /// One visit to a site.
    struct Visit: Hashable, Sendable {
        let site: String
        let siteName: String
        let place: String
        let street: String
        let postcode: String
        let country: String
        let region: String
        let latitude: Double?
        let longitude: Double?
        let host: String
        let guests: [String]
        let startsAt: Timestamp
        let endsAt: Timestamp
        let officers: [String]
        let address: String
        /// Everybody has signed the plan, or somebody was there.
        let isConfirmed: Bool
        let isCancelled: Bool
        /// Words by which it was found and is no more; docs/inspections.md lists their letters.
        let former: [String]
        /// From the earliest to the latest time that any form has said, if that is more than its
        /// own.
        let formerFrom: Timestamp?
        let formerUntil: Timestamp?
    }

    private(set) var viewers: [AgencyCode]
    let inspection: Inspection
    /// The words that it is counted and found by.
    let facets: [String]
    let terms: [String]
    let visits: [Visit]

    init(_ inspection: Inspection, for viewers: [AgencyCode], _ catalogue: Catalogue) {
        self.viewers = viewers
        self.inspection = inspection
        let words = InspectionWords(inspection, catalogue)
        facets = words.facets
        terms = words.terms
        visits = Visit.list(of: inspection, catalogue)
    }

    /// Made anew each time, as most changes of an inspection leave them as they are.
    var marks: Marks { Marks(inspection) }

    /// Whether queries find it; of one that is withdrawn only its visits are left, cancelled.
    var isListed: Bool { !inspection.isWithdrawn }

    /// The same for some of those who see it so.
    func seen(by viewers: [AgencyCode]) -> InspectionRow {
        var row = self
        row.viewers = viewers
        return row
    }

    var state: String { inspection.state ?? "" }
    var type: String { inspection.type ?? "" }
    var sector: String { inspection.sector ?? "" }
    var title: String { inspection.title ?? "" }

    /// Where its sites are, for people: `Horst, Coesfeld`.
    var places: [String] {
        inspection.sites.map { $0.place.city ?? $0.place.name }.distinct()
    }

    /// In euros, by which inspections can be ordered.
    var arrearsCents: Int64 { sums["EUR"] ?? 0 }

    /// Currency and hundredths: `EUR:1250000`.
    var arrears: [String] { sums.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" } }

    /// Kind, country and number: `BOGUS_A1:BE:3`.
    var findings: [String] {
        inspection.findings.map { "\($0.kind):\($0.country):\(Int32(clamping: $0.count))" }
    }

    var points: [PlanePoint] {
        inspection.points.map { PlanePoint(latitude: $0.latitude, longitude: $0.longitude) }
    }

    /// Arrears by currency, in hundredths.
    private var sums: [String: Int64] {
        Dictionary(inspection.arrears.map { ($0.currency, $0.cents) }) {
            $0.addingReportingOverflow($1).partialValue
        }
    }
}

extension Inspection {
    func key(of viewer: AgencyCode) -> InspectionRow.Key {
        InspectionRow.Key(viewer: viewer, caseID: caseID, leafIndex: leafIndex)
    }

    /// Where its sites are, as far as that is known.
    var points: [(latitude: Double, longitude: Double)] {
        sites.compactMap { site in
            site.place.latitude.flatMap { latitude in
                site.place.longitude.map { (latitude, $0) }
            }
        }
    }
}

extension InspectionRow.Marks {
    /// More of each than an inspection has.
    private static let valuesMax = 2_000

    fileprivate init(_ inspection: Inspection) {
        names = Self.names(of: inspection.entities)
        numbers = Self.bounded(
            inspection.entities.flatMap(\.numbers).map { $0.value.identifier })
        officers = Self.bounded(
            inspection.officers.flatMap { officer in
                let number = officer.serviceNumber.identifier
                return [number, "\(officer.agency) \(number)"]
            })
        serials = Self.bounded(inspection.a1Serials.map(\.identifier))
        let texts =
            [inspection.title ?? ""] + inspection.entities.map(\.name)
            + inspection.sites.flatMap { [$0.place.name, $0.place.city ?? ""] }
        words = Self.bounded(texts.flatMap(\.normalized.words))
    }

    static func names(of entities: [Inspection.Entity]) -> [String] {
        let names = entities.map(\.name.normalized).filter { !$0.isEmpty }
        return bounded(names.flatMap { ["=\($0)"] + $0.words })
    }

    /// Whether two inspections have the same, as far as can be told without making it out.
    static func areAlike(_ one: Inspection, _ other: Inspection) -> Bool {
        one.title == other.title && one.entities == other.entities
            && one.officers == other.officers && one.a1Serials == other.a1Serials
            && one.sites.map(\.place) == other.sites.map(\.place)
    }

    private static func bounded(_ values: [String]) -> [String] {
        Array(values.filter { !$0.isEmpty }.distinct().prefix(valuesMax))
    }
}

extension InspectionRow.Visit {
    /// More than is ever said of visits: whoever corrects a plan without end is not remembered
    /// without end.
    private static let statedMax = 2_000

    /// Visits that stand, then those that are cancelled: nothing stands of what was said of them.
    fileprivate static func list(
        of inspection: Inspection, _ catalogue: Catalogue
    ) -> [InspectionRow.Visit] {
        let stated = Dictionary(
            grouping: inspection.statedVisits.suffix(statedMax), by: \.id)
        let standing = inspection.sites.compactMap {
            InspectionRow.Visit($0, of: inspection, stated[$0.id] ?? [], catalogue)
        }
        let cancelled = stated.filter { id, _ in !standing.contains { $0.site == id } }
            .sorted { $0.key < $1.key }
        return standing
            + cancelled.compactMap { _, stated in
                stated.last.flatMap {
                    InspectionRow.Visit($0, isCancelled: true, of: inspection, stated, catalogue)
                }
            }
    }

    /// `nil` as long as it is not known when.
    ///
    /// - Parameter stated: what any form has said of it.
    private init?(
        _ site: Inspection.Site, isCancelled: Bool = false, of inspection: Inspection,
        _ stated: [Inspection.Site], _ catalogue: Catalogue
    ) {
        guard let from = site.from, let until = site.until, from <= until else { return nil }
        self.site = site.id
        siteName = site.place.name
        place = site.place.city ?? site.place.name
        street = site.place.street ?? ""
        postcode = site.place.postcode ?? ""
        country = site.place.country
        region = site.place.region(catalogue) ?? ""
        latitude = site.place.latitude
        longitude = site.place.longitude
        host = site.host ?? ""
        guests = site.guests
        startsAt = from
        endsAt = until
        let everybody = inspection.statedOfficers.suffix(Self.statedMax).at(site.id)
        let team = isCancelled ? everybody : inspection.officers.at(site.id)
        officers = team.map { "\($0.agency) \($0.serviceNumber.identifier)" }.distinct()
        address = site.place.key
        isConfirmed = !isCancelled && (inspection.isSigned || site.access != nil)
        self.isCancelled = isCancelled
        let own = Set(Self.words(of: [site], team, catalogue))
        former = Self.words(of: stated, everybody, catalogue).filter { !own.contains($0) }
        let (earliest, latest) = (stated.compactMap(\.from).min(), stated.compactMap(\.until).max())
        let wasElsewhen = earliest.map { $0 < from } ?? false || latest.map { $0 > until } ?? false
        formerFrom = wasElsewhen ? earliest : nil
        formerUntil = wasElsewhen ? latest : nil
    }

    /// By what the filters of a calendar find a visit.
    private static func words(
        of sites: [Inspection.Site], _ officers: [Inspection.Officer], _ catalogue: Catalogue
    ) -> [String] {
        let regions = sites.compactMap { $0.place.region(catalogue) }.distinct()
        let words =
            sites.map { "c:\($0.place.country)" }
            + regions.flatMap { region in (3...5).map { "n:\(region.prefix($0))" } }
            + sites.flatMap { site in ([site.host ?? ""] + site.guests).map { "x:\($0)" } }
            + officers.flatMap { officer in
                let number = officer.serviceNumber.identifier
                return ["i:\(number)", "i:\(officer.agency) \(number)"]
            }
        return words.filter { !$0.hasSuffix(":") }.distinct()
    }
}

extension Sequence<Inspection.Officer> {
    /// Those who go to a site.
    fileprivate func at(_ site: String) -> [Inspection.Officer] {
        filter { $0.sites.isEmpty || $0.sites.contains(site) }
    }
}

/// The words by which an inspection is found and counted; docs/inspections.md lists them.
struct InspectionWords {
    private(set) var facets: [String] = []
    private(set) var terms: [String] = []

    init(_ inspection: Inspection, _ catalogue: Catalogue) {
        let lineage = catalogue.sectors.lineage(
            of: inspection.sector ?? "", edition: inspection.sectorEdition ?? "")
        facets += Self.list("s", [inspection.state])
        facets += Self.list("t", [inspection.type])
        facets += ["r:\(inspection.result.rawValue)"]
        facets += Self.list("b", [lineage.first])
        facets += Self.list(
            "c", inspection.countries + inspection.sites.map(\.place.country))
        facets += Self.list("a", inspection.areas)
        facets += Self.list("k", inspection.findings.map(\.kind))
        facets += Self.list("o", inspection.outcomes.map(\.outcome))
        facets += ["y:\(inspection.openedAt.description.prefix(4))"]
        facets += Self.list("x", inspection.parties.map(\.agency))
        terms += Self.list("d", lineage.dropFirst().map { $0 })
        terms += Self.list("p", inspection.suspected)
        let regions = inspection.sites.compactMap { $0.place.region(catalogue) }
        terms += Self.list(
            "n", regions.flatMap { region in (3...5).map { String(region.prefix($0)) } })
        if let from = inspection.from, let until = inspection.until, from <= until {
            terms += Self.window(from: from, until: until)
        }
        terms += ["q:\(Self.quarter(of: inspection.openedAt))"]
        for level in GeoCell.levels {
            terms += inspection.points.map {
                GeoCell($0.latitude, $0.longitude, level: level).word
            }.distinct()
        }
    }

    /// In universal time: `2026-4`.
    private static func quarter(of time: Timestamp) -> String {
        let month = Month(time)
        return "\(month.year)-\(month.number % 12 / 3 + 1)"
    }

    /// The words of a window: its years (`w:2026`), and its months (`m:2026-11`), or, if it is long,
    /// that it is (`l:2026`).
    static func window(from: Timestamp, until: Timestamp) -> [String] {
        let (first, last) = (Month(from), Month(until))
        guard first <= last else { return [] }
        let isLong = last.number - first.number >= monthsMax
        return years("w", first.year...last.year)
            + (isLong ? years("l", first.year...last.year) : months(first...last))
    }

    /// Words of which every window has at least one that reaches into a time, and few others have.
    static func time(from: Timestamp?, until: Timestamp?) -> [String] {
        let (first, last) = (from.map(Month.init) ?? .first, until.map(Month.init) ?? .last)
        guard first <= last else { return [] }
        guard last.number - first.number >= monthsMax else {
            return months(first...last) + years("l", first.year...last.year)
        }
        // Whole years by one word each.
        let whole = (first.number % 12 == 0 ? first.year : first.year + 1)
        let end = (last.number % 12 == 11 ? last.year : last.year - 1)
        var words = years("w", whole...end)
        if first.year < whole {
            words += months(first...Month(number: whole * 12 - 1))
            words += years("l", first.year...first.year)
        }
        if last.year > end {
            words += months(Month(number: (end + 1) * 12)...last)
            words += years("l", last.year...last.year)
        }
        return words
    }

    /// A window that reaches into more months is long.
    private static let monthsMax = 24

    /// A month from 1950 to 2100; earlier and later times count to the first and the last.
    private struct Month: Comparable {
        let number: Int

        static let first = Month(number: 1_950 * 12)
        static let last = Month(number: 2_100 * 12 + 11)

        init(number: Int) { self.number = number }

        init(_ time: Timestamp) {
            let text = time.description
            let year = Int(text.prefix(4)) ?? 0
            let month = Int(text.dropFirst(5).prefix(2)) ?? 1
            number = min(
                max(year * 12 + month - 1, Self.first.number), Self.last.number)
        }

        var year: Int { number / 12 }

        static func < (left: Self, right: Self) -> Bool { left.number < right.number }
    }

    private static func years(_ letter: String, _ years: ClosedRange<Int>) -> [String] {
        years.map { "\(letter):\($0)" }
    }

    private static func months(_ months: ClosedRange<Month>) -> [String] {
        (months.lowerBound.number...months.upperBound.number).map { number in
            let month = number % 12 + 1
            return "m:\(number / 12)-\(month < 10 ? "0" : "")\(month)"
        }
    }

    private static func list(_ letter: String, _ values: [String?]) -> [String] {
        values.compactMap(\.self).filter { !$0.isEmpty && !$0.utf8.contains(UInt8(ascii: " ")) }
            .distinct()
            .map { "\(letter):\($0)" }
    }
}

extension InspectionPlace {
    /// The same for two forms that name the same place: by its street and postcode, else by its
    /// coordinates to some ten metres; empty if it has neither.
    fileprivate var key: String {
        if let street, let postcode {
            return "\(country) \(postcode.identifier) \(street.normalized)"
        }
        guard let latitude, let longitude else { return "" }
        return "\((latitude * 10_000).rounded()) \((longitude * 10_000).rounded())"
    }

    /// The statistical region (NUTS) that it lies in, as far as its postcode tells.
    func region(_ catalogue: Catalogue) -> String? {
        postcode.flatMap { catalogue.regions.region(ofPostcode: $0, in: country) }
    }
}

extension String {
    /// In lower case without marks, words one space apart.
    var normalized: String { String(decoding: NormalizedText.of(self), as: UTF8.self) }

    /// Those of a normalized text.
    var words: [String] { split(separator: " ").map(String.init) }

    /// Letters and digits only, in capitals: as a number is compared.
    var identifier: String {
        String(
            decoding: uppercased().utf8.filter {
                UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0
                    || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
            }, as: UTF8.self)
    }
}

extension Sequence where Element: Hashable {
    /// Each element once, in the order in which they come.
    func distinct() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
