internal import FormDocument
internal import FormProtocol
internal import FormSchemas
internal import Foundation

// How bulk submissions stand on the wire.

extension WireSubmitBulkResponse {
    init(stored: UInt32, refused: UInt32, results: [WireRecordResult] = []) {
        self.init()
        progress = .with {
            $0.stored = stored
            $0.refused = refused
            $0.results = results
        }
    }

    init(_ acceptance: BulkAcceptance) {
        self.init()
        completion = .with {
            $0.manifest = WireSubmitResponse(acceptance.manifest)
            $0.resultReceipt = acceptance.resultReceipt.description
            $0.accepted = acceptance.accepted
            $0.refused = acceptance.refused
        }
    }
}

extension WireRecordResult {
    /// A record that has come in this call, with as many of its violations as the limits allow.
    init(_ noted: CheckedChunk.Noted, limits: Limits) {
        self.init()
        number = noted.number
        accepted = noted.result.isAccepted
        codes = noted.result.codes
        violationCount = UInt32(noted.violations.count)
        var bytes = 0
        for violation in noted.violations.prefix(limits.recordViolationsMax) {
            let violation = WireViolation(violation)
            bytes += violation.pointer.utf8.count + violation.message.utf8.count
            if bytes > limits.recordViolationBytesMax { break }
            violations.append(violation)
        }
    }

    /// A record of an earlier call, whose violations are not kept.
    init(_ row: NotedRecordRow) {
        self.init()
        number = UInt32(row.number)
        accepted = row.isAccepted
        codes = row.codes.split(separator: ",").map(String.init)
    }
}

extension WireBulkRecord {
    init(_ row: RecordRow) {
        self.init()
        number = UInt32(row.number)
        if let content = row.content {
            accepted = Data(content)
        } else {
            refusedHash = Data(row.refusedHash ?? [])
        }
        codes = row.codes?.split(separator: ",").map(String.init) ?? []
    }
}
