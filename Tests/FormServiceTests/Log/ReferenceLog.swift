import FormDocument

@testable import FormService

/// What the sequencer has to do, without a database, a tree or other servers.
struct ReferenceLog {
    /// What is expected of one entry.
    enum Expectation: Equatable {
        case appended(Int64)
        case repeated(Int64)
        case conflict, refused, participantsChanged, recordsMissing, notRecipient, recorded
    }

    /// An accepted form.
    struct Form {
        let digest: [UInt8]
        let leafIndex: Int64
        let recipients: [AgencyCode]
        let isBulk: Bool
        /// The first of the forms that correct each other, and whether this one ends them.
        let first: SubmissionID
        let isWithdrawal: Bool
    }

    var size: Int64 = 0
    var epoch: Int64 = 0
    var auditCount: Int64 = 0
    /// The manifests whose records are all there.
    var completeUploads: Set<DocumentIdentity> = []
    var forms: [DocumentIdentity: Form] = [:]
    var events: [EventEntry: Int64] = [:]
    var inboxes: [AgencyCode: [Int64]] = [:]

    mutating func changeParticipants() {
        size += 1
        epoch = size
    }

    mutating func append(_ entries: [LogEntry]) -> [Expectation] {
        let before = forms
        let auditBefore = auditCount
        let expectations = entries.map { append($0, before) }
        if auditCount > auditBefore { size += 1 }
        return expectations
    }

    private func isNewest(_ form: Form, of sender: AgencyCode) -> Bool {
        !forms.contains {
            $0.key.sender == sender && $0.value.first == form.first
                && $0.value.leafIndex > form.leafIndex
        }
    }

    /// - Parameter before: the forms that recipients could see when the batch began.
    private mutating func append(
        _ entry: LogEntry, _ before: [DocumentIdentity: Form]
    ) -> Expectation {
        switch entry {
        case .submission(let entry):
            let digest = entry.checked.draft.document.digest
            if let form = forms[entry.identity] {
                return form.digest == digest ? .repeated(form.leafIndex) : .conflict
            }
            guard entry.participantEpoch == epoch else { return .participantsChanged }
            let isBulk = entry.bulk != nil
            if isBulk, !completeUploads.contains(entry.identity) { return .recordsMissing }
            let header = entry.checked.header
            let recipients = header.recipients.map(\.agency)
            var first = header.id
            if let corrected = header.corrects {
                guard let old = forms[corrected.identity], isNewest(old, of: header.sender),
                    !old.isWithdrawal, Set(recipients).isSuperset(of: old.recipients)
                else { return .refused }
                first = old.first
            }
            forms[entry.identity] = Form(
                digest: digest, leafIndex: size, recipients: recipients, isBulk: isBulk,
                first: first, isWithdrawal: header.action == .withdraw)
            for recipient in recipients { inboxes[recipient, default: []].append(size) }
            // The leaf after the manifest's is that of the results.
            if isBulk {
                size += 2
                return .appended(size - 2)
            }
        case .event(let entry, let record):
            guard before[entry.form]?.recipients.contains(entry.recipient) == true else {
                return .notRecipient
            }
            if let leafIndex = events[entry] { return .repeated(leafIndex) }
            events[entry] = size
            if record != nil { auditCount += 1 }
            if entry.event == .acknowledged { inboxes[entry.form.sender, default: []].append(size) }
        case .consultation:
            auditCount += 1
            return .recorded
        }
        size += 1
        return .appended(size - 1)
    }
}
