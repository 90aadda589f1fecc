import FormSchemas

/// A joint or concerted inspection, as one agency sees it: what the forms that it sees say together.
///
/// It begins with a description of the case (`SOC-01`) and goes on with what answers that, directly
/// or through others. Codes are those of the catalogue's code lists.
public struct Inspection: Hashable, Sendable {
    public struct Party: Hashable, Sendable {
        public let agency: String
        /// `nil` as long as there is no plan.
        public let role: String?
        /// What it has answered to the request; `nil` if it has not, or was not asked.
        public var decision: String?
    }

    public struct Site: Hashable, Sendable {
        /// Its mark in the case, such as `S1`.
        public let id: String
        public var place = InspectionPlace()
        /// The agency that leads there.
        public var host: String?
        public var guests: [String] = []
        /// When it is to be inspected; when it was, once it is.
        public var from: Timestamp?
        public var until: Timestamp?
        public var workersExpected: Int?
        /// Whether the inspectors could enter; `nil` as long as they have not been there.
        public var access: String?
    }

    public struct Number: Hashable, Sendable {
        public let type: String
        /// As the register writes it.
        public let value: String
    }

    public struct Entity: Hashable, Sendable {
        public let name: String
        public let country: String
        public var roles: [String]
        public var numbers: [Number]
    }

    public struct Officer: Hashable, Sendable {
        public let agency: String
        public let serviceNumber: String
        public let role: String
        /// The marks of the sites; empty for all.
        public var sites: [String]
    }

    /// How many infringements of a kind there are of the law of a country.
    public struct Finding: Hashable, Sendable {
        public let kind: String
        public let country: String
        public var count: Int
    }

    /// Money that is owed or asked for, in hundredths of its currency.
    public struct Sum: Hashable, Sendable {
        public let kind: String
        public let country: String
        public let cents: Int64
        public let currency: String
    }

    public struct Outcome: Hashable, Sendable {
        public let outcome: String
        public let kind: String
        public let country: String
        /// A day, such as `2026-11-22`.
        public let on: String
        public let count: Int
        public let cents: Int64?
        public let currency: String?
        /// Whose follow-up says so.
        public let agency: AgencyCode
    }

    /// The first form of the chain that describes its case.
    public let form: DocumentIdentity
    public let leafIndex: Int64
    /// When that form was accepted.
    public let openedAt: Timestamp
    /// The first form of its dialogue.
    public let root: DocumentIdentity
    public let caseID: CaseID
    /// The last form that the agency sees of it: its leaf and when it was accepted.
    public var lastLeaf: Int64
    public var changedAt: Timestamp
    /// The state of its dialogue.
    public var state: String?
    public var title: String?
    public var type: String?
    public var areas: [String] = []
    public var sector: String?
    public var sectorEdition: String?
    public var countries: [String] = []
    public var risk: String?
    public var workersExpected: Int?
    /// The kinds of irregularities that are suspected.
    public var suspected: [String] = []
    /// The time of the plan; before there is one, of the request or the case.
    public var from: Timestamp?
    public var until: Timestamp?
    public var lead: String?
    public var parties: [Party] = []
    /// What guests may do.
    public var powers: [String] = []
    public var sites: [Site] = []
    /// Whether everybody has signed the plan that stands.
    public var isSigned = false
    /// Whether its case is withdrawn, or everything else that the agency saw of it.
    public var isWithdrawn = false
    /// What any form has said of visits and of who goes there, in the order of the log; also forms
    /// that are withdrawn, corrected, or outdone by another plan.
    public var statedVisits: [Site] = []
    public var statedOfficers: [Officer] = []
    public var entities: [Entity] = []
    public var officers: [Officer] = []
    public var a1Serials: [String] = []
    /// From the report; before there is one, from the records.
    public var siteCount = 0
    public var entityCount = 0
    public var workerCount = 0
    public var findings: [Finding] = []
    public var isReported = false
    public var arrears: [Sum] = []
    public var sanctions: [Sum] = []
    public var victims = 0
    public var outcomes: [Outcome] = []

    /// How many infringements were found.
    public var findingCount: Int { findings.reduce(0) { $0 + $1.count } }

    /// What came of it, in one word.
    public enum Result: String, Sendable, CaseIterable {
        /// Nobody has been there yet.
        case pending = "PENDING"
        case nothingFound = "NOTHING_FOUND"
        case infringements = "INFRINGEMENTS"
    }

    public var result: Result {
        if !findings.isEmpty { return .infringements }
        return isReported || sites.contains { $0.access != nil } ? .nothingFound : .pending
    }
}

/// Where a site is, as far as its form says.
public struct InspectionPlace: Hashable, Sendable {
    public var name = ""
    public var country = ""
    public var street: String?
    public var postcode: String?
    public var city: String?
    public var locode: String?
    /// In degrees.
    public var latitude: Double?
    public var longitude: Double?

    public init() {}

    /// Reads what a form calls `place`.
    init(_ node: JSONNode?) {
        name = node?["name"]?.string ?? ""
        country = node?["country"]?.string ?? ""
        street = node?["address"]?["street"]?.string
        postcode = node?["address"]?["postcode"]?.string
        city = node?["address"]?["city"]?.string
        locode = node?["locode"]?.string
        latitude = node?["geo"]?["lat"]?.numberText.flatMap(Double.init)
        longitude = node?["geo"]?["lon"]?.numberText.flatMap(Double.init)
    }
}
