internal import FormDocument
internal import FormProtocol
internal import FormSchemas

/// A signature with the certificates to judge it by.
struct FormSignature: Sendable {
    let jws: DetachedJWS
    /// The signer's certificates, the signer's own first, not parsed: most are known by their
    /// digest.
    let chainDER: [[UInt8]]
    let chainDigest: [UInt8]

    /// - Returns: `nil` if the form is not signed.
    /// - Throws: `JWSError`.
    init?(_ form: WireSignedForm) throws {
        if form.signature.isEmpty && form.signerChain.isEmpty { return nil }
        jws = try DetachedJWS(parsing: form.signature)
        chainDER = form.signerChain.map { [UInt8]($0) }
        chainDigest = SignerChain.digest(of: chainDER)
    }
}

/// A submission as it came over the wire, taken apart and measured, nothing in it believed yet.
struct SubmissionDraft: Sendable {
    let document: SealedDocument
    let kind: Kind
    /// Who sent it under which ID: all that is read before an earlier submission is looked for.
    let identity: DocumentIdentity
    /// Absent only where a form is validated before it is signed.
    let signature: FormSignature?
    let parts: [DocumentPart]

    /// The size of document and parts.
    var byteCount: Int { document.bytes.count + parts.reduce(0) { $0 + $1.bytes.count } }

    /// What a signed document is.
    enum Kind {
        case form
        /// The manifest of a bulk submission.
        case manifest

        /// Everything that is wrong with a document of this kind, its parts aside.
        func violations(in document: JSONDocument, of version: FormVersion) -> [Violation] {
            switch self {
            case .form: version.violations(in: document, mode: .sealed)
            case .manifest:
                version.violations(
                    inManifest: document, countMax: DocumentLimits.bulkRecordsMax)
            }
        }
    }

    /// - Throws: ``ServiceError`` `.malformedRequest`, `.tooLarge`, `.invalidDocument` (with its
    ///   violations), `.invalidSignature`.
    init(_ form: WireSignedForm, as kind: Kind = .form, catalogue: Catalogue) throws {
        guard !form.document.isEmpty else {
            throw ServiceError(.malformedRequest, "The request has no document.")
        }
        try Self.checkSizes(form)
        self.kind = kind
        do {
            document = try SealedDocument(bytes: [UInt8](form.document))
            identity = try document.readIdentity()
            signature = try FormSignature(form)
        } catch let error as JSONError {
            throw ServiceError(
                .invalidDocument, "The document is not acceptable JSON: \(error.message)",
                violations: [Violation(error)])
        } catch let error as HeaderError {
            throw try Self.refusal(of: form, as: kind, error, catalogue)
        } catch let error as JWSError {
            throw ServiceError(.invalidSignature, error.description)
        }
        parts = try form.parts.map { part in
            guard let name = PartName(part.name) else {
                throw ServiceError(
                    .malformedRequest,
                    "A part has a name that no part can have. Names are lower-case letters, digits "
                        + "and underscores.")
            }
            return DocumentPart(name: name, bytes: [UInt8](part.content))
        }
    }

    private static func checkSizes(_ form: WireSignedForm) throws {
        func require(_ size: Int, atMost limit: Int, _ what: String) throws {
            guard size <= limit else {
                throw ServiceError(.tooLarge, "\(what) \(size); the limit is \(limit).")
            }
        }
        try require(
            form.document.count, atMost: DocumentLimits.documentBytesMax,
            "The document's size in bytes is")
        try require(
            form.signature.utf8.count, atMost: DocumentLimits.signatureBytesMax,
            "The signature's size in bytes is")
        try require(
            form.signerChain.count, atMost: DocumentLimits.chainCertificatesMax,
            "The number of certificates is")
        for certificate in form.signerChain {
            try require(
                certificate.count, atMost: DocumentLimits.chainCertificateBytesMax,
                "A certificate's size in bytes is")
        }
        try require(
            form.document.count + form.parts.reduce(0) { $0 + $1.content.count },
            atMost: DocumentLimits.formBytesMax, "The size of document and parts in bytes is")
        try require(form.parts.count, atMost: DocumentLimits.partsMax, "The number of parts is")
        for part in form.parts {
            try require(
                part.content.count, atMost: DocumentLimits.partBytesMax, "A part's size in bytes is"
            )
        }
    }

    /// Why a document is refused whose sender or ID cannot be read: with everything else that is
    /// wrong with it, where its form is known.
    private static func refusal(
        of form: WireSignedForm, as kind: Kind, _ error: HeaderError, _ catalogue: Catalogue
    ) throws -> ServiceError {
        let document = try SealedDocument(bytes: [UInt8](form.document)).json
        let violations = kind.violations(
            in: document, of: try catalogue.version(named: document))
        return ServiceError(
            invalid: violations.isEmpty ? [Violation(error, in: document)] : violations)
    }
}
