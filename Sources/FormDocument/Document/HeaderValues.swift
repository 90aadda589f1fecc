/// The codes and blocks of a document's header. Raw values are the codes in the document.

/// What a document does.
public enum DocumentAction: String, Sendable, CaseIterable {
    case new = "NEW"
    case correct = "CORRECT"
    case withdraw = "WITHDRAW"
    case resend = "RESEND"
    case nothingToReport = "NIL"
    case test = "TEST"
}

/// The officer who answers for a document.
public struct SenderOfficer: Hashable, Sendable {
    public let name: String?
    /// Stands for the name where police officers stay anonymous.
    public let serviceNumber: String?
    public let function: String
    public let phone: String?
    public let email: String?
}

/// One of the agencies that a document goes to.
public struct Recipient: Hashable, Sendable {
    /// In what capacity an agency receives a document.
    public enum Role: String, Sendable, CaseIterable {
        case to = "TO"
        case copy = "CC"
        case observer = "OBSERVER"
    }

    public let agency: AgencyCode
    public let role: Role

    public init(agency: AgencyCode, role: Role) {
        self.agency = agency
        self.role = role
    }
}

/// A legal instrument that the exchange of a document rests on, and the article in it.
public struct LegalBasis: Hashable, Sendable {
    public let instrument: String
    public let article: String?
}

/// What a recipient may use a document for beyond its purpose.
public enum OnwardUse: String, Sendable, CaseIterable {
    case none = "NONE"
    case samePurpose = "SAME_PURPOSE"
    case withConsent = "WITH_CONSENT"
    case judicialWithConsent = "JUDICIAL_WITH_CONSENT"
}

/// How a document is to be handled and how far its content can be relied on.
public struct Handling: Hashable, Sendable {
    /// The handling codes of police cooperation.
    public enum Code: String, Sendable, CaseIterable {
        case h0 = "H0"
        case h1 = "H1"
        case h2 = "H2"
        case h3 = "H3"
    }

    /// The classification of a document.
    public enum Classification: String, Sendable, CaseIterable {
        case none = "NONE"
        case limited = "LIMITED"
        case beneluxRestricted = "BENELUX-R"
    }

    /// How reliable the source is.
    public enum SourceEvaluation: String, Sendable, CaseIterable {
        case alwaysReliable = "A"
        case mostlyReliable = "B"
        case mostlyUnreliable = "C"
        case unknown = "X"
    }

    /// How certain the information is.
    public enum InformationEvaluation: String, Sendable, CaseIterable {
        case certain = "1"
        case knownToSource = "2"
        case corroborated = "3"
        case unconfirmed = "4"
    }

    public let codes: [Code]
    public let text: String?
    public let classification: Classification
    public let sourceEvaluation: SourceEvaluation?
    public let informationEvaluation: InformationEvaluation?
}

/// How soon a document wants to be dealt with.
public enum Urgency: String, Sendable, CaseIterable {
    case routine = "ROUTINE"
    case urgent = "URGENT"
    case immediate = "IMMEDIATE"
}

/// The language that a document's free text is written in.
public enum DocumentLanguage: String, Sendable, CaseIterable {
    case dutch = "nl"
    case french = "fr"
    case german = "de"
    case luxembourgish = "lb"
    case english = "en"
}
