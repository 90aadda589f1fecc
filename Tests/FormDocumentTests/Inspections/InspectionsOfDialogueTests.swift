import FormDocument
import FormSchemas
import Testing

/// Which forms say what of an inspection, and what is left of those that do not stand.
struct InspectionsOfDialogueTests {
    private static let horst =
        #"{"name": "De Peel", "country": "NL", "address": {"city": "Horst"}}"#

    /// A site of a plan, on a day of December.
    private static func site(_ id: String, _ day: String) -> String {
        #"""
        {"site_id": "\#(id)", "place": \#(horst), "host": "NL-LA", "guests": ["BE-TSW"],
         "from": "2026-12-\#(day)T08:00:00Z", "until": "2026-12-\#(day)T10:00:00Z"}
        """#
    }

    private static func officer(_ number: String, _ site: String) -> String {
        #"""
        {"agency": "NL-LA", "service_number": "\#(number)", "role": "LEAD", "sites": ["\#(site)"]}
        """#
    }

    private static func plan(_ sites: [String], officers: [String] = []) -> String {
        #"""
        {"title": "Plan", "parties": [{"agency": "NL-LA", "role": "HOST"},
            {"agency": "BE-TSW", "role": "GUEST"}, {"agency": "XX-OTHER", "role": "GUEST"}],
         "sites": [\#(sites.joined(separator: ","))],
         "officers": [\#(officers.joined(separator: ","))]}
        """#
    }

    /// A case, its request, and a plan for S1 and S2 with an officer for each.
    private func planned() throws -> InspectionTalk {
        var talk = try InspectionTalk()
        try talk.say(
            "SOC-01/CASE", 1, by: "NL-LA", to: "BE-TSW",
            saying: #"{"title": "Case", "type": "JOINT"}"#)
        try talk.say("SOC-02/REQUEST", 2, by: "NL-LA", to: "BE-TSW", answering: 1, saying: "{}")
        try talk.say(
            "SOC-03/PLAN", 3, by: "NL-LA", to: "BE-TSW", answering: 2,
            saying: Self.plan(
                [Self.site("S1", "01"), Self.site("S2", "02")],
                officers: [Self.officer("A-1", "S1"), Self.officer("A-2", "S2")]))
        return talk
    }

    private func visits(_ inspection: Inspection) -> [String] {
        inspection.sites.filter { $0.from != nil }.map {
            "\($0.id) \($0.from.map(\.description)?.dropFirst(8).prefix(2) ?? "")"
        }
    }

    @Test("Of several plans the last stands, with what answers it; records stand anyway")
    func secondPlan() throws {
        var talk = try planned()
        try talk.say(
            "SOC-04/ACCREDIT", 4, by: "NL-LA", to: "BE-TSW", answering: 3,
            saying: #"{"officers": [\#(Self.officer("A-3", "S2"))]}"#)
        try talk.say(
            "SOC-05/RECORD", 5, by: "NL-LA", to: "BE-TSW", answering: 3,
            saying: #"""
                {"visit": {"site_id": "S1", "place": \#(Self.horst), "access": "GRANTED",
                    "from": "2026-12-01T09:00:00Z", "until": "2026-12-01T09:30:00Z"},
                 "officers": [\#(Self.officer("A-1", "S1"))]}
                """#)
        #expect(try talk.inspection().officers.map(\.serviceNumber) == ["A-1", "A-2", "A-3"])
        try talk.say(
            "SOC-03/PLAN", 6, by: "BE-TSW", to: "NL-LA", answering: 2,
            saying: Self.plan([Self.site("S3", "03")], officers: [Self.officer("A-4", "S3")]))
        try talk.say(
            "SOC-04/ACCREDIT", 7, by: "NL-LA", to: "BE-TSW", answering: 6,
            saying: #"{"officers": [\#(Self.officer("A-5", "S3"))]}"#)
        let found = try talk.inspection()
        #expect(visits(found) == ["S1 01", "S3 03"])
        #expect(found.officers.map(\.serviceNumber) == ["A-1", "A-4", "A-5"])
        #expect(found.state == "PLANNED")
        #expect(found.statedVisits.map(\.id) == ["S1", "S2", "S1", "S3"])
        #expect(
            found.statedOfficers.map(\.serviceNumber)
                == ["A-1", "A-2", "A-3", "A-1", "A-4", "A-5"])
        // Whoever was not sent the second plan goes by the first.
        try talk.say(
            "SOC-01/CASE", 8, by: "NL-LA", to: "BE-TSW", "LU-ITM", correcting: 1, saying: "{}")
        try talk.say(
            "SOC-03/PLAN", 9, by: "NL-LA", to: "BE-TSW", "LU-ITM", answering: 2, correcting: 3,
            saying: Self.plan([Self.site("S2", "04")]))
        #expect(visits(try talk.inspection(seenBy: "LU-ITM")) == ["S2 04"])
        #expect(visits(try talk.inspection()) == ["S1 01", "S3 03"])
        // Once the second one is withdrawn, it is the first again.
        try talk.say(
            "SOC-03/PLAN", 10, by: "BE-TSW", to: "NL-LA", answering: 2, correcting: 6,
            action: .withdraw, saying: Self.plan([Self.site("S3", "03")]))
        let again = try talk.inspection()
        #expect(visits(again) == ["S2 04", "S1 01"])
        #expect(again.officers.map(\.serviceNumber) == ["A-3", "A-1"])
    }

    @Test("With the request a plan for it is withdrawn, and with a plan its accreditations")
    func withdrawnRequest() throws {
        for (turn, number) in [("SOC-02/REQUEST", 2), ("SOC-03/PLAN", 3)] {
            var talk = try planned()
            try talk.say(
                "SOC-04/ACCREDIT", 4, by: "NL-LA", to: "BE-TSW", answering: 3,
                saying: #"{"officers": [\#(Self.officer("A-3", "S2"))]}"#)
            try talk.say(
                turn, 5, by: "NL-LA", to: "BE-TSW", answering: number - 1, correcting: number,
                action: .withdraw, saying: "{}")
            let found = try talk.inspection()
            #expect(!found.isWithdrawn && found.title == "Case" && found.lastLeaf == 5)
            #expect(visits(found).isEmpty && found.officers.isEmpty)
            #expect(found.statedVisits.count == 2 && found.statedOfficers.count == 3)
        }
    }

    @Test("Of a withdrawn case nothing is left but what was said of its visits")
    func withdrawnCase() throws {
        var talk = try planned()
        try talk.say(
            "SOC-01/CASE", 4, by: "NL-LA", to: "BE-TSW", correcting: 1, action: .withdraw,
            saying: #"{"title": "Case", "type": "JOINT"}"#)
        let found = try talk.inspection()
        #expect(found.isWithdrawn && found.lastLeaf == 4)
        #expect(found.title == "Case" && found.type == "JOINT" && found.state == nil)
        #expect(found.sites.isEmpty && found.officers.isEmpty && found.parties.isEmpty)
        #expect(found.statedVisits.map(\.id) == ["S1", "S2"])
        // Nobody else has ever seen it.
        #expect(try talk.inspections(seenBy: "LU-ITM").isEmpty)
    }

    @Test("A plan is signed once every party has signed that got it, until it is corrected")
    func signatures() throws {
        var talk = try planned()
        func sign(_ number: Int, _ agency: String, _ plan: Int) throws {
            try talk.say(
                "SOC-03/SIGN", number, by: agency, to: agency == "NL-LA" ? "BE-TSW" : "NL-LA",
                answering: plan, saying: #"{"signs": "00"}"#)
        }
        try sign(4, "BE-TSW", 3)
        #expect(try !talk.inspection().isSigned)
        try sign(5, "NL-LA", 3)
        let signed = try talk.inspection()
        #expect(signed.isSigned && signed.lastLeaf == 5)
        // What is sent again was signed; what is corrected was not.
        let sites = [Self.site("S1", "01")]
        try talk.say(
            "SOC-03/PLAN", 6, by: "NL-LA", to: "BE-TSW", answering: 2, correcting: 3,
            action: .resend, saying: Self.plan(sites))
        #expect(try talk.inspection().isSigned)
        try talk.say(
            "SOC-03/PLAN", 7, by: "NL-LA", to: "BE-TSW", answering: 2, correcting: 6,
            saying: Self.plan(sites))
        #expect(try !talk.inspection().isSigned)
        try sign(8, "NL-LA", 7)
        try sign(9, "BE-TSW", 7)
        #expect(try talk.inspection().isSigned)
        try talk.say(
            "SOC-03/SIGN", 10, by: "BE-TSW", to: "NL-LA", answering: 7, correcting: 9,
            action: .withdraw, saying: #"{"signs": "00"}"#)
        #expect(try !talk.inspection().isSigned)
    }
}

/// A dialogue about an inspection in the making. Its forms are numbered, which are their leaves, and
/// say what they are told to.
private struct InspectionTalk {
    private var book = DialogueBook()
    private var said: [Int: DialogueForm] = [:]
    private let caseID = CaseID.generate()
    private let catalogue: Catalogue

    init() throws { catalogue = try DialogueSamples.catalogue.get() }

    mutating func say(
        _ name: String, _ number: Int, by sender: String, to recipients: String...,
        answering original: Int? = nil, correcting corrected: Int? = nil,
        action: DocumentAction? = nil, saying contribution: String
    ) throws {
        let name = try #require(TurnName(name))
        let identity = DocumentIdentity(
            sender: try #require(AgencyCode(sender)), id: .generate())
        let form = DialogueForm(
            identity: identity, form: name.form, version: "1.0", turn: name.turn,
            action: action ?? (corrected == nil ? .new : .correct), caseID: caseID,
            recipients: try recipients.map {
                Recipient(agency: try #require(AgencyCode($0)), role: .to)
            },
            root: said[1]?.identity ?? identity,
            first: corrected.flatMap { said[$0]?.first } ?? identity.id,
            answers: original.flatMap { said[$0]?.identity }, digest: [],
            acceptedAt: Timestamp(microseconds: Int64(number) * 1_000_000),
            leafIndex: Int64(number), facts: nil, contribution: Array(contribution.utf8),
            document: nil)
        said[number] = form
        book.add(form)
    }

    func inspections(seenBy agency: String) throws -> [Inspection] {
        book.inspections(
            in: try #require(said[1]).identity, seenBy: try #require(AgencyCode(agency)), catalogue)
    }

    func inspection(seenBy agency: String = "NL-LA") throws -> Inspection {
        let found = try inspections(seenBy: agency)
        #expect(found.count == 1)
        return try #require(found.first)
    }
}
