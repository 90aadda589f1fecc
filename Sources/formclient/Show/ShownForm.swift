import FormDocument
import FormSchemas
import X509

/// A form that somebody wants to read: its document and what is known about it.
struct ShownForm: Sendable {
    /// What can be said of the signature.
    enum Standing: String, Sendable {
        /// A draft, with its confidential parts in it or without any.
        case draft
        /// A document that is ready to be signed, or was taken out of its bundle.
        case document
        /// Signed and accepted, and everything holds.
        case accepted
        /// Signed, without a receipt; everything else holds.
        case signed
        /// Something does not hold.
        case broken
        /// Signed; there is no profile that says whom to trust.
        case unchecked
    }

    /// What the user named: a file, or the form's ID.
    let name: String
    let document: JSONDocument
    let parts: OpenedParts
    let standing: Standing
    /// When it was accepted, and as which leaf.
    let receipt: Receipt?
    /// `nil` if this client does not know the form that the header names.
    let version: FormVersion?
    /// What is wrong or remarkable about header and body, in the order of the text.
    let violations: [Violation]

    /// Takes up a draft, or a document without its signature.
    ///
    /// - Throws: ``ClientError`` `.answerIsNo` if it is no form.
    init(_ draft: Draft, named name: String) throws(ClientError) {
        let isSealed = PartReference.list(in: draft.json.root).contains(where: \.isSealed)
        try self.init(
            draft.json, named: name, parts: .none, standing: isSealed ? .document : .draft,
            receipt: nil)
    }

    /// Takes up a form that is signed.
    ///
    /// - Parameter report: what its check has found; `nil` if nobody could check it.
    /// - Throws: ``ClientError`` `.answerIsNo` if its document is no form.
    init(_ bundle: Bundle, named name: String, _ report: BundleReport?) throws(ClientError) {
        let document: SealedDocument
        do {
            document = try SealedDocument(bytes: bundle.document)
        } catch {
            throw ClientError(.answerIsNo, .notJSON(name, error))
        }
        let standing: Standing =
            switch report {
            case nil: .unchecked
            case .some(let report) where report.isVerified: .accepted
            case .some(let report): report.hasFailure ? .broken : .signed
            }
        try self.init(
            document.json, named: name, parts: OpenedParts(bundle.parts, of: document),
            standing: standing, receipt: standing == .accepted ? bundle.receipt : nil)
    }

    private init(
        _ document: JSONDocument, named name: String, parts: OpenedParts, standing: Standing,
        receipt: Receipt?
    ) throws(ClientError) {
        guard let header = document.root["header"], header["form"]?.string != nil,
            header["version"]?.string != nil
        else { throw ClientError(.answerIsNo, .formNotNamed(name), advice: .seeForms) }
        self.name = name
        self.document = document
        self.parts = parts
        self.standing = standing
        self.receipt = receipt
        version = FormLibrary.catalogue.version(of: document)
        if document.root["bulk"] != nil {
            violations =
                version?.violations(
                    inManifest: document, countMax: DocumentLimits.bulkRecordsMax) ?? []
        } else {
            violations =
                version?.violations(in: document, mode: standing == .draft ? .draft : .sealed)
                ?? []
        }
    }

    var warnings: [Violation] { violations.filter { $0.severity == .warning } }
    var errorCount: Int { violations.count { $0.severity == .error } }

    /// What the document is in a dialogue; `nil` where the form's flow names no turns.
    var turn: FlowTurn? {
        guard let flow = version?.flow else { return nil }
        let turn =
            document.root["bulk"] == nil ? flow.turn(of: document.root) : flow.bulkTurn
        return turn.flatMap { $0.label.isEmpty ? nil : $0 }
    }
}
