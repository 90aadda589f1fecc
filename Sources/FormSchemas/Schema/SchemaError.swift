/// Why a schema cannot be compiled, and where.
public struct SchemaError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Reason: String, Sendable, CaseIterable {
        /// A keyword has a value that the meta-schema does not allow.
        case invalidKeyword = "INVALID_KEYWORD"
        /// `$ref`, `$dynamicRef`, `$schema` or `codeList` names what is not there.
        case unresolved = "UNRESOLVED"
        /// A required vocabulary that this engine does not know.
        case unknownVocabulary = "UNKNOWN_VOCABULARY"
        /// A pattern that is not ECMA-262 or cannot run in linear time.
        case pattern = "PATTERN"
        /// Schemas that apply each other to the same value for ever.
        case infiniteLoop = "INFINITE_LOOP"
        /// Two resources or anchors of one name.
        case duplicateIdentifier = "DUPLICATE_IDENTIFIER"
        /// One of ``SchemaLimits`` is exceeded.
        case tooLarge = "TOO_LARGE"
    }

    public let reason: Reason
    /// The URI of the schema resource and a JSON pointer into it as its fragment.
    public let schemaLocation: String
    /// One English sentence for the schema's author.
    public let message: String

    public var description: String { "\(schemaLocation): \(message)" }
}

/// Something in a schema that has no effect and is probably a mistake.
public struct SchemaWarning: Sendable, Equatable {
    public enum Kind: String, Sendable {
        case unknownKeyword = "UNKNOWN_KEYWORD"
        case unknownFormat = "UNKNOWN_FORMAT"
    }

    public let kind: Kind
    /// The keyword or format.
    public let name: String
    public let schemaLocation: String
}

/// The bounds within which a schema is compiled; the one place for them.
public struct SchemaLimits: Sendable {
    /// Subschemas of a program, those of referenced resources included.
    public var nodesMax = 50_000
    /// Subschemas applied in turn to one value without going into it.
    public var inPlaceChainMax = 200
    /// Work that one value may cause in place: all branches of all branches.
    public var inPlaceWorkMax = 20_000
    /// Bytes of literals, code lists and names together.
    public var literalBytesMax = 16 << 20
    /// What compiling all patterns may take together; see ``Pattern/work``.
    public var patternWorkMax = 40_000_000

    public init() {}
}

/// How a schema is compiled.
public struct SchemaOptions: Sendable {
    /// Whether `format` asserts; a meta-schema with the format-assertion vocabulary asserts anyway.
    public var assertsFormats = true
    /// Whether the exchange's own keywords (`codeList`, `part`, `severity` …) are known.
    public var exchangeKeywords = true
    /// Whether the schema is first checked against its meta-schema.
    public var checksMetaSchema = true
    public var limits = SchemaLimits()
    /// Whether malformed hints for `DocumentGenerator` are refused; they change no verdict.
    var checksGeneratorHints = false

    public init() {}
}
