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
        var details = ViolationReport(file: "", findings, in: .en)
            .aligned(columns: Terminal.columns).map { String($0.dropFirst(2)) }
        if findingCount > findings.count { details.append("… +\(findingCount - findings.count)") }
        let message: Phrase = .refusal(error.message, reason)
        switch reason {
        case "UNAVAILABLE", "OUTCOME_UNKNOWN":
            return ClientError(
                .unreachable, .cannotNow(error.message, reason), reason: reason, details: details,
                advice: unknown ?? .tryLater)
        case "INTERNAL":
            let advice = requestID.map(Phrase.quoteRequest) ?? .tryLater
            return ClientError(
                .unreachable, .cannotNow(error.message, reason), reason: reason, details: details,
                advice: unknown ?? advice)
        case "NOT_FOUND":
            return ClientError(
                .answerIsNo, message, reason: reason, details: details, advice: .notFoundAdvice)
        case "INVALID_FORM", "INVALID_DOCUMENT":
            return ClientError(
                .answerIsNo, message, reason: reason, details: details, advice: .mendAndSubmit)
        default:
            return ClientError(
                reason == "NOT_FOUND" ? .answerIsNo : .refused, message, reason: reason,
                details: details,
                advice: RefusalAdvice.advice(on: reason))
        }
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
            return ClientError(.refused, .refusal(error.message, "\(error.code)"))
        }
    }

    private var lastContact: Phrase {
        guard let moment = setting.lastContact else { return .tryLater }
        return .lastContact(moment) + .tryLater
    }
}

/// What to do about a refusal, by its reason.
enum RefusalAdvice {
    static func advice(on reason: String) -> Phrase? {
        switch reason {
        case "CONFLICT": .giveNewID
        case "CERTIFICATE_UNKNOWN", "UNAUTHENTICATED": .certificateNotAdmitted
        case "FORM_UNKNOWN": .seeForms
        case "INVALID_CURSOR": .startAgain
        default: nil
        }
    }
}
