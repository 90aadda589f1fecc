/// The exchange's stable reasons for a refusal, and what follows from each.
///
/// They are `ErrorInfo.reason` of the exchange's answer, which a newer exchange may have more of.
/// What each means to a reader is in `Texts/Phrase+Refusals.swift`.
enum RefusalReason: String, CaseIterable, Sendable {
    case malformedRequest = "MALFORMED_REQUEST"
    case invalidDocument = "INVALID_DOCUMENT"
    case invalidForm = "INVALID_FORM"
    case invalidSignature = "INVALID_SIGNATURE"
    case invalidCursor = "INVALID_CURSOR"
    case accessNotStated = "ACCESS_NOT_STATED"
    case tooLarge = "TOO_LARGE"
    case unauthenticated = "UNAUTHENTICATED"
    case certificateUnknown = "CERTIFICATE_UNKNOWN"
    case roleMissing = "ROLE_MISSING"
    case senderIsNotCaller = "SENDER_IS_NOT_CALLER"
    case signerNotAccepted = "SIGNER_NOT_ACCEPTED"
    case formUnknown = "FORM_UNKNOWN"
    case recipientUnknown = "RECIPIENT_UNKNOWN"
    case actionNotAllowed = "ACTION_NOT_ALLOWED"
    case dialogueForbids = "DIALOGUE_FORBIDS"
    case conflict = "CONFLICT"
    case recordsDiffer = "RECORDS_DIFFER"
    case tooManyUnfinished = "TOO_MANY_UNFINISHED"
    case notFound = "NOT_FOUND"
    case notRecipient = "NOT_RECIPIENT"
    case outOfRange = "OUT_OF_RANGE"
    case tooManyResults = "TOO_MANY_RESULTS"
    case witnessNotAccepted = "WITNESS_NOT_ACCEPTED"
    case noteFull = "NOTE_FULL"
    case overloaded = "OVERLOADED"
    case unavailable = "UNAVAILABLE"
    case outcomeUnknown = "OUTCOME_UNKNOWN"
    case `internal` = "INTERNAL"

    /// How a command ends that is refused for this.
    var status: ExitStatus {
        switch self {
        case .overloaded, .unavailable, .outcomeUnknown, .internal: .unreachable
        case .notFound, .invalidForm, .invalidDocument: .answerIsNo
        default: .refused
        }
    }

    /// Whether the exchange's English message says more than the reason: which one, or how much.
    var hasSpecificMessage: Bool {
        switch self {
        case .malformedRequest, .invalidDocument, .invalidSignature, .accessNotStated, .tooLarge,
            .unauthenticated, .roleMissing, .signerNotAccepted, .formUnknown, .recordsDiffer,
            .tooManyUnfinished, .tooManyResults, .outOfRange, .witnessNotAccepted:
            true
        case .invalidForm, .invalidCursor, .certificateUnknown, .senderIsNotCaller,
            .recipientUnknown, .actionNotAllowed, .dialogueForbids, .conflict, .notFound,
            .notRecipient, .noteFull, .overloaded, .unavailable, .outcomeUnknown,
            .internal:
            false
        }
    }

    /// Whether the form itself is refused, whoever brings it and whenever.
    var isAboutForm: Bool {
        switch self {
        case .malformedRequest, .invalidDocument, .invalidForm, .invalidSignature, .tooLarge,
            .signerNotAccepted, .formUnknown, .recipientUnknown, .actionNotAllowed,
            .dialogueForbids, .conflict, .recordsDiffer:
            true
        default: false
        }
    }

    /// What to do about it.
    var advice: Phrase? {
        switch self {
        case .certificateUnknown, .unauthenticated: .certificateNotAdmitted
        case .formUnknown: .seeForms
        case .invalidCursor: .startAgain
        case .notFound: .notFoundAdvice
        case .witnessNotAccepted: .removeWitness
        case .invalidForm, .invalidDocument: .mendAndSubmit
        case .dialogueForbids: .mendToFit
        default: nil
        }
    }
}
