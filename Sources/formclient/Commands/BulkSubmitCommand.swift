import ArgumentParser
import FormDocument
import FormSchemas

/// Checks, signs and sends many records under one header, and keeps the receipts.
struct BulkSubmitCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Checks, signs and sends many records under one header.",
        discussion: """
            RECORDS has one record a line, each the body of a form as JSON; or it is a folder, of \
            which every *.json is one record. Nothing is sent unless every record is valid; with \
            --no-check the exchange refuses those that are not, and accepts the others.

            Whatever interrupts it: the same command goes on where it stopped, and once everything \
            is accepted it answers with the first receipts. What was refused so far lies beside \
            FILE until then.

            EXAMPLES
              formclient bulk submit header.json records.ndjson
              formclient bulk submit header.json records/ --no-check --refused refused.ndjson
            """)

    @Argument(help: "A draft of the form, of which the header is taken.")
    var header: String

    @Argument(help: "The records: a file with one a line, or a folder of *.json.")
    var records: String

    @Flag(name: .customLong("no-check"), help: "Do not check the records before they are sent.")
    var noCheck = false

    @Option(
        help: ArgumentHelp(
            "Where to write every record that is refused, one JSON object a line.",
            valueName: "file"))
    var refused: String?

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let work = Task { try await submit(session) }
        let interruption = Interruption { work.cancel() }
        defer { interruption.end() }
        do {
            try await work.value
        } catch {
            guard work.isCancelled else { throw error }
            throw ClientError(.unreachable, .bulkStopped, advice: .bulkGoesOn)
        }
    }

    private func submit(_ session: Session) async throws {
        let console = session.console
        let profile = try session.profile()
        let draft = try BulkDraft(try FormFile(header))
        try requireValid(draft, console)
        if draft.hasBody { console.tell(.bulkBodyLeftOut(draft.file)) }
        let files = try RecordFiles(records)
        if let refused { try session.requireMayWrite(refused) }
        let survey = try await survey(files, draft, console)
        try requireValid(survey, files, console)

        let outbox = try Outbox(profile)
        let form = try outbox.prepare(manifest: draft.manifest(for: survey), from: draft.file)
        let output = try refused.map { try RefusedFile($0, of: form.source) }
        let results = BulkResults(count: survey.count, files: files, output: output, console)
        let upload = BulkUpload(form: form, files: files, console: console, results: results)
        defer { results.pause() }
        let report = try await ExchangeConnection.open(profile, console) { connection in
            let completion = try await outbox.submitting(form) {
                try await upload.send(over: connection)
            }
            let accepted = try await outbox.keep(form, with: completion.manifest)
            let receipt = try results.verify(
                completion, of: accepted.receipt, exchange: profile.exchangeKey)
            try output?.finish()
            let state = try StateFolder(profile)
            let path = try state.keepReceipt(
                receipt, at: state.resultsPath(of: form.identity), exchange: profile.exchangeKey
            ).get()
            return BulkReport(
                accepted: accepted, files: files, count: survey.count,
                refused: results.refused, noted: results.noted, resultReceipt: receipt,
                resultPath: path)
        }
        report.show(on: console, refusedFile: refused)
        if report.refused > 0 { throw SilentEnd(status: .answerIsNo) }
    }

    // MARK: Checks

    private func requireValid(_ draft: BulkDraft, _ console: Console) throws {
        let report = ViolationReport(file: draft.file, draft.violations, in: console.language)
        guard !report.isValid else { return }
        console.tellViolations(report, form: nil)
        console.say(Phrase.mendAndSubmit[console.language])
        throw SilentEnd(status: .answerIsNo)
    }

    private func survey(
        _ files: RecordFiles, _ draft: BulkDraft, _ console: Console
    ) async throws -> RecordSurvey {
        var line = ProgressLine(console)
        defer { line.clear() }
        let begun = ContinuousClock.now
        return try await RecordSurvey(of: files, with: noCheck ? nil : draft.records) { survey in
            let seconds = (ContinuousClock.now - begun) / .seconds(1)
            let fraction = files.fraction(records: survey.count, bytes: survey.byteCount)
            line.update(
                Phrase.bulkChecking(
                    survey.count, rate: Double(survey.count) / max(seconds, 0.001),
                    secondsLeft: fraction > 0 ? seconds * (1 - fraction) / fraction : nil)[
                        console.language])
        }
    }

    private func requireValid(
        _ survey: RecordSurvey, _ files: RecordFiles, _ console: Console
    ) throws {
        guard survey.count > 0 else { throw ClientError(.answerIsNo, .noRecords(records)) }
        guard survey.invalidCount > 0 else { return }
        let noted = survey.findings.filter(\.isError).map { BulkResult($0, in: console.language) }
        BulkReport.show(noted, in: files, on: console)
        console.say(
            Phrase.recordsNotValid(survey.invalidCount, of: survey.count)[console.language])
        throw SilentEnd(status: .answerIsNo)
    }
}
