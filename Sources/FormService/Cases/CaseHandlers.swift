internal import FormDocument
internal import FormProtocol
internal import FormSchemas
internal import GRPCCore

extension FormExchangeService {
    /// Returns the forms of a case that the caller sees, with the state of their dialogues.
    ///
    /// - Throws: ``ServiceError`` `.malformedRequest`, `.accessNotStated`.
    func getCase(
        request: WireGetCaseRequest, context: ServerContext
    ) async throws -> WireGetCaseResponse {
        let caller = try await participants.caller(of: context)
        let access = try StatedAccess(request.access, by: caller, limits: limits)
        guard let caseID = CaseID(request.caseID) else {
            throw RequestField.malformed("case_id", "a UUID in lower case")
        }
        return WireGetCaseResponse(
            try await cases.read(caseID, for: access), for: caller.agency, cases.catalogue)
    }
}

extension WireGetCaseResponse {
    init(_ found: CaseStore.Case, for reader: AgencyCode, _ catalogue: Catalogue) {
        self.init()
        forms = found.forms.map { summary, form in
            let newest = found.book.newest(of: form)
            return .with {
                $0.summary = WireFormSummary(summary)
                $0.root = WireFormReference(form.root)
                $0.newest = WireFormReference(newest.identity)
                $0.standing =
                    newest.action == .withdraw
                    ? .withdrawn : found.book.isCurrent(form) ? .current : .replaced
            }
        }
        dialogues = found.roots.map { root in
            let state = DialogueBook.state(
                of: found.book.thread(root, seenBy: reader), catalogue)
            return .with {
                $0.root = WireFormReference(root)
                $0.state = state ?? ""
                $0.isClosed = state.map(catalogue.closes) ?? false
            }
        }
        deadlines = found.deadlines.map { WireDeadline($0, catalogue, at: .now()) }
        isTruncated = found.isTruncated
    }
}
