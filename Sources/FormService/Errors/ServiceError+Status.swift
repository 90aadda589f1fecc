internal import FormSchemas
internal import GRPCCore
internal import GRPCProtobuf

// The one place that turns failures into gRPC statuses with their rich details.

extension ServiceError {
    /// The domain under which `google.rpc.ErrorInfo` reasons are unique.
    static let domain = "forms.benelux"

    /// How many bytes of details are sent: trailers above 8 KiB are refused by common clients, and
    /// Base64 adds a third.
    static let detailBytesMax = 4_096

    /// The status for `error`, whatever it is.
    ///
    /// An error that is neither a ``ServiceError`` nor gRPC's own is a defect: the client learns
    /// only the request ID under which the log has the rest.
    static func status(for error: any Error, requestID: String, language: Language)
        -> any RPCErrorConvertible & Error
    {
        if let error = error as? RPCError { return error }
        if error is CancellationError {
            return RPCError(code: .cancelled, message: "The call was cancelled.")
        }
        let failure = service(error, requestID: requestID)
        var details: [ErrorDetails] = [
            .errorInfo(
                reason: failure.code.rawValue, domain: domain,
                metadata: failure.metadata(requestID: requestID))
        ]
        if !failure.violations.isEmpty {
            details.append(.badRequest(violations: failure.fieldViolations(in: language)))
        }
        if let delay = failure.code.retryDelay { details.append(.retryInfo(delay: delay)) }
        return GoogleRPCStatus(
            code: failure.code.status, message: failure.message, details: details)
    }

    /// `error` as a ``ServiceError``; one that is not expected becomes `.internal`.
    static func service(_ error: any Error, requestID: String) -> ServiceError {
        error as? ServiceError
            ?? ServiceError(
                .internal,
                "The exchange failed on this call. Quote request \(requestID) to its operators.",
                cause: error)
    }

    private func metadata(requestID: String) -> [String: String] {
        var metadata = ["request_id": requestID]
        if !violations.isEmpty { metadata["violations"] = String(violations.count) }
        return metadata
    }

    /// As many violations as fit; the metadata entry `violations` says how many there are.
    private func fieldViolations(in language: Language)
        -> [ErrorDetails.BadRequest.FieldViolation]
    {
        var bytes = 0
        var fields: [ErrorDetails.BadRequest.FieldViolation] = []
        for violation in violations {
            let message = violation.message(in: language)
            bytes += message.utf8.count + violation.instanceLocation.description.utf8.count + 80
            if bytes > Self.detailBytesMax { break }
            fields.append(
                .init(
                    field: violation.instanceLocation.description,
                    description: violation.line > 0
                        ? "\(violation.line):\(violation.column) \(message)" : message,
                    reason: violation.code.rawValue, localizedMessage: nil))
        }
        return fields
    }
}

extension ServiceError.Code {
    /// When a client should try again; `nil` if that would not help.
    var retryDelay: Duration? {
        switch self {
        case .unavailable, .outcomeUnknown: .seconds(2)
        case .overloaded: .milliseconds(250)
        default: nil
        }
    }

    /// The gRPC status for each reason.
    var status: RPCError.Code {
        switch self {
        case .malformedRequest, .invalidDocument, .invalidForm, .invalidSignature,
            .invalidCursor, .accessNotStated, .recordsDiffer:
            .invalidArgument
        case .tooLarge, .overloaded, .tooManyUnfinished, .noteFull: .resourceExhausted
        case .unauthenticated, .certificateUnknown: .unauthenticated
        case .roleMissing, .senderIsNotCaller, .signerNotAccepted, .witnessNotAccepted:
            .permissionDenied
        case .formUnknown, .notFound: .notFound
        case .recipientUnknown, .actionNotAllowed, .dialogueForbids, .notRecipient, .tooManyResults:
            .failedPrecondition
        case .conflict: .alreadyExists
        case .outOfRange: .outOfRange
        case .unavailable, .outcomeUnknown: .unavailable
        case .internal: .internalError
        }
    }
}
