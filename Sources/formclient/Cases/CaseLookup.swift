import FormDocument
import FormProtocol
import FormSchemas

/// Finds the case that the user means: by its ID or that of one of its forms, either of which may be
/// shortened to what is unique.
struct CaseLookup: Sendable {
    let forms: FormLookup

    /// Looks among the forms that this client has seen or kept, then asks the exchange.
    ///
    /// - Throws: ``ClientError``, `.usage` if `text` is no ID or its beginning, or fits several,
    ///   `.answerIsNo` if the agency sees nothing of such a case.
    func find(
        _ text: String, _ access: StatedAccess, over connection: ExchangeConnection
    ) async throws -> WireGetCaseResponse {
        try forms.checked(text)
        if let caseID = try only(casesHere(text), text) ?? CaseID(text) {
            let found = try await connection.readCase(caseID, access)
            if !found.forms.isEmpty { return found }
        }
        let summaries = try await forms.search(from: nil, access, over: connection)
        let cases = summaries.compactMap(StateFolder.SeenForm.init).compactMap {
            caseID(of: $0, text)
        }
        if let caseID = try only(cases, text) {
            let found = try await connection.readCase(caseID, access)
            if !found.forms.isEmpty { return found }
        }
        throw ClientError(.answerIsNo, .noCaseFits(text), advice: .seeSearch)
    }

    /// The cases that this client has heard of and `text` may mean.
    private func casesHere(_ text: String) -> [CaseID] {
        let seen = forms.state.seenForms().compactMap { caseID(of: $0, text) }
        guard seen.isEmpty else { return seen }
        return forms.state.knownForms().filter { forms.fits($0, text) }
            .compactMap(forms.state.caseID(ofKept:))
    }

    /// The form's case if `text` means the form or the case.
    private func caseID(of form: StateFolder.SeenForm, _ text: String) -> CaseID? {
        guard let caseID = form.caseID,
            FormLookup.begins(caseID.description, with: text) || forms.fits(form.identity, text)
        else { return nil }
        return caseID
    }

    private func only(_ cases: [CaseID], _ text: String) throws(ClientError) -> CaseID? {
        let distinct = Set(cases)
        guard distinct.count > 1 else { return distinct.first }
        throw ClientError(
            .usage, .severalCasesFit(text),
            details: distinct.map(\.description).sorted().prefix(10).map(Phrase.init(verbatim:)),
            advice: .giveMoreOfCase)
    }
}

extension StateFolder {
    /// The case of a form of which a copy is kept here; `nil` if there is none.
    func caseID(ofKept form: DocumentIdentity) -> CaseID? {
        guard
            let bytes = try? LocalFile.readIfPresent(
                bundlePath(of: form), bytesMax: DocumentLimits.bundleBytesMax),
            let bundle = try? Bundle(decoding: bytes),
            let document = try? JSONDocument(bundle.document)
        else { return nil }
        return document.root["header"]?["case"]?.string.flatMap { CaseID($0) }
    }
}
