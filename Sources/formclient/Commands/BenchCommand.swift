import ArgumentParser
import FormDocument
import FormSchemas

/// Measures how many calls an exchange answers, and how soon.
struct BenchCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures throughput and latency of a test exchange, to size a deployment.",
        discussion: """
            Sends made-up forms that say TEST: a live exchange refuses the first one, and nothing \
            more is sent. A test exchange keeps them, so use one that can be thrown away. They \
            are signed before the clock starts, once the first ones are answered, and go to your own agency unless --to names \
            others. The load ends early when the forms are used up; Ctrl-C shows what was \
            measured so far.

            With --call echo the server is `formserver echo`: the same listener with nothing \
            behind it.

            EXAMPLES
              formclient bench --in-flight 64 --duration 10
              formclient bench --call echo --server 127.0.0.1:7444 --json
            """)

    @Option(help: "The kind of call.")
    var call = BenchPlan.Call.submit

    @Option(help: "The form that is sent.")
    var form = "RSK-01"

    @Option(help: ArgumentHelp("Whom the forms are for.", valueName: "agency"))
    var to: [String] = []

    @Option(help: "How many connections to open.")
    var connections = 4

    @Option(help: "How many calls are open at any time, over all connections.")
    var inFlight = 64

    @Option(
        help: ArgumentHelp(
            "With --call batch, how many forms a request has; each call is then a stream with one "
                + "request open. With --call bulk, how many records; each call is then a bulk "
                + "submission of 25 requests.", valueName: "number"))
    var perRequest = 100

    @Option(help: ArgumentHelp("How long to measure.", valueName: "seconds"))
    var duration = 10

    @Option(
        help: ArgumentHelp("How long to call before measuring begins.", valueName: "seconds"))
    var warmup = 2

    @Option(
        help: ArgumentHelp(
            "How many forms to sign beforehand; 5000 for each second otherwise.",
            valueName: "number"))
    var count: Int?

    @Option(
        help: ArgumentHelp("Another server than the profile's.", valueName: "host:port"))
    var server: String?

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let console = session.console
        let plan = try BenchPlan(
            call, connections: connections, inFlight: inFlight, warmup: warmup,
            duration: duration, count: count, formsPerRequest: perRequest)
        let profile = try session.profile()
        let address = try chosenServer(profile)
        let setting = ExchangeFailure.Setting(server: address, lastContact: nil)
        let version = try FormLibrary.version(of: form, nil)
        let recipients = try recipients(profile)

        let stop = Latch()
        let interruption = Interruption { stop.set() }
        defer { interruption.end() }
        /// The load of so many forms, where it consists of forms.
        let load: (Int) async throws -> any BenchCall
        let bodyBytes: Int
        switch call {
        case .bulk:
            let records = try BenchRecords(
                version, from: profile, to: recipients, chunkRecords: plan.formsPerRequest)
            load = { _ in BulkLoad(records: records, setting: setting) }
            bodyBytes = records.recordBytes
        case .submit, .batch, .echo:
            let forms = try BenchForms(version, from: profile, to: recipients)
            bodyBytes = forms.documentBytes
            load = { count in
                if call == .echo { return EchoLoad(payloadBytes: bodyBytes, setting) }
                let feed = FormFeed(try await signed(forms, count, stop, console))
                return call == .submit
                    ? SubmitLoad(feed: feed, setting: setting)
                    : BatchLoad(
                        feed: feed, formsPerRequest: plan.formsPerRequest, setting: setting)
            }
        }
        // Few forms show whether there will be answers, before all of them are signed.
        let run = BenchRun(
            plan: plan, profile: profile, server: address, setting: setting,
            probe: try await load(plan.connections))
        let outcome = try await outcome(of: run, stop, console) {
            try await load(plan.formCount - plan.connections)
        }
        let result = BenchResult(
            plan: plan, form: call != .echo ? (version.code, version.version) : nil,
            bodyBytes: bodyBytes, outcome: outcome)
        show(result, console)
        if outcome.formsUsedUp { console.tell(.benchFormsUsedUp) }
        guard result.succeeded > 0 else { throw ClientError(.answerIsNo, .benchNothing) }
    }

    private func chosenServer(_ profile: Profile) throws(ClientError) -> ServerAddress {
        guard let server else { return profile.server }
        guard let address = ServerAddress(server) else {
            throw ClientError(.usage, .notAServer(server))
        }
        return address
    }

    private func recipients(_ profile: Profile) throws -> [AgencyCode] {
        let agencies = try to.compactMap { try agency($0) }
        return agencies.isEmpty ? [profile.agency] : agencies
    }

    private func signed(
        _ forms: BenchForms, _ wanted: Int, _ stop: Latch, _ console: Console
    ) async throws -> BenchForms {
        var forms = forms
        var line = ProgressLine(console)
        try await forms.sign(wanted) { signed in
            line.update(Phrase.benchSigning(signed, of: wanted)[console.language])
            return !stop.isSet
        }
        line.clear()
        guard !stop.isSet else {
            console.tell(.benchStopped)
            throw SilentEnd(status: .answerIsNo)
        }
        return forms
    }

    private func outcome(
        of run: BenchRun, _ stop: Latch, _ console: Console,
        prepare: () async throws -> any BenchCall
    ) async throws -> BenchRun.Outcome {
        var line = ProgressLine(console)
        defer { line.clear() }
        return try await run.outcome(stop: stop, prepare: prepare) { progress in
            line.update(Phrase.benchRunning(progress, of: run.plan.duration)[console.language])
        }
    }

    private func show(_ result: BenchResult, _ console: Console) {
        if console.isJSON {
            console.show(result.json)
        } else {
            if case .terminal = console.format { console.show(result.headline) }
            console.show(result.table(in: console.language))
        }
    }
}
