internal import FormDocument
internal import FormProtocol
internal import FormSchemas

/// The service `benelux.forms.v1.FormExchange`.
///
/// Its calls stand with their feature: `SubmissionHandlers`, `BatchHandlers`, `BulkHandlers`,
/// `RecordHandlers`, `ReadingHandlers`, `CaseHandlers`, `DeadlineHandlers`, `InboxHandlers`.
struct FormExchangeService: WireFormExchange.SimpleServiceProtocol {
    let participants: ParticipantDirectory
    let intake: SubmissionIntake
    let bulk: BulkIntake
    let records: RecordStore
    let reading: ReadingStore
    let cases: CaseStore
    let deadlines: DeadlineStore
    let inbox: InboxStore
    let log: LogStore
    let inboxSignal: InboxSignal
    let limits: Limits
}
