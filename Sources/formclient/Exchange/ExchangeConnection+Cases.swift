import FormDocument
import FormProtocol
import FormSchemas

// Cases, and what is owed in them.
extension ExchangeConnection {
    /// The forms of a case that the agency sees.
    func readCase(_ caseID: CaseID, _ access: StatedAccess) async throws -> WireGetCaseResponse {
        let request = WireGetCaseRequest.with {
            $0.access = WireAccess(access)
            $0.caseID = caseID.description
        }
        return try await call(retries: .reading) { metadata, options in
            try await client.getCase(request, metadata: metadata, options: options)
        }
    }

    /// What is owed, the most urgent first.
    func deadlines(_ request: WireListDeadlinesRequest) async throws -> [WireDeadline] {
        try await listCall(retries: .reading, timeout: Self.listTimeout) {
            metadata, options, answered in
            try await client.listDeadlines(request, metadata: metadata, options: options) {
                response in
                var answers: [WireDeadline] = []
                for try await answer in response.messages {
                    answered.set()
                    answers.append(answer.deadline)
                }
                return answers
            }
        }
    }

    /// How the agency and its partners answer each other.
    ///
    /// - Parameters:
    ///   - from: of forms accepted then or later; `nil`: from the beginning.
    ///   - to: of forms accepted before; `nil`: until now.
    func keyFigures(
        _ access: StatedAccess, from: Timestamp?, to: Timestamp?
    ) async throws -> [WireKeyFigures] {
        let request = WireGetKeyFiguresRequest.with {
            $0.access = WireAccess(access)
            if let from { $0.acceptedFrom = .init(from) }
            if let to { $0.acceptedBefore = .init(to) }
        }
        return try await call(retries: .reading) { metadata, options in
            try await client.getKeyFigures(request, metadata: metadata, options: options)
        }.figures
    }
}
