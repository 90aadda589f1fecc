internal import FormDocument
internal import FormProtocol

/// On whose behalf something is read, and why: what the audit trail keeps of a call.
struct StatedAccess: Sendable {
    let caller: Caller
    let officer: String
    let reason: String

    /// - Throws: ``ServiceError`` `.accessNotStated`, `.roleMissing`.
    init(_ access: WireAccess, by caller: Caller, limits: Limits) throws {
        try caller.require(.reader)
        officer = Self.trimmed(access.officer)
        reason = Self.trimmed(access.reason)
        self.caller = caller
        guard (1...limits.officerCharactersMax).contains(officer.unicodeScalars.count),
            Self.isPlainText(officer)
        else {
            throw ServiceError(
                .accessNotStated,
                "State the officer on whose behalf you read: a name or service number of 1 to "
                    + "\(limits.officerCharactersMax) characters.")
        }
        // Not what is seen as one character, which may have any number of marks.
        let reasonLength = reason.unicodeScalars.count
        guard (limits.reasonCharactersMin...limits.reasonCharactersMax).contains(reasonLength),
            Self.isPlainText(reason)
        else {
            throw ServiceError(
                .accessNotStated,
                "State the reason for reading, \(limits.reasonCharactersMin) to "
                    + "\(limits.reasonCharactersMax) characters; it is kept in the audit trail.")
        }
    }

    private static func trimmed(_ text: String) -> String {
        let end = text.reversed().drop(while: \.isWhitespace).reversed()
        return String(String(end).drop(while: \.isWhitespace))
    }

    /// PostgreSQL's text cannot hold U+0000, and a line of an audit report no control character.
    private static func isPlainText(_ text: String) -> Bool {
        !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
