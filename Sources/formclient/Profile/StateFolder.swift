import Crypto
import FormDocument
import FormSchemas
import TransparencyLog

/// What the client keeps for itself about a profile: its own copies of forms, how far it has read
/// the inbox, which forms it has heard of, when it last spoke with the exchange.
///
/// The folder is called after the profile, its agency and the ID of the exchange's key: a profile
/// that is pointed to another exchange starts afresh, and so does another one of the same name.
struct StateFolder: Sendable {
    let folder: String

    init(_ profile: Profile) throws(ClientError) {
        folder = try ProfileLocation.stateFolder(
            Self.name(profile.name, profile.agency, profile.exchangeKey))
    }

    /// The state in a folder that was chosen already.
    init(folder: String) {
        self.folder = folder
    }

    static func name(_ profile: String, _ agency: AgencyCode, _ exchange: NoteVerifier) -> String {
        let key = String(exchange.keyID, radix: 16)
        let digits = String(repeating: "0", count: 8 - key.count) + key
        return profile == agency.description
            ? "\(profile)-\(digits)" : "\(profile)-\(agency)-\(digits)"
    }

    /// Does something that no other client of this folder may do at the same time, and waits until
    /// it can. Must not be nested.
    func exclusively<Result>(
        _ body: () throws(ClientError) -> Result
    ) throws(ClientError) -> Result {
        try LocalFile.makePrivateFolder(folder)
        return try LocalFile.locked("\(folder)/lock", body)
    }

    // MARK: Own copies of forms

    /// Where the copy of an accepted form is kept, with its receipt.
    func bundlePath(of form: DocumentIdentity) -> String {
        "\(folder)/bundles/\(form.sender)_\(form.id).bundle.json"
    }

    /// Where a signed form waits for its receipt.
    private func outboxPath(of form: DocumentIdentity) -> String {
        "\(folder)/outbox/\(form.sender)_\(form.id).bundle.json"
    }

    /// Keeps a signed form before it is sent, so that a retry sends the very same bytes.
    ///
    /// Requires ``exclusively(_:)``, together with the ``findPrepared(_:source:)`` before it.
    ///
    /// - Parameter source: the bytes of the file that it was made from.
    func keepPrepared(
        _ bundle: Bundle, of form: DocumentIdentity, source: [UInt8]
    ) throws(ClientError) {
        try LocalFile.makePrivateFolder("\(folder)/outbox")
        try keep(bundle, source: source, at: outboxPath(of: form))
    }

    /// Writes a bundle and what it was made from, so that a crash in between leaves a bundle of
    /// unknown source, never one beside another's fingerprint.
    private func keep(
        _ bundle: Bundle, source: [UInt8], at path: String
    ) throws(ClientError) {
        LocalFile.remove(path + Self.sourceSuffix)
        try LocalFile.writePrivate(bundle.encoded(), to: path)
        try LocalFile.writePrivate(Self.fingerprint(source), to: path + Self.sourceSuffix)
    }

    /// Finds what was signed, and perhaps sent, for exactly this source before.
    func findPrepared(_ form: DocumentIdentity, source: [UInt8]) throws(ClientError) -> Bundle? {
        for path in [outboxPath(of: form), bundlePath(of: form)] {
            let fingerprint = try LocalFile.readIfPresent(path + Self.sourceSuffix, bytesMax: 256)
            guard fingerprint == Self.fingerprint(source),
                let bytes = try LocalFile.readIfPresent(
                    path, bytesMax: DocumentLimits.bundleBytesMax),
                let bundle = try? Bundle(decoding: bytes)
            else { continue }
            return bundle
        }
        return nil
    }

    /// Keeps an accepted form with its receipt.
    ///
    /// An exchange accepts one form under an ID, for ever, and places it once: another leaf than
    /// that of the receipt which is kept already contradicts it, and the first one stays.
    ///
    /// - Parameter receipt: that of `bundle`, which holds.
    /// - Returns: where it is kept.
    func keepAccepted(
        _ bundle: Bundle, _ receipt: Receipt, of form: DocumentIdentity, source: [UInt8],
        exchange: NoteVerifier
    ) throws(ClientError) -> Result<String, LogAlarm> {
        try exclusively { () throws(ClientError) in
            try LocalFile.makePrivateFolder("\(folder)/bundles")
            let path = bundlePath(of: form)
            if let known = Self.receipt(at: path)?.loggedLeaf,
                let alarm = LogAlarm(
                    known, at: path, contradictedBy: receipt.loggedLeaf, exchange: exchange)
            {
                return .failure(alarm)
            }
            try keep(bundle, source: source, at: path)
            discardPrepared(form)
            return .success(path)
        }
    }

    /// Forgets what was signed for a form that needs no retry any more.
    func discardPrepared(_ form: DocumentIdentity) {
        LocalFile.remove(outboxPath(of: form))
        LocalFile.remove(outboxPath(of: form) + Self.sourceSuffix)
    }

    private static let sourceSuffix = ".source"

    private static func fingerprint(_ source: [UInt8]) -> [UInt8] {
        Array("sha256:\(Hex.encode(Array(SHA256.hash(data: source))))\n".utf8)
    }

    // MARK: Forms heard of

    /// A form as a list shows it.
    struct SeenForm: Sendable, Equatable {
        let identity: DocumentIdentity
        /// Its leaf, as the exchange says; `nil` if that was not told.
        let leafIndex: Int64?
        /// The case that it belongs to; `nil` if that was not told.
        let caseID: CaseID?

        /// What is known of a form that is listed again: what was told first stays.
        fileprivate func adding(_ other: SeenForm) -> SeenForm {
            SeenForm(
                identity: identity, leafIndex: leafIndex ?? other.leafIndex,
                caseID: caseID ?? other.caseID)
        }

        /// The form as a line of the file.
        fileprivate var line: String {
            var fields = [identity.sender.description, identity.id.description]
            if leafIndex != nil || caseID != nil {
                fields.append(leafIndex.map(String.init) ?? "-")
            }
            if let caseID { fields.append(caseID.description) }
            return fields.joined(separator: "\t") + "\n"
        }
    }

    /// Remembers forms by sender and ID, for IDs that are shortened later, their leaves and cases.
    func remember(_ forms: [SeenForm]) throws(ClientError) {
        try exclusively { () throws(ClientError) in try rememberAlone(forms) }
    }

    private func rememberAlone(_ forms: [SeenForm]) throws(ClientError) {
        let seen = seenForms()
        let known = Dictionary(seen.map { ($0.identity, $0) }) { $0.adding($1) }
        let new = forms.compactMap { form -> SeenForm? in
            guard let old = known[form.identity] else { return form }
            let both = old.adding(form)
            return both == old ? nil : both
        }
        guard !new.isEmpty else { return }
        let anew = Set(new.map(\.identity))
        let kept = (seen.filter { !anew.contains($0.identity) } + new).suffix(Self.knownFormsMax)
        try LocalFile.writePrivate(Array(kept.map(\.line).joined().utf8), to: knownPath)
    }

    /// Where the log has a form, as the exchange said when it first listed it; `nil` if it did not.
    func leafIndex(of form: DocumentIdentity) -> Int64? {
        seenForms().first { $0.identity == form && $0.leafIndex != nil }?.leafIndex
    }

    /// The forms that were seen in lists.
    func seenForms() -> [SeenForm] {
        let bytes = (try? LocalFile.readIfPresent(knownPath, bytesMax: 16_777_216)) ?? []
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
            let pieces = line.split(separator: "\t")
            return Self.identity(pieces.prefix(2)).map {
                SeenForm(
                    identity: $0, leafIndex: pieces.count > 2 ? Int64(pieces[2]) : nil,
                    caseID: pieces.count > 3 ? CaseID(String(pieces[3])) : nil)
            }
        }
    }

    /// The forms that were seen in lists or are kept here.
    func knownForms() -> [DocumentIdentity] {
        var forms = seenForms().map(\.identity)
        let seen = Set(forms)
        for name in LocalFile.names(in: "\(folder)/bundles") where name.hasSuffix(".bundle.json") {
            let pieces = name.dropLast(".bundle.json".count).split(separator: "_")
            if let form = Self.identity(pieces[...]), !seen.contains(form) { forms.append(form) }
        }
        return forms
    }

    private static let knownFormsMax = 20_000
    private var knownPath: String { "\(folder)/known.tsv" }

    private static func identity(_ pieces: ArraySlice<Substring>) -> DocumentIdentity? {
        guard pieces.count == 2, let sender = AgencyCode(String(pieces[0])),
            let id = SubmissionID(String(pieces[1]))
        else { return nil }
        return DocumentIdentity(sender: sender, id: id)
    }

    // MARK: Inbox and contact

    /// How far `watch` has read the inbox.
    func cursor() -> Int64 {
        number(in: "cursor") ?? 0
    }

    func keepCursor(_ cursor: Int64) throws(ClientError) {
        try keep(cursor, in: "cursor")
    }

    /// When the exchange last answered.
    func lastContact() -> Timestamp? {
        number(in: "contact").map(Timestamp.init(microseconds:))
    }

    /// Notes that the exchange has answered now. It is a convenience: a disk that is full must not
    /// turn an answer into a failure.
    func noteContact() {
        try? keep(Timestamp.now().microseconds, in: "contact")
    }

    private func number(in name: String) -> Int64? {
        guard let bytes = try? LocalFile.readIfPresent("\(folder)/\(name)", bytesMax: 64) else {
            return nil
        }
        return Int64(String(decoding: bytes.filter { $0 != 0x0A }, as: UTF8.self))
    }

    private func keep(_ number: Int64, in name: String) throws(ClientError) {
        try LocalFile.makePrivateFolder(folder)
        try LocalFile.writePrivate(Array("\(number)\n".utf8), to: "\(folder)/\(name)")
    }
}
