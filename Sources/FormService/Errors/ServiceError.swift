internal import FormSchemas

/// Why a call fails: a code, a message that is safe for clients, and a cause that is never sent.
///
/// Expected failures are made where they are found; whatever else is thrown becomes `.internal` in
/// `ServiceError+Status.swift`, the one place that knows gRPC's statuses.
struct ServiceError: Error {
    /// The stable reasons that clients may rely on; sent as the reason of `google.rpc.ErrorInfo`.
    enum Code: String, CaseIterable {
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
    }

    var code: Code
    /// One or two sentences for whoever called: what is wrong and what to do.
    var message: String
    /// What is wrong with the form, if that is the reason.
    var violations: [Violation] = []
    /// For the log only.
    var cause: (any Error)?

    init(
        _ code: Code, _ message: String, violations: [Violation] = [], cause: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.violations = violations
        self.cause = cause
    }
}

extension ServiceError: CustomStringConvertible {
    /// For the log: neither violations, which may quote a form, nor more of the cause than it says
    /// of itself in public.
    var description: String {
        let reason = cause.map { " (\($0))" } ?? ""
        return "\(code.rawValue)\(reason)"
    }
}
