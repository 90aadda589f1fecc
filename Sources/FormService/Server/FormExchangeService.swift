internal import FormDocument
internal import FormProtocol
internal import FormSchemas

/// The service `benelux.forms.v1.FormExchange`.
///
/// Its calls stand with their feature: `SubmissionHandlers`, `ReadingHandlers`,
/// `InboxHandlers`.
struct FormExchangeService: WireFormExchange.SimpleServiceProtocol {
    let participants: ParticipantDirectory
    let catalogue: Catalogue
    let signatures: SignatureCheck
    let submissions: SubmissionStore
    let reading: ReadingStore
    let inbox: InboxStore
    let log: LogStore
    let inboxSignal: InboxSignal
    let limits: Limits
    /// Whether this exchange is for tests: only then are forms with action TEST accepted.
    let isTestExchange: Bool
}
