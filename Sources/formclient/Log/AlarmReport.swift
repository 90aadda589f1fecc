import FormDocument
import FormSchemas
import TransparencyLog

/// An alarm as the user gets to read it, once its evidence is kept.
struct AlarmReport: Sendable {
    let error: ClientError
    /// The same with `--json`, see `docs/log.md`.
    let json: JSONValue

    /// Keeps the evidence, or says why it cannot.
    init(_ alarm: LogAlarm, _ profile: Profile, in language: Language) {
        var details = [
            Phrase.alarmReceived(alarm.received.map { try? SignedCheckpoint(parsing: $0) })
        ]
        if let known = alarm.known { details.insert(.alarmKnown(known), at: 0) }
        if let refusal = alarm.refusal {
            details.append(.alarmRefusal(refusal.message))
        }
        var json: JSONValue = [
            "outcome": "alarm", "finding": .string(alarm.finding.rawValue),
            "message": .string(Phrase.alarm(alarm.finding)[language]),
        ]
        do throws(ClientError) {
            let path = try StateFolder(profile).keepEvidence(alarm, profile, at: .now())
            details.append(.alarmEvidence(path))
            json["evidence"] = .string(path)
        } catch {
            details.append(error.message)
        }
        json["refusal"] = alarm.refusal?.reason.map { .string($0) }
        if let known = alarm.known {
            json["known"] = [
                "source": .string(known.source.rawValue),
                "tree_size": .number("\(known.size)"), "root": .string("\(known.root)"),
            ]
        }
        error = ClientError(
            .answerIsNo, .alarm(alarm.finding), details: details, advice: .alarmAdvice)
        self.json = json
    }
}
