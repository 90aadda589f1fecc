internal import FormDocument
internal import FormProtocol
internal import FormSchemas
internal import Foundation
internal import SwiftProtobuf

// How submissions and violations stand on the wire.

extension WireSubmitResponse {
    init(_ acceptance: SubmissionIntake.Acceptance) {
        self.init()
        let accepted = acceptance.submission
        receipt = accepted.receipt.description
        if let earlier = accepted.earlier {
            alreadyAccepted = true
            acceptedSignature = earlier.signature
            acceptedSignerChain = earlier.signerChain.map { Data($0) }
        }
        leafIndex = accepted.receipt.proof.index
        acceptedAt = Google_Protobuf_Timestamp(accepted.acceptedAt)
        warnings = acceptance.warnings.map(WireViolation.init)
    }
}

extension WireValidateResponse {
    init(violations: [Violation]) {
        self.init()
        valid = !violations.contains { $0.severity == .error }
        self.violations = violations.map(WireViolation.init)
    }
}

extension WireViolation {
    /// The message is in the language of the call.
    init(_ violation: Violation) {
        self.init()
        pointer = violation.instanceLocation.description
        line = UInt32(violation.line)
        column = UInt32(violation.column)
        code = violation.code.rawValue
        severity = violation.severity == .warning ? .warning : .error
        message = violation.message(in: RequestScope.current.language)
        schemaLocation = violation.schemaLocation.description
    }
}

extension Google_Protobuf_Timestamp {
    init(_ time: Timestamp) {
        self.init()
        let (seconds, rest) = time.microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        self.seconds = rest < 0 ? seconds - 1 : seconds
        nanos = Int32(rest < 0 ? rest + 1_000_000 : rest) * 1_000
    }
}

extension Timestamp {
    /// - Returns: `nil` for a time that PostgreSQL could not hold.
    init?(_ time: Google_Protobuf_Timestamp) {
        let years1to9999: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
        guard years1to9999.contains(time.seconds), (0..<1_000_000_000).contains(time.nanos) else {
            return nil
        }
        self.init(microseconds: time.seconds * 1_000_000 + Int64(time.nanos) / 1_000)
    }
}
