internal import FormDocument
internal import FormSchemas
internal import TransparencyLog

/// The manifest of a bulk submission of which everything holds that can be known from itself.
struct CheckedManifest: Sendable {
    let form: CheckedForm
    let count: UInt32
    let root: MerkleHash
    /// Checks the records against the manifest's form and header.
    var records: RecordCheck

    var identity: DocumentIdentity { form.draft.identity }

    /// - Throws: ``ServiceError`` `.malformedRequest`, `.formUnknown`, `.invalidForm` (with every
    ///   violation).
    init(_ draft: SubmissionDraft, catalogue: Catalogue, limits: Limits) throws {
        guard draft.parts.isEmpty else {
            throw ServiceError(
                .malformedRequest,
                "A bulk submission has no parts. Submit forms with parts on their own.")
        }
        let version = try catalogue.version(named: draft.document.json)
        let kind = SubmissionDraft.Kind.manifest
        form = try CheckedForm(
            draft, of: version, violations: kind.violations(in: draft.document.json, of: version),
            limits: limits)
        do {
            let manifest = try BulkManifest(draft.document)
            count = manifest.count
            root = manifest.root
        } catch {
            throw ServiceError(invalid: [Violation(error, in: draft.document.json)])
        }
        records = RecordCheck(
            version, manifest: draft.document.json,
            recordBytesMax: DocumentLimits.bulkRecordBytesMax)
    }
}
