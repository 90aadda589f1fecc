import ArgumentParser
import FormDocument
import FormSchemas
import TransparencyLog
import X509

/// Checks a bundle without the exchange.
struct VerifyCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks a form's signature, parts and receipt, without a network.",
        discussion: """
            Roots and key come from the profile, or from --trust and --exchange-key.

            EXAMPLES
              formclient verify mission.bundle.json
              formclient verify 0190f3c2
            """)

    @Argument(help: "A bundle's file, or the ID of a form that this client has sent.")
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
        guard !bundle.contains("/"), !bundle.hasSuffix(".json") else {
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
        func finding(_ check: BundleCheck) -> String {
            Table.oneLine(Phrase.finding(check, in: bundle)[console.language])
        }
        if case .plain = console.format {
            for check in report.checks {
                console.show("\(check.outcome.word)\t\(check.name.rawValue)\t\(finding(check))")
            }
        } else {
            let width = report.checks.map(\.name.rawValue.count).max() ?? 0
            for check in report.checks {
                let name = check.name.rawValue.padded(to: width)
                console.show("\(check.outcome.word.padded(to: 6))  \(name)  \(finding(check))")
            }
        }
        let verdict: Phrase =
            report.isVerified ? .verified : report.hasFailure ? .notVerified : .notAcceptedYet
        console.tell(verdict)
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
