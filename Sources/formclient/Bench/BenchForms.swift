import FormDocument
import FormProtocol
import FormSchemas

/// Forms that are ready to be sent: valid, sealed, signed, with action TEST, each with an ID and a
/// case of its own.
///
/// They are made from a few generated ones, and only what tells them apart is kept: a hundred
/// thousand forms take some 20 MB.
struct BenchForms: Sendable {
    /// A document with places for an ID and a case.
    fileprivate struct Pattern: Sendable {
        let document: [UInt8]
        let idAt: Int
        let caseAt: Int
        /// What travels with it: parts and chain.
        let wire: WireSignedForm
    }

    private struct Form: Sendable {
        let pattern: Int
        let id: SubmissionID
        let caseID: CaseID
        let signature: String
    }

    private let patterns: [Pattern]
    private let signer: Signer
    private var forms: [Form] = []

    /// Enough that no form is like the one before, few enough to be made in a moment.
    private static let patternCount = 64
    /// How many forms are signed between two looks at the clock.
    private static let chunk = 256

    var count: Int { forms.count }

    /// How large the documents are on average.
    var documentBytes: Int {
        patterns.reduce(0) { $0 + $1.document.count } / patterns.count
    }

    /// Draws the documents up; signs nothing yet.
    ///
    /// - Parameter recipients: whom they are for; requires at least one.
    /// - Throws: ``ClientError`` `.answerIsNo` if no such form can be made, `.local` for a key that
    ///   cannot be used.
    init(
        _ version: FormVersion, from profile: Profile, to recipients: [AgencyCode]
    ) throws(ClientError) {
        signer = try Signer(profile)
        do {
            let generator = try DocumentGenerator(version, moment: "\(Timestamp.now())")
            var random = SystemRandomNumberGenerator()
            var patterns: [Pattern] = []
            for _ in 0..<Self.patternCount {
                let draft = try generator.document(
                    values: Self.header(from: profile.agency, to: recipients), using: &random)
                let sealed = try Draft(bytes: draft.bytes()).seal()
                patterns.append(Pattern(sealed, chain: signer.chain))
            }
            self.patterns = patterns
        } catch {
            throw ClientError(.answerIsNo, .benchCannotGenerate(version.code, "\(error)"))
        }
    }

    /// What the load decides of a form's header.
    static func header(
        from sender: AgencyCode, to recipients: [AgencyCode]
    ) -> [JSONPointer: JSONValue] {
        [
            "/header/id": .string("\(SubmissionID.generate())"),
            "/header/case": .string("\(CaseID.generate())"),
            "/header/action": "TEST",
            // There is nothing to answer.
            "/header/in_reply_to": .null,
            "/header/sender": .string(sender.description),
            "/header/recipients": .array(
                recipients.map { ["agency": .string($0.description), "as": "TO"] }),
        ]
    }

    /// Signs forms until there are `count`, on all cores.
    ///
    /// - Parameter proceed: gets how many there are; false stops.
    /// - Throws: ``ClientError`` `.local` if the key cannot sign.
    mutating func sign(_ count: Int, while proceed: (Int) -> Bool) async throws {
        let tasksMax = 4
        forms = try await withThrowingTaskGroup(of: [Form].self) { [self] group in
            var signed: [Form] = []
            signed.reserveCapacity(count)
            var started = 0
            func start() {
                let range = started..<min(started + Self.chunk, count)
                guard !range.isEmpty else { return }
                started = range.upperBound
                group.addTask { try range.map(form(_:)) }
            }
            for _ in 0..<tasksMax { start() }
            while let next = try await group.next() {
                signed += next
                guard proceed(signed.count) else {
                    group.cancelAll()
                    break
                }
                start()
            }
            return signed
        }
    }

    private func form(_ index: Int) throws(ClientError) -> Form {
        let pattern = index % patterns.count
        let id = SubmissionID.generate()
        let caseID = CaseID.generate()
        do {
            let signature = try DetachedJWS.sign(
                patterns[pattern].document(id, caseID), with: signer.key,
                certificateDER: signer.chain.leafDER)
            return Form(pattern: pattern, id: id, caseID: caseID, signature: signature.compact)
        } catch {
            throw ClientError(.local, .cannotSign("\(id)", error.description))
        }
    }

    /// One of the forms as it is sent. Requires an index below ``count``.
    subscript(index: Int) -> WireSignedForm {
        let form = forms[index]
        let pattern = patterns[form.pattern]
        var wire = pattern.wire
        wire.document = .init(pattern.document(form.id, form.caseID))
        wire.signature = form.signature
        return wire
    }
}

extension BenchForms.Pattern {
    init(_ sealed: SealedForm, chain: SignerChain) {
        let header = sealed.document.json.root["header"]
        guard let id = header?["id"], let caseID = header?["case"] else {
            preconditionFailure("a valid header has an ID and a case")
        }
        self.init(
            document: sealed.document.bytes, idAt: id.byteRange.lowerBound + 1,
            caseAt: caseID.byteRange.lowerBound + 1,
            wire: .with {
                $0.signerChain = chain.der.map { .init($0) }
                $0.parts = sealed.parts.map(WirePart.init)
            })
    }

    /// The document with an ID and a case in their places.
    func document(_ id: SubmissionID, _ caseID: CaseID) -> [UInt8] {
        var bytes = document
        bytes.replaceSubrange(idAt..<idAt + 36, with: id.description.utf8)
        bytes.replaceSubrange(caseAt..<caseAt + 36, with: caseID.description.utf8)
        return bytes
    }
}
