import FormDocument
import FormSchemas
import Testing

/// What becomes of the answers that the forms of a dialogue ask for.
struct AnswerStandingTests {
    /// A mission, an amendment and two hosts: one has decided on both, the other on nothing.
    private func mission() throws -> Conversation {
        var talk = try Conversation()
        try talk.say("VIP-01/ANNOUNCE", 1, by: "DE-NW", to: "BE-DAP", "NL-DKDB")
        try talk.say("VIP-03/DECIDE", 2, by: "BE-DAP", to: "DE-NW", answering: 1)
        try talk.say("VIP-02/AMEND", 3, by: "DE-NW", to: "BE-DAP", "NL-DKDB", answering: 1)
        try talk.say("VIP-03/DECIDE", 4, by: "BE-DAP", to: "DE-NW", answering: 3)
        return talk
    }

    @Test("An answer meets what its sender owes, and nobody else's")
    func met() throws {
        let talk = try mission()
        #expect(
            try talk.standings == [
                "1 BE-DAP VIP-DECISION met by 2", "1 DE-NW VIP-REPORT open",
                "1 NL-DKDB VIP-DECISION open", "3 BE-DAP VIP-DECISION met by 4",
                "3 NL-DKDB VIP-DECISION open",
            ])
    }

    @Test("What was not answered when a dialogue closes is owed no more, until it opens again")
    func closed() throws {
        var talk = try mission()
        try talk.say("VIP-05/REPORT", 5, by: "DE-NW", to: "BE-DAP", "NL-DKDB", answering: 1)
        let closed = [
            "1 BE-DAP VIP-DECISION met by 2 closed since 5",
            "1 DE-NW VIP-REPORT met by 5 closed since 5",
            "1 NL-DKDB VIP-DECISION closed since 5",
            "3 BE-DAP VIP-DECISION met by 4 closed since 5",
            "3 NL-DKDB VIP-DECISION closed since 5",
        ]
        #expect(try talk.standings == closed)
        try talk.say(
            "VIP-05/REPORT", 6, by: "DE-NW", to: "BE-DAP", "NL-DKDB", answering: 1, correcting: 5)
        #expect(try talk.standings == closed, "since the report, not since its correction")
        try talk.say(
            "VIP-05/REPORT", 7, by: "DE-NW", to: "BE-DAP", "NL-DKDB", answering: 1, correcting: 6,
            action: .withdraw)
        #expect(try talk.standings == mission().standings)
    }

    @Test("A dialogue is closed for those who have seen what closed it")
    func unseen() throws {
        var talk = try mission()
        try talk.say("VIP-05/REPORT", 5, by: "DE-NW", to: "BE-DAP", answering: 1)
        #expect(try talk.standings.contains("1 NL-DKDB VIP-DECISION open"))
        #expect(try talk.standings.contains("3 NL-DKDB VIP-DECISION open"))
    }

    @Test("What a state that closes still allows is still owed")
    func allowed() throws {
        var talk = try Conversation()
        try talk.say("REF-01/PUBLISH", 1, by: "BE-DAP", to: "NL-DKDB", "LU-USP")
        try talk.say("REF-01/CONFIRM", 2, by: "NL-DKDB", to: "BE-DAP", answering: 1)
        try talk.say("REF-01/END", 3, by: "BE-DAP", to: "NL-DKDB", "LU-USP", answering: 1)
        #expect(
            try talk.standings == [
                "1 LU-USP REF-CONFIRMATION open", "1 NL-DKDB REF-CONFIRMATION met by 2",
            ])
    }

    @Test("A correction asks anew; what was answered before stays answered")
    func replaced() throws {
        var talk = try Conversation()
        try talk.say("VIP-01/ANNOUNCE", 1, by: "DE-NW", to: "BE-DAP", "NL-DKDB")
        try talk.say("VIP-03/DECIDE", 2, by: "BE-DAP", to: "DE-NW", answering: 1)
        try talk.say(
            "VIP-01/ANNOUNCE", 3, by: "DE-NW", to: "BE-DAP", "NL-DKDB", correcting: 1)
        #expect(
            try talk.standings == [
                "1 BE-DAP VIP-DECISION met by 2 replaced since 3",
                "1 DE-NW VIP-REPORT replaced since 3", "1 NL-DKDB VIP-DECISION replaced since 3",
                "3 BE-DAP VIP-DECISION open", "3 DE-NW VIP-REPORT open",
                "3 NL-DKDB VIP-DECISION open",
            ])
        // It answers the newer one from now on.
        try talk.say(
            "VIP-03/DECIDE", 4, by: "BE-DAP", to: "DE-NW", answering: 3, correcting: 2)
        #expect(try talk.standings.contains("1 BE-DAP VIP-DECISION met by 2 replaced since 3"))
        #expect(try talk.standings.contains("3 BE-DAP VIP-DECISION met by 4"))
    }

    @Test("An answer that is withdrawn leaves it owed, unless another one stands")
    func taken() throws {
        var talk = try Conversation()
        try talk.say("SOC-06/REPORT", 1, by: "BE-RSZ", to: "NL-LA")
        try talk.say("SOC-07/INTERIM", 2, by: "NL-LA", to: "BE-RSZ", answering: 1)
        try talk.say("SOC-07/INTERIM", 3, by: "NL-LA", to: "BE-RSZ", answering: 1)
        #expect(try talk.standings.contains("1 NL-LA SOC-FOLLOW-UP met by 2"))
        try talk.say(
            "SOC-07/INTERIM", 4, by: "NL-LA", to: "BE-RSZ", answering: 1, correcting: 2,
            action: .withdraw)
        #expect(try talk.standings.contains("1 NL-LA SOC-FOLLOW-UP met by 3"))
        try talk.say(
            "SOC-07/INTERIM", 5, by: "NL-LA", to: "BE-RSZ", answering: 1, correcting: 3,
            action: .withdraw)
        #expect(try talk.standings.contains("1 NL-LA SOC-FOLLOW-UP open"))
    }

    @Test("With a form is withdrawn what was asked below it, not what stands alone")
    func withdrawn() throws {
        var talk = try Conversation()
        try talk.say("SOC-10/SIGNAL", 1, by: "NL-LA", to: "BE-RSZ")
        try talk.say("SOC-01/CASE", 2, by: "BE-RSZ", to: "NL-LA", answering: 1)
        try talk.say("SOC-08/CASE_REQUEST", 3, by: "BE-RSZ", to: "NL-LA", answering: 2)
        try talk.say(
            "SOC-10/SIGNAL", 4, by: "NL-LA", to: "BE-RSZ", correcting: 1, action: .withdraw)
        #expect(try talk.standings == ["3 NL-LA IMI-POSTED open"])
        try talk.say(
            "SOC-01/CASE", 5, by: "BE-RSZ", to: "NL-LA", answering: 1, correcting: 2,
            action: .withdraw)
        #expect(try talk.standings == ["3 NL-LA IMI-POSTED withdrawn since 5"])
    }

    @Test("A correction takes nothing back that came after the form that it corrects")
    func place() throws {
        var talk = try mission()
        try talk.say("VIP-05/REPORT", 5, by: "DE-NW", to: "BE-DAP", "NL-DKDB", answering: 1)
        try talk.say(
            "VIP-01/ANNOUNCE", 6, by: "DE-NW", to: "BE-DAP", "NL-DKDB", correcting: 1)
        #expect(try talk.state(seenBy: "NL-DKDB") == "ENDED")
        #expect(try talk.standings.contains("6 NL-DKDB VIP-DECISION closed since 5"))
    }

    @Test("An amendment with another end moves the report, as long as it stands")
    func moved() throws {
        var talk = try mission()
        try talk.say(
            "VIP-02/AMEND", 5, by: "DE-NW", to: "BE-DAP", answering: 1,
            facts: #"{"end": "2026-12-08T12:00:00Z"}"#)
        #expect(try talk.standings.contains("1 DE-NW VIP-REPORT replaced since 5"))
        #expect(try talk.standings.contains("5 DE-NW VIP-REPORT open"))
        #expect(try talk.standings.contains("1 NL-DKDB VIP-DECISION open"))
        try talk.say(
            "VIP-02/AMEND", 6, by: "DE-NW", to: "BE-DAP", answering: 1,
            facts: #"{"end": "2026-12-09T12:00:00Z"}"#)
        #expect(try talk.standings.contains("5 DE-NW VIP-REPORT replaced since 6"))
        var ended = talk
        try ended.say("VIP-05/REPORT", 7, by: "DE-NW", to: "BE-DAP", "NL-DKDB", answering: 1)
        #expect(try ended.standings.contains("6 DE-NW VIP-REPORT met by 7 closed since 7"))
        #expect(try ended.standings.contains("1 DE-NW VIP-REPORT replaced since 5"))
        try talk.say(
            "VIP-02/AMEND", 7, by: "DE-NW", to: "BE-DAP", answering: 1, correcting: 6,
            action: .withdraw)
        #expect(try talk.standings.contains("5 DE-NW VIP-REPORT open"))
        #expect(try talk.standings.contains("6 DE-NW VIP-REPORT withdrawn since 7"))
    }

    @Test("Who has answered a form owes nothing for its repetition; who has not does")
    func repeated() throws {
        var talk = try Conversation()
        try talk.say("VIP-01/ANNOUNCE", 1, by: "DE-NW", to: "BE-DAP", "NL-DKDB")
        try talk.say("VIP-03/DECIDE", 2, by: "BE-DAP", to: "DE-NW", answering: 1)
        try talk.say(
            "VIP-01/ANNOUNCE", 3, by: "DE-NW", to: "BE-DAP", "NL-DKDB", correcting: 1,
            action: .resend)
        try talk.say(
            "VIP-01/ANNOUNCE", 4, by: "DE-NW", to: "BE-DAP", "NL-DKDB", correcting: 3,
            action: .resend)
        #expect(try talk.standings.contains("1 BE-DAP VIP-DECISION met by 2 replaced since 3"))
        #expect(try talk.standings.contains("4 BE-DAP VIP-DECISION replaced since 4"))
        #expect(try talk.standings.contains("4 NL-DKDB VIP-DECISION open"))
        try talk.say(
            "VIP-03/DECIDE", 5, by: "BE-DAP", to: "DE-NW", answering: 1, correcting: 2,
            action: .withdraw)
        #expect(try talk.standings.contains("4 BE-DAP VIP-DECISION open"))
    }

    @Test("A report of progress meets what is owed anywhere in the dialogue")
    func anywhere() throws {
        var talk = try Conversation()
        try talk.say("SOC-06/REPORT", 1, by: "BE-RSZ", to: "NL-LA")
        try talk.say("SOC-07/INTERIM", 2, by: "NL-LA", to: "BE-RSZ", answering: 1)
        try talk.say("SOC-06/REPORT", 3, by: "BE-RSZ", to: "NL-LA", correcting: 1)
        try talk.say("SOC-07/FINAL", 4, by: "NL-LA", to: "BE-RSZ", answering: 2)
        #expect(
            try talk.standings == [
                "1 BE-RSZ SOC-FOLLOW-UP replaced since 3",
                "1 NL-LA SOC-FOLLOW-UP met by 2 replaced since 3", "2 NL-LA SOC-FOLLOW-UP met by 4",
                "3 BE-RSZ SOC-FOLLOW-UP open", "3 NL-LA SOC-FOLLOW-UP met by 4",
            ])
    }

    @Test("A sender that addresses itself owes one signature")
    func itself() throws {
        var talk = try Conversation()
        try talk.say(
            "SOC-03/PLAN", 1, by: "BE-RSZ", to: "BE-RSZ", "NL-LA",
            facts: #"{"lead": "NL-LA"}"#)
        #expect(
            try talk.standings == [
                "1 BE-RSZ SOC-SIGN open", "1 NL-LA SOC-REPORT open", "1 NL-LA SOC-SIGN open",
            ])
    }
}

/// A dialogue in the making. Its forms are numbered, and accepted at the second of their number.
private struct Conversation {
    private var book = DialogueBook()
    private var said: [Int: DialogueForm] = [:]
    private var told: [OwedAnswer.Key: AnswerStanding] = [:]
    private let caseID = CaseID.generate()
    private let catalogue: Catalogue

    init() throws { catalogue = try DialogueSamples.catalogue.get() }

    mutating func say(
        _ name: String, _ number: Int, by sender: String, to recipients: String...,
        answering original: Int? = nil, correcting corrected: Int? = nil, facts: String? = nil,
        action: DocumentAction? = nil
    ) throws {
        let name = try #require(TurnName(name))
        let id = try #require(
            SubmissionID("01a00000-0000-7000-8000-00000000000\(number)"), "\(number)")
        let identity = DocumentIdentity(sender: try #require(AgencyCode(sender)), id: id)
        let before = (original ?? corrected).flatMap { said[$0] }
        let form = DialogueForm(
            identity: identity, form: name.form, version: "1.0", turn: name.turn,
            action: action ?? (corrected == nil ? .new : .correct), caseID: caseID,
            recipients: try recipients.map {
                Recipient(agency: try #require(AgencyCode($0)), role: .to)
            },
            root: before?.root ?? identity, first: corrected.flatMap { said[$0]?.first } ?? id,
            answers: original.flatMap { said[$0]?.identity }, digest: [],
            acceptedAt: Timestamp(microseconds: Int64(number) * 1_000_000),
            leafIndex: Int64(number), facts: facts.map { Array($0.utf8) }, contribution: nil,
            document: nil)
        said[number] = form
        told.merge(book.accept(form, catalogue)) { $1 }
        // What is told form by form is what the whole dialogue gives.
        let whole = try book.standings(in: #require(said[1]).root, catalogue)
        #expect(whole.filter { $0.value != .open } == told.filter { $0.value != .open })
    }

    func state(seenBy agency: String) throws -> String? {
        DialogueBook.state(
            of: book.thread(
                try #require(said[1]).root, seenBy: try #require(AgencyCode(agency))), catalogue)
    }

    /// `FORM AGENCY REGIME`, then by which form it is met, and since which it cannot be.
    var standings: [String] {
        get throws {
            try book.standings(in: #require(said[1]).root, catalogue).map { key, standing in
                let form = said.first { $0.value.identity == key.form }?.key ?? 0
                var words = ["\(form) \(key.agency) \(key.regime)"]
                if let leaf = standing.metLeaf { words.append("met by \(leaf)") }
                if let void = standing.void, let since = standing.voidAt {
                    words.append("\(void.rawValue.lowercased()) since \(since.seconds)")
                }
                if words.count == 1 { words.append("open") }
                return words.joined(separator: " ")
            }.sorted()
        }
    }
}
