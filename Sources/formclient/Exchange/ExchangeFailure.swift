import FormDocument
import FormSchemas
import GRPCCore
import GRPCProtobuf

/// Why a call to the exchange failed: what it said, or why it could not be reached.
struct ExchangeFailure: Sendable {
    /// What is needed to speak of a failure.
    struct Setting: Sendable {
        let server: ServerAddress
        let lastContact: Timestamp?
    }

    private let error: RPCError
    private let setting: Setting
    /// The exchange's own reason, such as `CONFLICT`; `nil` if it did not answer.
    let reason: String?
    /// What is wrong with the form.
    private let findings: [ViolationReport.Entry]
    /// How many findings there are, also those that did not fit into the answer.
    private let findingCount: Int
    private let requestID: String?
    /// How long the exchange asks to wait.
    let retryDelay: Duration?

    init(_ error: RPCError, _ setting: Setting) {
        self.error = error
        self.setting = setting
        let details = (try? error.unpackGoogleRPCStatus())?.details ?? []
        let info = details.lazy.compactMap(\.errorInfo).first
        reason = info?.reason
        requestID = info?.metadata["request_id"]
        retryDelay = details.lazy.compactMap(\.retryInfo).first?.delay
        let violations = details.lazy.compactMap(\.badRequest).first?.violations ?? []
        findings = violations.map {
            .init(pointer: $0.field, description: $0.violationDescription, code: $0.reason)
        }
        findingCount = info?.metadata["violations"].flatMap { Int($0) } ?? findings.count
    }

    /// Whether the exchange itself has answered.
    var isAnswer: Bool { reason != nil }

    /// Whether the call may have reached the exchange although no answer came.
    var mayHaveArrived: Bool {
        switch error.code {
        case .deadlineExceeded: true
        case .unavailable: isAnswer ? reason == "OUTCOME_UNKNOWN" : obstacle == .brokenConnection
        case .internalError, .unknown: !isAnswer && obstacle == .brokenConnection
        default: false
        }
    }

    /// What kept the call from being answered.
    private var obstacle: ConnectionObstacle { ConnectionObstacle(error) }

    /// The failure as the user gets to read it.
    ///
    /// - Parameter outcomeUnknown: whether what was to be done may have been done nevertheless.
    func clientError(outcomeUnknown: Bool) -> ClientError {
        let unknown: Phrase? = outcomeUnknown ? .outcomeUnknown : nil
        guard let reason else { return unanswered(unknown) }
        let known = RefusalReason(rawValue: reason)
        let status = known?.status ?? .refused
        let said: Phrase = .said(error.message, known)
        let advice = known == .internal ? requestID.map(Phrase.quoteRequest) : known?.advice
        var failure = ClientError(
            status, status == .unreachable ? .cannotNow(said, reason) : .refusal(said, reason),
            reason: reason, details: details(known),
            advice: status == .unreachable ? unknown ?? advice ?? .tryLater : advice)
        failure.violations = findings
        return failure
    }

    /// What the exchange said in English, for those who got to read its reason in their own
    /// language; then what is wrong with the form.
    private func details(_ known: RefusalReason?) -> [Phrase] {
        var lines = ViolationReport(file: "", findings, in: .en)
            .aligned(columns: Terminal.columns).map { Phrase(verbatim: String($0.dropFirst(2))) }
        if findingCount > findings.count {
            lines.append(Phrase(verbatim: "… +\(findingCount - findings.count)"))
        }
        guard known?.hasSpecificMessage == true else { return lines }
        let message = Table.oneLine(error.message)
        return [Phrase(nl: message, fr: message, de: message, en: "")] + lines
    }

    private func unanswered(_ unknown: Phrase?) -> ClientError {
        switch error.code {
        case .deadlineExceeded:
            return ClientError(
                .unreachable, .noAnswerInTime(setting.server), advice: unknown ?? lastContact)
        case .unimplemented:
            return ClientError(.refused, .unknownCall(setting.server))
        case .unavailable, .internalError, .unknown, .cancelled:
            return ClientError(
                obstacle.status, .noAnswer(setting.server, obstacle.phrase),
                advice: unknown ?? obstacle.advice ?? lastContact)
        default:
            return ClientError(.refused, .refusal(.said(error.message, nil), "\(error.code)"))
        }
    }

    private var lastContact: Phrase {
        guard let moment = setting.lastContact else { return .tryLater }
        return .lastContact(moment) + .tryLater
    }
}
