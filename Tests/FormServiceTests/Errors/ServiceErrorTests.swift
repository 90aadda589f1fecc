import FormSchemas
import GRPCCore
import GRPCProtobuf
import Testing

@testable import FormService

@Suite("Errors as clients see them")
struct ServiceErrorTests {
    private func status(_ error: any Error) throws -> GoogleRPCStatus {
        try #require(
            ServiceError.status(for: error, requestID: "r-1", language: .en) as? GoogleRPCStatus)
    }

    @Test("A defect tells its request ID and nothing else")
    func defect() throws {
        struct Secret: Error, CustomStringConvertible { let description = "password=hunter2" }
        let status = try status(Secret())
        #expect(status.code == .internalError)
        #expect(status.message.contains("r-1"))
        #expect(!"\(status)".contains("hunter2"))
    }

    @Test("The cause of an expected failure is not sent")
    func cause() throws {
        struct Secret: Error, CustomStringConvertible { let description = "table submission" }
        let status = try status(ServiceError(.unavailable, "Try again.", cause: Secret()))
        #expect(status.code == .unavailable)
        #expect(!"\(status)".contains("submission"))
        #expect(status.details.contains { $0.retryInfo?.delay == .seconds(2) })
    }

    @Test("Every violation is a field violation with pointer, code and place")
    func violations() throws {
        let violation = Violation(
            instanceLocation: "/body/legs/1/mode", line: 14, column: 22, code: .required,
            parameters: ["name": "mode"])
        let status = try status(ServiceError(invalid: [violation]))
        #expect(status.code == .invalidArgument)
        let fields = status.details.compactMap { $0.badRequest?.violations }.flatMap(\.self)
        #expect(fields.map(\.field) == ["/body/legs/1/mode"])
        #expect(fields.map(\.reason) == ["REQUIRED"])
        #expect(fields.first?.violationDescription.hasPrefix("14:22 ") == true)
    }

    @Test("However many violations there are, the trailers stay small and say the number")
    func manyViolations() throws {
        let violations = (0..<5_000).map { index in
            Violation(
                instanceLocation: JSONPointer.root.appending("body").appending(index), line: 1,
                column: 1, code: .type, parameters: ["expected": "string"])
        }
        let status = try status(ServiceError(invalid: violations))
        let bytes: [UInt8] = try status.serializedBytes()
        #expect(bytes.count < 6_000)
        #expect(status.details.contains { $0.errorInfo?.metadata["violations"] == "5000" })
    }

    @Test("Cancellation and gRPC's own errors keep their meaning")
    func others() {
        let cancelled = ServiceError.status(
            for: CancellationError(), requestID: "r", language: .en)
        #expect((cancelled as? RPCError)?.code == .cancelled)
        let own = ServiceError.status(
            for: RPCError(code: .deadlineExceeded, message: ""), requestID: "r", language: .en)
        #expect((own as? RPCError)?.code == .deadlineExceeded)
    }
}
