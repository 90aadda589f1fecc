internal import FormSchemas

/// What belongs to one call and is not in its message: an ID for the log, and the reader's language.
struct RequestScope: Sendable {
    let requestID: String
    let language: Language

    /// The scope of the call that this task serves; outside of calls, a nameless English one.
    @TaskLocal static var current = RequestScope(requestID: "none", language: .en)
}
