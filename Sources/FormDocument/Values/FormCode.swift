public import FormSchemas

/// The code of a form, such as `VIP-01`: three capital letters, a hyphen, two digits.
public struct FormCode: Hashable, Sendable, Comparable, LosslessStringConvertible {
    /// The code as text, ASCII only.
    public let description: String

    /// Reads a code; `nil` if `text` is anything else.
    public init?(_ text: String) {
        let characters = Array(text.utf8)
        guard characters.count == 6, characters[3] == UInt8(ascii: "-"),
            characters[..<3].allSatisfy(ASCII.isCapital),
            characters[4...].allSatisfy(ASCII.isDigit)
        else { return nil }
        description = text
    }

    public static func < (left: FormCode, right: FormCode) -> Bool {
        left.description < right.description
    }
}

/// The version of a form, `MAJOR.MINOR`: two decimal numbers of up to four digits each, without
/// leading zeros.
public struct FormVersionNumber: Hashable, Sendable, Comparable, LosslessStringConvertible {
    public let major: Int
    public let minor: Int

    /// Reads a version; `nil` if `text` is anything else.
    public init?(_ text: String) {
        let numbers = text.utf8.split(
            separator: UInt8(ascii: "."), omittingEmptySubsequences: false
        ).map(Self.number)
        guard numbers.count == 2, let major = numbers[0], let minor = numbers[1] else {
            return nil
        }
        self.major = major
        self.minor = minor
    }

    public var description: String { "\(major).\(minor)" }

    public static func < (left: FormVersionNumber, right: FormVersionNumber) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }

    private static func number(_ digits: Substring.UTF8View) -> Int? {
        guard (1...4).contains(digits.count), digits.allSatisfy(ASCII.isDigit) else { return nil }
        guard digits.count == 1 || digits.first != UInt8(ascii: "0") else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
}

/// A reference from one document to another: which form, from whom, with which ID.
///
/// The form's code says what kind of document is meant; (sender, ID) says which one.
public struct FormReference: Hashable, Sendable {
    public let form: FormCode
    public let sender: AgencyCode
    public let id: SubmissionID

    public init(form: FormCode, sender: AgencyCode, id: SubmissionID) {
        self.form = form
        self.sender = sender
        self.id = id
    }
}

extension FormReference {
    /// Who sent the form, and under which ID.
    public var identity: DocumentIdentity { DocumentIdentity(sender: sender, id: id) }

    /// The reference as a document has it.
    public var json: JSONValue {
        [
            "form": .string(form.description), "sender": .string(sender.description),
            "id": .string(id.description),
        ]
    }

    /// Reads a reference of a document's body; `nil` if it is none.
    init?(_ node: JSONNode) {
        guard let form = node["form"]?.string.flatMap({ FormCode($0) }),
            let sender = node["sender"]?.string.flatMap({ AgencyCode($0) }),
            let id = node["id"]?.string.flatMap({ SubmissionID($0) })
        else { return nil }
        self.init(form: form, sender: sender, id: id)
    }
}
