import Crypto
import FormDocument
import FormProtocol
import FormSchemas
import TransparencyLog

/// A form that a draft is made from: what it says, and what has become of it.
struct EarlierForm: Sendable {
    /// The document with the values of its confidential parts in it, as a draft has them; those that
    /// are withheld are not there.
    let opened: JSONDocument
    /// The SHA-256 of the document as it was sent, in hexadecimal.
    let digest: String
    let header: FormHeader
    let version: FormVersion
    /// What it is in its dialogue.
    let name: TurnName
    /// Its case as the reader's agency sees it.
    let view: CaseView

    /// - Parameters:
    ///   - isBulk: whether the document is the manifest of a bulk submission.
    /// - Throws: ``ClientError`` `.answerIsNo` if the form is not known here, `.refused` if it is none.
    init(
        _ document: JSONDocument, parts: [DocumentPart], isBulk: Bool, in view: CaseView
    ) throws(ClientError) {
        do {
            header = try FormHeader(documentRoot: document.root)
            opened = try Draft(
                bytes: JSONValue(document.root).opened(with: parts)?.bytes() ?? document.bytes
            ).json
        } catch {
            throw ClientError(.refused, .answerNotUnderstood)
        }
        version = try FormLibrary.version(of: header.form.description, header.version.description)
        let flow = version.flow
        guard let turn = isBulk ? flow.bulkTurn : flow.turn(of: document.root) else {
            throw ClientError(.refused, .answerNotUnderstood)
        }
        name = TurnName(form: version.code, turn: turn.name)
        self.view = view
        digest = Hex.encode(Array(SHA256.hash(data: document.bytes)))
    }

    var identity: DocumentIdentity { DocumentIdentity(sender: header.sender, id: header.id) }
    var reference: WireFormReference { WireFormReference(identity) }
    /// Its place in the case; `nil` if the exchange did not list it.
    var place: WireCaseForm? { view.form(reference) }

    /// The agencies that are to act on it.
    var addressees: [AgencyCode] {
        header.recipients.filter { $0.role == .to }.map(\.agency)
    }

    /// Requires that nothing has taken its place.
    ///
    /// - Parameter instead: what to do, with the ID of the form that has.
    func requireCurrent(_ instead: (String) -> Phrase) throws(ClientError) {
        guard let place else { return }
        let id = header.id.description
        switch place.standing {
        case .replaced:
            throw ClientError(
                .answerIsNo, .formReplaced(id, by: place.newest.id),
                advice: instead(place.newest.id))
        case .withdrawn:
            throw ClientError(.answerIsNo, .formWithdrawn(id), advice: .seeCase(view.caseID))
        default: return
        }
    }

    /// Refers to the form as a header does.
    var headerReference: JSONValue { header.reference.json }
}

// MARK: - Fetching

/// A form as it was fetched, with what a draft is made from.
struct FetchedForm: Sendable {
    let form: EarlierForm
    /// The names of the parts that the reader does not get to see.
    let withheld: [String]
    let isBulk: Bool

    /// Fetches a form with its case, and checks its signature and receipt.
    ///
    /// - Throws: ``ClientError``, `.answerIsNo` if no form fits or if it does not verify.
    static func fetch(
        _ id: String, sender: AgencyCode?, _ session: Session
    ) async throws -> FetchedForm {
        let profile = try session.profile()
        let state = try StateFolder(profile)
        let lookup = FormLookup(state: state, sender: sender)
        let access = try session.access(profile)
        let (response, found) = try await ExchangeConnection.open(profile, session.console) {
            connection in
            let form = try await lookup.find(id, access, over: connection)
            let response = try await connection.get(form, access)
            guard let caseID = CaseID(response.summary.caseID) else {
                throw ClientError(.refused, .answerNotUnderstood)
            }
            return (response, try await connection.readCase(caseID, access))
        }
        try state.remember(found.forms.compactMap { StateFolder.SeenForm($0.summary) })
        return try await read(response, in: CaseView(found, for: profile.agency), profile)
    }

    /// What a form answers, up to the first, and the answers to it, as they stand.
    ///
    /// - Throws: as ``fetch(_:sender:_:)``.
    static func thread(of form: EarlierForm, _ session: Session) async throws -> [EarlierForm] {
        let profile = try session.profile()
        let access = try session.access(profile)
        let wanted = form.view.thread(of: form.reference).compactMap { DocumentIdentity($0) }
        let responses = try await ExchangeConnection.open(profile, session.console) { connection in
            var responses: [WireGetResponse] = []
            for form in wanted { responses.append(try await connection.get(form, access)) }
            return responses
        }
        var thread: [EarlierForm] = []
        for response in responses {
            thread.append(try await read(response, in: form.view, profile).form)
        }
        return thread
    }

    private static func read(
        _ response: WireGetResponse, in view: CaseView, _ profile: Profile
    ) async throws -> FetchedForm {
        let bundle = try Bundle(response)
        try await bundle.requireVerified(profile)
        guard let document = try? JSONDocument(bundle.document) else {
            throw ClientError(.refused, .answerNotUnderstood)
        }
        let isBulk = response.summary.hasRecordCount
        return FetchedForm(
            form: try EarlierForm(document, parts: bundle.parts, isBulk: isBulk, in: view),
            withheld: response.form.parts.filter(\.withheld).map(\.name), isBulk: isBulk)
    }
}

extension Bundle {
    /// Requires that signature, receipt and parts hold.
    ///
    /// - Throws: ``ClientError`` `.answerIsNo` with what does not.
    func requireVerified(_ profile: Profile) async throws {
        let report = await verify(
            roots: try Credentials.roots(profile.trust), exchanges: [profile.exchangeKey])
        if !report.isVerified { throw report.error(about: self) }
    }
}

extension JSONValue {
    /// The value with those of confidential parts where a signed document refers to them; `nil` if
    /// it is a reference to a part that is not at hand.
    fileprivate func opened(with parts: [DocumentPart]) -> JSONValue? {
        switch self {
        case .object(let members):
            if case .string(let name)? = self["$part"] {
                let value = try? parts.first { $0.name.description == name }?.readValue()
                return value.map { ["$part": .string(name), "value": JSONValue($0)] }
            }
            return .object(
                members.compactMap { member in
                    member.value.opened(with: parts).map { .init(member.name, $0) }
                })
        case .array(let elements): return .array(elements.compactMap { $0.opened(with: parts) })
        default: return self
        }
    }
}
