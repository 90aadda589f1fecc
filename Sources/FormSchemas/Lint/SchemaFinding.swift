/// Something about a schema that its author should know.
public struct SchemaFinding: Sendable {
    /// What was found; the raw value is a stable name that programs may rely on.
    public enum Kind: String, Sendable, CaseIterable {
        // Refused: no program can be made of the schema. Named as in ``SchemaError/Reason``.
        case invalidKeyword = "INVALID_KEYWORD"
        case unresolved = "UNRESOLVED"
        case unknownVocabulary = "UNKNOWN_VOCABULARY"
        case pattern = "PATTERN"
        case infiniteLoop = "INFINITE_LOOP"
        case duplicateIdentifier = "DUPLICATE_IDENTIFIER"
        case tooLarge = "TOO_LARGE"
        /// A rule of a form that cannot be compiled.
        case rule = "RULE"

        // Probably mistakes.
        /// A keyword that the engine does not know and so leaves aside.
        case unknownKeyword = "UNKNOWN_KEYWORD"
        /// A format that the engine does not know and so leaves aside.
        case unknownFormat = "UNKNOWN_FORMAT"
        /// A keyword about values of another type than the schema admits.
        case noEffect = "NO_EFFECT"
        /// A keyword that counts only beside another, which is not there.
        case incomplete = "INCOMPLETE"
        /// A lower bound above its upper bound.
        case emptyRange = "EMPTY_RANGE"
        /// An entry of `enum`, or a `const`, that the keywords beside it refuse.
        case unreachableValue = "UNREACHABLE_VALUE"
        /// The same entry twice in an `enum`.
        case duplicateValue = "DUPLICATE_VALUE"
        /// An `if` that always holds, or never does.
        case constantCondition = "CONSTANT_CONDITION"
        /// A branch that no value can take.
        case unreachableBranch = "UNREACHABLE_BRANCH"
        /// Two branches that say the same.
        case identicalBranches = "IDENTICAL_BRANCHES"
        /// A branch whose values another branch accepts as well.
        case subsumedBranch = "SUBSUMED_BRANCH"
        /// A field that is required or described and cannot be there.
        case forbiddenField = "FORBIDDEN_FIELD"
        /// A schema that no value satisfies.
        case unsatisfiable = "UNSATISFIABLE"
        /// A definition that nothing leads to.
        case unusedDefinition = "UNUSED_DEFINITION"
        /// A `default` or an example that the schema itself refuses.
        case invalidExample = "INVALID_EXAMPLE"
        /// A parameter of a rule that no message mentions.
        case unusedParameter = "UNUSED_PARAMETER"
        /// A rule reads a field that may be missing, without asking for it first.
        case unguardedField = "UNGUARDED_FIELD"

        // Owed to the readers of the exchange's own forms.
        case missingTitle = "MISSING_TITLE"
        case missingDescription = "MISSING_DESCRIPTION"
        case missingTranslation = "MISSING_TRANSLATION"
    }

    /// How much a finding weighs.
    public enum Severity: String, Sendable, CaseIterable {
        case refused, warning, hint
    }

    public let kind: Kind
    /// The place in the schema's document.
    public let pointer: JSONPointer
    /// Line of that place, from 1.
    public let line: Int
    /// Column of that place in Unicode scalars, from 1.
    public let column: Int
    /// What the message mentions, by name.
    public let parameters: ViolationParameters
    /// What the schema or its meta-schema says of the value that was found.
    public let cause: Violation?

    public init(
        kind: Kind, pointer: JSONPointer, line: Int, column: Int,
        parameters: ViolationParameters = [:], cause: Violation? = nil
    ) {
        self.kind = kind
        self.pointer = pointer
        self.line = line
        self.column = column
        self.parameters = parameters
        self.cause = cause
    }

    public var severity: Severity { kind.severity }

    /// One sentence for the schema's author, without a code.
    public func message(in language: Language) -> String {
        FindingMessages.text(of: self, in: language)
    }
}

extension SchemaFinding.Kind {
    public var severity: SchemaFinding.Severity {
        switch self {
        case .invalidKeyword, .unresolved, .unknownVocabulary, .pattern, .infiniteLoop,
            .duplicateIdentifier, .tooLarge, .rule:
            .refused
        case .missingTitle, .missingDescription, .missingTranslation: .hint
        default: .warning
        }
    }

    /// The kind of a refusal; they have the same names.
    init(_ reason: SchemaError.Reason) {
        switch reason {
        case .invalidKeyword: self = .invalidKeyword
        case .unresolved: self = .unresolved
        case .unknownVocabulary: self = .unknownVocabulary
        case .pattern: self = .pattern
        case .infiniteLoop: self = .infiniteLoop
        case .duplicateIdentifier: self = .duplicateIdentifier
        case .tooLarge: self = .tooLarge
        }
    }
}
