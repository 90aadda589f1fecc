/// A document with exactly one mistake, and what must be said about it.
public struct DocumentMutation: Sendable {
    /// What was done to the valid document.
    public enum Kind: String, Sendable, CaseIterable {
        case removedField, unknownField, forbiddenField, wrongType, tooLong, tooShort, pattern
        case format, otherIdentifier, failedCheck, unknownCode, otherValue, otherConstant, tooSmall,
            tooLarge, notMultiple
        case tooFewElements, tooManyElements, repeatedElement, nothingContained, tooFewFields
        case noBranch, otherPart, openPart, placeholder, otherPurpose, otherVersion
        /// A rule of the form; see ``DocumentMutator/mutation(of:breaking:mode:using:)``.
        case brokenRule
    }

    public let kind: Kind
    /// Where the violation must be reported.
    public let pointer: JSONPointer
    /// The code of the one violation.
    public let code: ViolationCode
    /// With `.warning` the document stays valid.
    public let severity: Violation.Severity
    public let document: JSONValue

    /// The document as JSON text.
    public var bytes: [UInt8] { document.bytes() }
}

/// A change of a document and the violation that it is meant to cause.
struct DocumentChange {
    /// New values by place; `nil` removes what is there.
    var edits: [(pointer: JSONPointer, value: JSONValue?)]
    let pointer: JSONPointer
    let code: ViolationCode
    var severity = Violation.Severity.error

    init(
        _ edits: [(pointer: JSONPointer, value: JSONValue?)], at pointer: JSONPointer,
        _ code: ViolationCode
    ) {
        self.edits = edits
        self.pointer = pointer
        self.code = code
    }

    /// Another value, wrong where it stands.
    init(_ pointer: JSONPointer, to value: JSONValue, _ code: ViolationCode) {
        self.init([(pointer, value)], at: pointer, code)
    }

    func applied(to document: JSONValue) -> JSONValue {
        var document = document
        for edit in edits {
            document = document.setting(edit.value, at: edit.pointer.tokens[...])
        }
        return document
    }
}
