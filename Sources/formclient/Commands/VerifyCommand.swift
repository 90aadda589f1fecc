import ArgumentParser
import FormDocument
import FormSchemas
import TransparencyLog
import X509

/// Checks a bundle, or a receipt that is a file of its own, without the exchange.
struct VerifyCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks a form's signature, parts and receipt, without a network.",
        discussion: """
            Roots and key come from the profile, or from --trust and --exchange-key. A file \
            *.tlog-proof is a receipt of its own, such as that of a bulk submission's results: it \
            is checked in the same way, and what it says is told.

            EXAMPLES
              formclient verify mission.bundle.json
              formclient verify 0190f3c2
            """)

    @Argument(help: "The file of a bundle or a receipt, or the ID of a form that was sent here.")
    var bundle: String

    @Option(help: ArgumentHelp("The roots that signers have to lead to, PEM.", valueName: "file"))
    var trust: String?

    @Option(help: ArgumentHelp("The key that the exchange signs its log with.", valueName: "key"))
    var exchangeKey: String?

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let console = session.console
        let path = try path(session)
        let bytes = try LocalFile.read(path, bytesMax: DocumentLimits.bundleBytesMax)
        if bytes.starts(with: LoggedLeaf.firstLine.utf8) {
            return try verifyReceipt(bytes, at: path, session)
        }
        let bundle: Bundle
        do {
            bundle = try Bundle(decoding: bytes)
        } catch {
            throw ClientError(.answerIsNo, .notABundle(path, error))
        }
        let report = await bundle.verify(
            roots: try roots(session), exchanges: [try exchange(session)])
        show(report, of: bundle, at: path, console)
        if !report.isVerified { throw SilentEnd(status: .answerIsNo) }
    }

    /// The file that is meant: what is there under this name, else the copy kept of a form.
    private func path(_ session: Session) throws(ClientError) -> String {
        if bundle == "-" || LocalFile.exists(bundle) { return bundle }
        guard !bundle.contains("/"), !bundle.hasSuffix(".json"),
            !bundle.hasSuffix(".tlog-proof")
        else {
            throw ClientError(.local, .fileMissing(bundle))
        }
        let state = try StateFolder(try session.profile())
        let lookup = FormLookup(state: state, sender: nil)
        guard let form = try lookup.findHere(bundle),
            LocalFile.exists(state.bundlePath(of: form))
        else { throw ClientError(.answerIsNo, .noCopyKept(bundle), advice: .getBundle(bundle)) }
        return state.bundlePath(of: form)
    }

    private func roots(_ session: Session) throws(ClientError) -> [Certificate] {
        if let trust { return try Credentials.roots(trust) }
        return try Credentials.roots(try session.profile().trust)
    }

    private func exchange(_ session: Session) throws(ClientError) -> NoteVerifier {
        guard let exchangeKey else { return try session.profile().exchangeKey }
        guard let key = try? NoteVerifier(exchangeKey) else {
            throw ClientError(.usage, .notAnExchangeKey(exchangeKey))
        }
        return key
    }

    private func verifyReceipt(_ bytes: [UInt8], at path: String, _ session: Session) throws {
        let console = session.console
        guard let text = String(validating: bytes, as: UTF8.self),
            let logged = try? LoggedLeaf(parsing: text)
        else { throw ClientError(.answerIsNo, .notAReceipt(path)) }
        let report = LeafReport(logged, exchange: try exchange(session))
        if console.isJSON {
            console.show([
                "receipt": .string(path),
                "verified": .bool(report.isVerified),
                "leaf_index": .number("\(logged.proof.index)"),
                "checks": .array(
                    report.checks.map {
                        [
                            "check": .string($0.name.rawValue),
                            "outcome": $0.isPassed ? "passed" : "failed",
                            "detail": .string($0.finding[.en]),
                        ]
                    }),
            ])
        } else {
            show(
                report.checks.map {
                    ($0.isPassed ? .passed : .failed, $0.name, $0.finding[console.language])
                }, console)
            console.tell(report.isVerified ? .verified : .receiptDoesNotHold)
        }
        if !report.isVerified { throw SilentEnd(status: .answerIsNo) }
    }

    private func show(
        _ report: BundleReport, of bundle: Bundle, at path: String, _ console: Console
    ) {
        if console.isJSON {
            console.show([
                "bundle": .string(path),
                "verified": .bool(report.isVerified),
                "checks": .array(
                    report.checks.map {
                        [
                            "check": .string($0.name.rawValue),
                            "outcome": .string($0.outcome.rawValue),
                            "detail": .string($0.detail),
                        ]
                    }),
            ])
            return
        }
        show(
            report.checks.map {
                ($0.outcome, $0.name, Phrase.finding($0, in: bundle)[console.language])
            }, console)
        let verdict: Phrase =
            report.isVerified ? .verified : report.hasFailure ? .notVerified : .notAcceptedYet
        console.tell(verdict)
    }

    private func show(
        _ checks: [(outcome: BundleCheck.Outcome, name: BundleCheck.Name, finding: String)],
        _ console: Console
    ) {
        let width = checks.map(\.name.rawValue.count).max() ?? 0
        for check in checks {
            let (outcome, name) = (check.outcome.word, check.name.rawValue)
            let finding = Table.oneLine(check.finding)
            if case .plain = console.format {
                console.show("\(outcome)\t\(name)\t\(finding)")
            } else {
                console.show("\(outcome.padded(to: 6))  \(name.padded(to: width))  \(finding)")
            }
        }
    }
}

extension BundleCheck.Outcome {
    /// The outcome in one word, the same in every language.
    var word: String {
        switch self {
        case .passed: "ok"
        case .failed: "FAILED"
        case .skipped: "-"
        }
    }
}
