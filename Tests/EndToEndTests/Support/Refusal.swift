import GRPCCore
import GRPCProtobuf
import Testing

/// How the exchange has refused a call: its status with its rich details.
struct Refusal: Sendable {
    let code: RPCError.Code
    let message: String
    /// The reason of `google.rpc.ErrorInfo`; `nil` if there is none.
    let reason: String?
    let domain: String?
    let metadata: [String: String]
    /// The field violations of `google.rpc.BadRequest`.
    let fields: [Field]
    /// The delay of `google.rpc.RetryInfo`.
    let retryDelay: Duration?

    struct Field: Sendable, Hashable {
        let pointer: String
        let code: String
        let description: String
    }

    init(_ error: RPCError) throws {
        let details = try error.unpackGoogleRPCStatus()?.details ?? []
        let info = details.lazy.compactMap(\.errorInfo).first
        code = error.code
        message = error.message
        reason = info?.reason
        domain = info?.domain
        metadata = info?.metadata ?? [:]
        fields =
            details.lazy.compactMap(\.badRequest).first?.violations.map {
                Field(pointer: $0.field, code: $0.reason, description: $0.violationDescription)
            } ?? []
        retryDelay = details.lazy.compactMap(\.retryInfo).first?.delay
    }

    /// Everything that a client gets to read.
    var text: String {
        ([message] + metadata.values + fields.map(\.description)).joined(separator: "\n")
    }
}

/// Makes a call that must be refused, and returns how it was.
func expectRefusal<Value>(
    sourceLocation: SourceLocation = #_sourceLocation, of call: () async throws -> Value
) async throws -> Refusal {
    let error = await #expect(throws: RPCError.self, sourceLocation: sourceLocation) {
        _ = try await call()
    }
    return try Refusal(try #require(error, sourceLocation: sourceLocation))
}
