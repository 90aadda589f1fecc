internal import FormDocument
internal import FormProtocol
internal import GRPCCore

extension FormExchangeService {
    /// Returns one form to its sender or a recipient.
    ///
    /// Parts go to the sender and to recipients that act on the form (`TO`); whoever has a copy or
    /// observes gets the document with their digests, and the signature still verifies.
    ///
    /// - Throws: ``ServiceError`` `.notFound`, `.malformedRequest`, `.accessNotStated`.
    func get(request: WireGetRequest, context: ServerContext) async throws -> WireGetResponse {
        let caller = try await participants.caller(of: context)
        let access = try StatedAccess(request.access, by: caller, limits: limits)
        let form = try DocumentIdentity(request.form)
        let found = try await reading.read(form, for: access)
        let receipt = try await log.receipt(of: found.summary.leafIndex)
        return WireGetResponse(found, receipt: receipt, for: caller.agency)
    }

    /// Streams what fits, newest first; each answer carries the token that continues after it.
    ///
    /// - Throws: ``ServiceError`` `.malformedRequest`, `.invalidCursor`, `.accessNotStated`.
    func search(
        request: WireSearchRequest, response: RPCWriter<WireSearchResponse>, context: ServerContext
    ) async throws {
        let caller = try await participants.caller(of: context)
        let access = try StatedAccess(request.access, by: caller, limits: limits)
        let search = try FormSearch(request, limits: limits)
        for summary in try await reading.search(search, for: access) {
            try await response.write(
                .with {
                    $0.summary = WireFormSummary(summary)
                    $0.pageToken = search.pageToken(after: summary.row.leafIndex)
                })
        }
    }
}
