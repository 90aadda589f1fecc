import ArgumentParser
import FormDocument
import FormProtocol
import FormSchemas

/// Checks, seals, signs and sends forms, and keeps their receipts.
struct SubmitCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Checks, signs and sends forms, and keeps the receipts.",
        discussion: """
            Nothing is sent unless every form is valid. A form can be submitted again after an \
            interruption: the same bytes are sent, and the exchange answers with its first receipt.

            EXAMPLES
              formclient submit mission.json
              formclient submit --json drafts/
            """)

    @Argument(help: "Drafts or signed bundles; a folder means its *.json, - standard input.")
    var files: [String]

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let console = session.console
        let profile = try session.profile()
        let checks = try FormFile.names(files).map { try FormCheck(try FormFile($0)) }
        try requireAllValid(checks, console)
        let distinct = try DistinctForms(checks)
        for (draft, bundle) in distinct.leftOut { console.tell(.draftLeftOut(draft, bundle)) }
        let outbox = try Outbox(profile)
        let forms = try distinct.checks.map { try outbox.prepare($0) }

        let status = try await ExchangeConnection.open(profile, console) { connection in
            var worst = ExitStatus.done
            for (index, form) in forms.enumerated() {
                do {
                    let accepted = try await outbox.send(form, over: connection)
                    show(accepted, console)
                } catch let error as ClientError {
                    tell(error, of: form, json(error, of: form, console), console)
                    worst = max(worst, error.status)
                    // What did not answer now will not answer for the next form either.
                    guard error.status == .refused || error.status == .answerIsNo else {
                        let rest = forms.count - index - 1
                        if rest > 0 { console.say(Phrase.notSent(rest)[console.language]) }
                        break
                    }
                } catch let alarm as LogAlarm {
                    let report = AlarmReport(alarm, profile, in: console.language)
                    tell(report.error, of: form, report.json, console)
                    worst = max(worst, report.error.status)
                }
            }
            return worst
        }
        if status != .done { throw SilentEnd(status: status) }
    }

    private func requireAllValid(_ checks: [FormCheck], _ console: Console) throws {
        var isValid = true
        for check in checks {
            let report = check.report(in: console.language)
            guard !report.isValid else { continue }
            isValid = false
            console.tellViolations(report, form: check.form)
        }
        guard isValid else {
            console.say(Phrase.mendAndSubmit[console.language])
            throw SilentEnd(status: .answerIsNo)
        }
    }

    private func show(_ accepted: AcceptedForm, _ console: Console) {
        switch console.format {
        case .json: console.show(accepted.json(in: console.language))
        case .plain: console.show(accepted.tabSeparated)
        case .terminal: for line in accepted.lines(in: console.language) { console.show(line) }
        }
        if !accepted.warnings.isEmpty, !console.isJSON, !console.isQuiet {
            console.tellViolations(
                ViolationReport(
                    file: accepted.form.file, accepted.warnings, in: console.language),
                form: "\(accepted.form.header.form) v\(accepted.form.header.version)")
        }
    }

    private func json(
        _ error: ClientError, of form: Outbox.Form, _ console: Console
    ) -> JSONValue {
        var object: JSONValue = [
            "outcome": error.status == .unreachable ? "unanswered" : "refused",
            "message": .string(error.message[console.language]),
        ]
        object["reason"] = error.reason.map { .string($0) }
        let details = error.details.map { $0[console.language] }.filter { !$0.isEmpty }
        if !details.isEmpty { object["details"] = .array(details.map { .string($0) }) }
        if !error.violations.isEmpty {
            object["violations"] = .array(error.violations.map(\.json))
        }
        return object
    }

    private func tell(
        _ error: ClientError, of form: Outbox.Form, _ json: JSONValue, _ console: Console
    ) {
        if console.isJSON {
            var json = json
            json["file"] = .string(form.file)
            json["sender"] = .string(form.identity.sender.description)
            json["id"] = .string(form.identity.id.description)
            console.show(json)
        }
        console.say(
            ClientError(
                error.status, Phrase(verbatim: "\(form.file):") + error.message,
                reason: error.reason, details: error.details, advice: error.advice))
    }
}

extension ExitStatus: Comparable {
    static func < (left: ExitStatus, right: ExitStatus) -> Bool { left.rawValue < right.rawValue }
}
