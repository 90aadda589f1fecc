import ArgumentParser
import FormDocument
import FormProtocol
import FormSchemas

/// Walks an inspector from a case to a signed plan.
struct InspectionsPlanCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Drafts what comes next on the way to a joint inspection.",
        discussion: """
            Without an ID the description of a case (SOC-01); then, each time it is called with the \
            case's ID, the request and its answer (SOC-02), the plan as soon as one of those who \
            were asked has agreed, and its signature (SOC-03). Says whom you have to wait for, what \
            collides, and when all parties have time, as far as you see.

            EXAMPLES
              formclient inspections plan --to BE-SIOD -o case.json
              formclient inspections plan 0190f3c2 -o request.json --reason "planning"
            """)

    @Argument(
        help: ArgumentHelp(
            "The inspection's ID or that of any of its forms, or as much of its beginning as is "
                + "unique.", valueName: "id"))
    var id: String?

    @Option(help: ArgumentHelp("Without an ID: whom the case is for.", valueName: "agency"))
    var to: [String] = []

    @Option(name: [.short, .long], help: "Where to write the draft; standard output otherwise.")
    var output: String?

    @OptionGroup var common: CommonOptions

    private static let daysAhead: Int64 = 60
    private static let freeTimesMax = 3

    func perform(_ session: Session) async throws {
        guard let id else { return try draftCase(session) }
        if let output, output != "-" { try session.requireMayWrite(output) }
        let console = session.console
        let profile = try session.profile()
        let state = try StateFolder(profile)
        let lookup = InspectionLookup(
            forms: FormLookup(state: state, sender: nil), agency: profile.agency)
        let access = try session.access(profile)
        let (inspection, view) = try await ExchangeConnection.open(profile, console) { connection in
            let inspection = try await lookup.find(id, access, over: connection)
            guard let caseID = CaseID(inspection.summary.caseID) else {
                throw ClientError(.refused, .answerNotUnderstood)
            }
            return (inspection, try await connection.readCase(caseID, access))
        }
        try state.remember(view.forms.compactMap { StateFolder.SeenForm($0.summary) })
        let step = PlanStep(inspection, in: CaseView(view, for: profile.agency))
        if case .draft(let name, _, _) = step, name != PlanStep.answer {
            try await tellTimes(inspection, isPlanned: name == PlanStep.sign, access, session)
        }
        try await take(step, inspection, session)
    }

    private func take(
        _ step: PlanStep, _ inspection: WireInspection, _ session: Session
    ) async throws {
        switch step {
        case .draft(let name, let form, let silent):
            if !silent.isEmpty { session.console.tell(.planWithout(silent)) }
            try await ReplyDraft.write(
                to: form.id, sender: try agency(form.sender), with: name.description, in: output,
                session)
        case .wait(let agencies, let name, let form):
            throw ClientError(
                .answerIsNo, .planWaits(for: agencies, name),
                advice: .seeCase(
                    inspection.summary.caseID.isEmpty ? form.id : inspection.summary.caseID))
        case .declined(let agencies):
            throw ClientError(
                .answerIsNo, .planDeclined(by: agencies),
                advice: .seeCase(inspection.summary.caseID))
        case .signed:
            session.console.tell(.planSigned(inspection.summary.form.id))
        }
    }

    /// What stands in the way of a time within the inspection's window, or else the next weeks, and
    /// when all parties have some; of one that is planned, what stands in its own way.
    private func tellTimes(
        _ inspection: WireInspection, isPlanned: Bool, _ access: StatedAccess, _ session: Session
    ) async throws {
        let console = session.console
        let now = Timestamp.now()
        let summary = inspection.summary
        let hasWindow = summary.hasFrom && summary.hasUntil && Timestamp(summary.until) > now
        let from = hasWindow ? max(now, Timestamp(summary.from)) : now
        let last = from.adding(days: Self.daysAhead)
        let until = hasWindow ? min(last, Timestamp(summary.until)) : last
        let parties = inspection.parties.map(\.agency)
        let request = WireCalendarRequest.with {
            $0.access = WireAccess(access)
            $0.from = .init(from)
            $0.until = .init(until)
            $0.parties = parties
            if !isPlanned { $0.freeFor = parties }
        }
        let calendar = try await ExchangeConnection.open(try session.profile(), console) {
            try await $0.calendar(request)
        }
        let language = console.language
        let conflicts = calendar.conflicts.filter { conflict in
            !isPlanned
                || [conflict.first, conflict.second].contains {
                    calendar.visits[Int($0)].inspection == summary.form
                }
        }
        if !isPlanned {
            let times = calendar.free.prefix(Self.freeTimesMax).map {
                LocalTime.dayAndTimes(
                    from: Timestamp($0.from), until: Timestamp($0.until), in: language)
            }
            console.tell(.allHaveTime(parties, times))
        }
        guard !conflicts.isEmpty else { return }
        let days = [from, until].map { LocalTime($0).date }
        console.tell(
            isPlanned
                ? .planCollides(conflicts.count, days[0], days[1])
                : .seeCollisions(conflicts.count, days[0], days[1]))
    }

    private func draftCase(_ session: Session) throws(ClientError) {
        if let output, output != "-" { try session.requireMayWrite(output) }
        let console = session.console
        let version = try FormLibrary.version(of: "SOC-01", nil)
        var recipients: [AgencyCode] = []
        for code in try InspectionFilterOptions.values(to, "--to") {
            if let recipient = try agency(code) { recipients.append(recipient) }
        }
        let draft = try session.newDraft(of: version, to: recipients)
        try session.write(
            draft: draft.bytes(pretty: true), to: output,
            summary: [
                "file": .string(output ?? ""), "form": "SOC-01",
                "id": draft["header"]?["id"] ?? .null,
            ])
        console.tell(.caseDrafted(output ?? "FILE"))
    }
}
