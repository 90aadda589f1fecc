internal import FormDocument
internal import TransparencyLog

/// One consultation: who read what and why.
struct AuditRecord: Sendable {
    let at: Timestamp
    let agency: AgencyCode
    let fingerprint: [UInt8]
    let officer: String
    let reason: String
    let call: String
    let form: DocumentIdentity?
    /// What was asked for besides one form, as text; empty for one form.
    let filters: String
    let resultCount: Int32

    init(
        _ access: StatedAccess, call: String, form: DocumentIdentity?, filters: String = "",
        results: Int, at time: Timestamp
    ) {
        at = time
        agency = access.caller.agency
        fingerprint = access.caller.fingerprint
        officer = access.officer
        reason = access.reason
        self.call = call
        self.form = form
        self.filters = filters
        resultCount = Int32(clamping: results)
    }

    /// An entry as it is stored.
    init(
        at time: Timestamp, agency: AgencyCode, fingerprint: [UInt8], officer: String,
        reason: String, call: String, form: DocumentIdentity?, filters: String, resultCount: Int32
    ) {
        at = time
        self.agency = agency
        self.fingerprint = fingerprint
        self.officer = officer
        self.reason = reason
        self.call = call
        self.form = form
        self.filters = filters
        self.resultCount = resultCount
    }
}

extension AuditRecord {
    /// The bytes that the log's hash is over, for the entry with this number.
    ///
    /// Byte layout: `docs/formats.md`. Numbers are big-endian; each text and the fingerprint have
    /// their length in four bytes before them; a form is its sender and the text of its ID, both
    /// empty where the consultation was not about one form.
    func bytes(number: Int64) -> [UInt8] {
        var bytes: [UInt8] = []
        func append(_ value: some FixedWidthInteger) {
            withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
        }
        func append(_ field: some Collection<UInt8>) {
            append(UInt32(clamping: field.count))
            bytes.append(contentsOf: field)
        }
        append(number)
        append(at.microseconds)
        append(agency.description.utf8)
        append(fingerprint)
        append(officer.utf8)
        append(reason.utf8)
        append(call.utf8)
        append((form?.sender.description ?? "").utf8)
        append((form?.id.description ?? "").utf8)
        append(filters.utf8)
        append(resultCount)
        return bytes
    }
}
