internal import FormDocument
internal import FormProtocol
internal import GRPCCore

extension FormExchangeService {
    /// Streams the records of a bulk submission to its sender and to recipients that act on it.
    ///
    /// - Throws: ``ServiceError`` `.notFound`, `.notRecipient`, `.malformedRequest`,
    ///   `.accessNotStated`.
    func listRecords(
        request: WireListRecordsRequest, response: RPCWriter<WireListRecordsResponse>,
        context: ServerContext
    ) async throws {
        let caller = try await participants.caller(of: context)
        let access = try StatedAccess(request.access, by: caller, limits: limits)
        let form = try DocumentIdentity(request.form)
        let first = Int64(max(1, request.first))
        let limit = Int64(request.limit == 0 ? UInt32.max : request.limit)
        var numbers = try await records.open(form, first..<(first + limit), for: access)
        while !numbers.isEmpty {
            let rows = try await records.page(of: form, numbers)
            guard let last = rows.last else { throw LogFailure.isIncomplete }
            try await send(rows, response)
            numbers = Int64(last.number) + 1..<numbers.upperBound
        }
    }

    private func send(
        _ rows: [RecordRow], _ response: RPCWriter<WireListRecordsResponse>
    ) async throws {
        var message = WireListRecordsResponse()
        var bytes = 0
        for row in rows {
            bytes += row.content?.count ?? 0
            if bytes > limits.recordPageBytes, !message.records.isEmpty {
                try await response.write(message)
                message = WireListRecordsResponse()
                bytes = row.content?.count ?? 0
            }
            message.records.append(WireBulkRecord(row))
        }
        try await response.write(message)
    }
}
