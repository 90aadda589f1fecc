import FormSchemas

/// Why a command could not do what it was asked to: what, where and why, then what to do.
struct ClientError: Error, Sendable {
    let status: ExitStatus
    /// The exchange's stable reason for a refusal, such as `CONFLICT`.
    let reason: String?
    /// What happened, where and why.
    let message: Phrase
    /// Lines that belong under the message; one that is empty in a language is left out there.
    var details: [Phrase]
    /// What is wrong with a form that the exchange has refused, for programs: readers have it among
    /// the details.
    var violations: [ViolationReport.Entry] = []
    /// What to do about it.
    var advice: Phrase?

    init(
        _ status: ExitStatus, _ message: Phrase, reason: String? = nil, details: [Phrase] = [],
        advice: Phrase? = nil
    ) {
        self.status = status
        self.reason = reason
        self.message = message
        self.details = details
        self.advice = advice
    }

    /// The same trouble in a command that only checks something: it cannot tell.
    var undecided: ClientError {
        ClientError(.undecided, message, reason: reason, details: details, advice: advice)
    }

    /// The whole text for a reader of `language`, ready to be printed.
    func text(in language: Language) -> String {
        var lines = [message[language]]
        let details = details.map { $0[language] }.filter { !$0.isEmpty }
        if !details.isEmpty { lines += [""] + details.map { "  \($0)" } + [""] }
        if let advice { lines.append(advice[language]) }
        return lines.joined(separator: "\n")
    }
}

/// Ends a command with a status after everything has been said already.
struct SilentEnd: Error {
    let status: ExitStatus
}
