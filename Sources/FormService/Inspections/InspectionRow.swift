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
            inspection.entities.flatMap(\.numbers).map { $0.value.bareIdentifier })
        officers = Self.bounded(
            inspection.officers.flatMap { officer in
                let number = officer.serviceNumber.identifier
                return [number, "\(officer.agency) \(number)", number.digits]
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
                return ["i:\(number)", "i:\(officer.agency) \(number)", "i:\(number.digits)"]
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
    /// In lower case without marks, words one space apart; `ä`, `ö` and `ü` are the same where they are
    /// spelled `ae`, `oe` and `ue`.
    var normalized: String {
        let letters = NormalizedText.of(self)
        var kept: [UInt8] = []
        kept.reserveCapacity(letters.count)
        for (place, letter) in letters.enumerated() {
            if letter == UInt8(ascii: "e"), let last = kept.last, place > 0,
                letters[place - 1] == last
            {
                if last == UInt8(ascii: "a") || last == UInt8(ascii: "o") { continue }
                // Not in `neue` and `Quelle`.
                let before = place > 1 ? letters[place - 2] : UInt8(ascii: " ")
                if last == UInt8(ascii: "u"), !"aeioq".utf8.contains(before) { continue }
            }
            kept.append(letter)
        }
        return String(decoding: kept, as: UTF8.self)
    }

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

    /// The digits of a service number behind the letters of its agency: `20417` of `NLA20417`; none
    /// where they are too few to tell somebody by.
    var digits: String {
        let digits = drop { $0.isLetter }
        return digits.count < 4 ? "" : String(digits)
    }

    /// An undertaking's number without the country and the zeros that it may begin with: as often as
    /// not they are left out.
    var bareIdentifier: String {
        let identifier = identifier
        let rest = identifier.dropFirst(2)
        let isNational =
            rest.first?.isNumber ?? false && Self.countries.contains(identifier.prefix(2))
        let bare = (isNational ? rest : identifier[...]).drop { $0 == "0" }
        return String(bare)
    }

    /// Prefixes of VAT numbers, and countries around.
    private static let countries: Set<Substring> = [
        "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "GB", "GR",
        "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO",
        "SE", "SI", "SK", "XI",
    ]
}

extension Sequence where Element: Hashable {
    /// Each element once, in the order in which they come.
    func distinct() -> [Element] {
        var found: [Element] = []
        var seen: Set<Element> = []
        // Of a few, comparing with each takes less time than hashing.
        let few = 12
        for element in self {
            if found.count < few {
                if found.contains(element) { continue }
                if found.count == few - 1 { seen = Set(found + [element]) }
            } else if !seen.insert(element).inserted {
                continue
            }
            found.append(element)
        }
        return found
    }
}
