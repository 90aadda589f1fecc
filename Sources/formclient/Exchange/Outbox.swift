import FormDocument
import FormProtocol
import FormSchemas

/// Brings signed forms to the exchange so that none is lost or doubled.
///
/// The signed bytes are on disk before they are sent. Whoever submits the same file again, after a
/// lost answer or a crash, sends those bytes again and gets the first receipt.
struct Outbox: Sendable {
    /// A form that is ready to be sent.
    struct Form: Sendable {
        let file: String
        /// The bytes of that file.
        let source: [UInt8]
        let prepared: PreparedForm

        var identity: DocumentIdentity { prepared.identity }
        var header: FormHeader { prepared.header }
    }

    private let profile: Profile
    private let state: StateFolder

    init(_ profile: Profile) throws(ClientError) {
        self.profile = profile
        state = try StateFolder(profile)
    }

    /// Takes up what was signed for this very file before, or seals and signs it now; keeps it.
    ///
    /// Two clients that prepare the same file at once prepare the same bytes.
    ///
    /// Requires that the file is valid.
    func prepare(_ check: FormCheck) throws(ClientError) -> Form {
        try state.exclusively { () throws(ClientError) in try prepareAlone(check) }
    }

    private func prepareAlone(_ check: FormCheck) throws(ClientError) -> Form {
        let file = check.file
        let prepared: PreparedForm
        switch check.content {
        case .bundle(let bundle):
            prepared = try PreparedForm(bundle, from: file.name)
        case .draft(let draft):
            let signer = try Signer(profile)
            let identity = try? DocumentIdentity(documentRoot: draft.json.root)
            if let identity,
                let earlier = try state.findPrepared(identity, source: file.bytes)
            {
                prepared = try PreparedForm(renewing: earlier, from: file.name, with: signer)
            } else {
                prepared = try PreparedForm(sealing: draft, from: file.name, with: signer)
            }
        case .unreadable:
            preconditionFailure("a file that cannot be read is not valid")
        }
        try state.keepPrepared(prepared.bundle, of: prepared.identity, source: file.bytes)
        return Form(file: file.name, source: file.bytes, prepared: prepared)
    }

    /// Takes up what was signed for the same records under the same header before, or signs the
    /// manifest now; keeps it.
    ///
    /// - Parameter file: the header's.
    func prepare(manifest: [UInt8], from file: String) throws(ClientError) -> Form {
        try state.exclusively { () throws(ClientError) in
            let signer = try Signer(profile)
            var prepared = try PreparedForm(signing: manifest, from: file, with: signer)
            if let earlier = try state.findPrepared(prepared.identity, source: manifest) {
                prepared = try PreparedForm(renewing: earlier, from: file, with: signer)
            }
            try state.keepPrepared(prepared.bundle, of: prepared.identity, source: manifest)
            return Form(file: file, source: manifest, prepared: prepared)
        }
    }

    /// Sends a form and keeps it with its receipt, which is checked before anything is reported.
    ///
    /// - Throws: ``ClientError``; `.answerIsNo` if the receipt does not hold. ``LogAlarm`` if the
    ///   form has one for another leaf.
    func send(_ form: Form, over connection: ExchangeConnection) async throws -> AcceptedForm {
        let response = try await submitting(form) {
            try await connection.submit(WireSignedForm(form.prepared.bundle))
        }
        return try await keep(form, with: response)
    }

    /// Keeps a form with the receipt that the exchange has answered, if that holds.
    ///
    /// - Throws: ``ClientError`` `.answerIsNo` if it does not; ``LogAlarm`` if the form has one for
    ///   another leaf.
    func keep(_ form: Form, with response: WireSubmitResponse) async throws -> AcceptedForm {
        var bundle = form.prepared.bundle
        let receipt = try await bundle.takeReceipt(
            from: response, roots: try Credentials.roots(profile.trust),
            exchange: profile.exchangeKey)
        let path = try state.keepAccepted(
            bundle, receipt, of: form.identity, source: form.source, exchange: profile.exchangeKey
        ).get()
        return AcceptedForm(
            form: form, receipt: receipt, path: path,
            shortID: ShortIDs(state.knownForms().map(\.id.description))
                .short(form.identity.id.description),
            isRepeated: response.alreadyAccepted,
            warnings: response.warnings.map(ViolationReport.Entry.init))
    }

    /// A form that is refused for good does not stay behind: what was signed for it is of no use.
    /// One that is refused for the sake of its bearer does: an earlier try may have been accepted.
    func submitting<Response>(
        _ form: Form, _ call: () async throws -> Response
    ) async throws -> Response {
        do {
            return try await call()
        } catch let error as ClientError {
            var error = error
            let reason = error.reason.flatMap(RefusalReason.init(rawValue:))
            if reason?.isAboutForm == true { state.discardPrepared(form.identity) }
            if reason == .conflict {
                error.advice = .submittedElsewhere(form.identity.id.description)
            }
            if reason == .dialogueForbids,
                let follows = form.header.inReplyTo ?? form.header.corrects
            {
                error.advice = .mendToFit + whereToLook(form.header, follows, error.violations)
            }
            throw error
        }
    }

    /// What shows the dialogue that a form does not fit: its case, unless the form names another
    /// one or follows a form that its sender does not know.
    private func whereToLook(
        _ header: FormHeader, _ follows: FormReference, _ found: [ViolationReport.Entry]
    ) -> Phrase {
        let codes = Set(found.map(\.code))
        if codes.contains("REPLY_UNKNOWN") || codes.contains("CORRECTS_UNKNOWN") {
            return .seeSearch
        }
        return .seeCase(
            codes.contains("CASE_DIFFERS") ? follows.id.description : header.caseID.description)
    }
}

/// A form that the exchange has accepted, as it is reported to the user.
struct AcceptedForm: Sendable {
    let form: Outbox.Form
    let receipt: Receipt
    /// Where the copy with the receipt is kept.
    let path: String
    /// The ID, shortened to what tells it from the others that this client knows.
    let shortID: String
    /// Whether the exchange had it before.
    let isRepeated: Bool
    let warnings: [ViolationReport.Entry]

    private var header: FormHeader { form.header }

    /// The block that a terminal shows.
    func lines(in language: Language) -> [String] {
        let words = isRepeated ? Phrase.acceptedBefore : Phrase.accepted
        let leaf = Phrase.asLeaf(receipt.leafIndex.grouped(in: language))
        let time = Phrase.atTime(LocalTime(receipt.accepted).clockWithSeconds)
        var to = header.recipients.map(\.agency.description).joined(separator: ", ")
        if let due = header.dueBy {
            let hours = (due.seconds - receipt.accepted.seconds) / 3_600
            to +=
                "    " + Phrase.answerDue(LocalTime(due).text(in: language), hours: hours)[language]
        }
        let labels = [Phrase.labelTo[language], Phrase.labelReceipt[language]]
        let width = labels.map(\.count).max() ?? 0
        return [
            "\(words[language])  \(header.form) v\(header.version)  \(shortID)-…  "
                + "\(leaf[language])  \(time[language])",
            "  \(labels[0].padded(to: width))  \(to)",
            "  \(labels[1].padded(to: width))  \(Phrase.receiptSaved(shortID)[language])",
        ]
    }

    /// The same for a pipe.
    var tabSeparated: String {
        [
            isRepeated ? "already accepted" : "accepted", form.file, "\(header.form)",
            "\(header.version)", "\(header.sender)", "\(header.id)", "\(receipt.leafIndex)",
            "\(receipt.accepted)", path,
        ].joined(separator: "\t")
    }

    func json(in language: Language) -> JSONValue {
        [
            "file": .string(form.file),
            "outcome": "accepted",
            "already_accepted": .bool(isRepeated),
            "form": .string("\(header.form)"),
            "version": .string("\(header.version)"),
            "sender": .string("\(header.sender)"),
            "id": .string("\(header.id)"),
            "leaf_index": .number("\(receipt.leafIndex)"),
            "accepted_at": .string("\(receipt.accepted)"),
            "bundle": .string(path),
            "violations": ViolationReport(file: form.file, warnings, in: language)
                .json["violations"] ?? [],
        ]
    }
}
