/// What a check of an identifier comes to.
public enum IdentifierOutcome: String, Sendable, CaseIterable {
    /// The form is right and so is everything that can be computed from it.
    case fits
    /// The form is right; this kind of number carries nothing that could be checked further.
    case formatOnly
    case wrongFormat
    /// The check digits do not belong to the rest.
    case wrongDigits
    /// A date inside does not exist or lies in the future.
    case wrongDate
    /// A code inside (country, currency, court …) is not in its list.
    case unknownCode
    /// The country's numbering plan has no numbers of this length.
    case wrongLength

    /// Whether nothing speaks against the identifier.
    public var isAccepted: Bool { self == .fits || self == .formatOnly }

    /// Whether the form is right and what it says is not: perhaps somebody's false number.
    public var isFailedCheck: Bool { !isAccepted && self != .wrongFormat }
}
