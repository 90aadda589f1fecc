import FormDocument
import FormSchemas
import TransparencyLog

/// The header of a bulk submission, as its sender has written it.
struct BulkDraft: Sendable {
    let file: String
    let version: FormVersion
    /// Checks records against it.
    let records: RecordCheck
    /// What is wrong with the header.
    let violations: [Violation]
    /// Whether the draft has a body, which is not part of a bulk submission.
    let hasBody: Bool
    private let header: [UInt8]

    /// - Throws: ``ClientError`` `.answerIsNo` if the file is no draft of a known form.
    init(_ file: FormFile) throws(ClientError) {
        self.file = file.name
        let draft: JSONDocument
        do {
            draft = try JSONDocument(file.bytes)
        } catch {
            throw ClientError(.answerIsNo, .notADraft(file.name, error))
        }
        version = try FormLibrary.version(of: draft, in: file.name)
        records = RecordCheck(
            version, manifest: draft, recordBytesMax: DocumentLimits.bulkRecordBytesMax)
        violations = version.violations(inHeaderOf: draft)
        hasBody = draft.root["body"] != nil
        header = draft.root["header"].map { Array(file.bytes[$0.byteRange]) } ?? []
    }

    /// The bytes that are signed.
    func manifest(for survey: RecordSurvey) -> [UInt8] {
        BulkManifest.bytes(header: header, count: survey.count, root: survey.tree.root)
    }
}
