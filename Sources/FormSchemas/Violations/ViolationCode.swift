/// What is wrong with a value: a stable name that programs may rely on.
public struct ViolationCode: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
    init(_ name: String) { rawValue = name }

    public var description: String { rawValue }
}

extension ViolationCode {
    // Keywords of the schema.
    public static let type = ViolationCode("TYPE")
    public static let `enum` = ViolationCode("ENUM")
    public static let const = ViolationCode("CONST")
    public static let codeList = ViolationCode("CODE_LIST")
    public static let required = ViolationCode("REQUIRED")
    public static let unknownField = ViolationCode("UNKNOWN_FIELD")
    public static let unknownItem = ViolationCode("UNKNOWN_ITEM")
    public static let tooShort = ViolationCode("TOO_SHORT")
    public static let tooLong = ViolationCode("TOO_LONG")
    public static let pattern = ViolationCode("PATTERN")
    public static let format = ViolationCode("FORMAT")
    public static let tooSmall = ViolationCode("TOO_SMALL")
    public static let tooLarge = ViolationCode("TOO_LARGE")
    public static let multipleOf = ViolationCode("MULTIPLE_OF")
    public static let tooFew = ViolationCode("TOO_FEW")
    public static let tooMany = ViolationCode("TOO_MANY")
    public static let notUnique = ViolationCode("NOT_UNIQUE")
    public static let containsTooFew = ViolationCode("CONTAINS_TOO_FEW")
    public static let containsTooMany = ViolationCode("CONTAINS_TOO_MANY")
    public static let tooFewFields = ViolationCode("TOO_FEW_FIELDS")
    public static let tooManyFields = ViolationCode("TOO_MANY_FIELDS")
    public static let fieldName = ViolationCode("FIELD_NAME")
    public static let oneOfNone = ViolationCode("ONE_OF_NONE")
    public static let oneOfMany = ViolationCode("ONE_OF_MANY")
    public static let anyOfNone = ViolationCode("ANY_OF_NONE")
    public static let notAllowed = ViolationCode("NOT_ALLOWED")
    public static let moneyAmount = ViolationCode("MONEY_AMOUNT")
    public static let moneyCurrency = ViolationCode("MONEY_CURRENCY")
    public static let moneyDecimals = ViolationCode("MONEY_DECIMALS")
    public static let partReference = ViolationCode("PART_REFERENCE")
    /// The value and the schema together need more steps than the evaluator takes.
    public static let tooComplex = ViolationCode("TOO_COMPLEX")

    // The document as a whole.
    public static let notJSON = ViolationCode("NOT_JSON")
    public static let duplicateKey = ViolationCode("DUPLICATE_KEY")
    public static let tooDeep = ViolationCode("TOO_DEEP")
    public static let numberTooLong = ViolationCode("NUMBER_TOO_LONG")
    public static let nulCharacter = ViolationCode("NUL_CHARACTER")
    public static let invalidUTF8 = ViolationCode("INVALID_UTF8")
    public static let loneSurrogate = ViolationCode("LONE_SURROGATE")
    public static let trailingBytes = ViolationCode("TRAILING_BYTES")
    public static let byteOrderMark = ViolationCode("BYTE_ORDER_MARK")
    public static let documentTooLarge = ViolationCode("DOCUMENT_TOO_LARGE")
    /// A placeholder of a draft, ‹Title of the field›, still stands there.
    public static let unfilled = ViolationCode("UNFILLED")
    public static let purposeNotAllowed = ViolationCode("PURPOSE_NOT_ALLOWED")
    /// What is sent for one purpose is not permitted to be used for it.
    public static let purposeNotPermitted = ViolationCode("PURPOSE_NOT_PERMITTED")
    public static let dueBeforeCreation = ViolationCode("DUE_BEFORE_CREATION")
    public static let retentionBeforeCreation = ViolationCode("RETENTION_BEFORE_CREATION")
    public static let legalBasisNotAllowed = ViolationCode("LEGAL_BASIS_NOT_ALLOWED")
    public static let partNotSealed = ViolationCode("PART_NOT_SEALED")
    public static let partMissing = ViolationCode("PART_MISSING")
    public static let partUnknown = ViolationCode("PART_UNKNOWN")
    public static let partDuplicate = ViolationCode("PART_DUPLICATE")
    public static let partDigest = ViolationCode("PART_DIGEST")
    public static let partFormat = ViolationCode("PART_FORMAT")
    /// A record of a bulk submission refers to a part, which none can have.
    public static let partInRecord = ViolationCode("PART_IN_RECORD")
    /// A rule of the form has no value for this document.
    public static let ruleError = ViolationCode("RULE_ERROR")

    // The form in its dialogue (docs/dialogues.md).
    public static let replyMissing = ViolationCode("REPLY_MISSING")
    public static let replyUnknown = ViolationCode("REPLY_UNKNOWN")
    public static let replyNotForeseen = ViolationCode("REPLY_NOT_FORESEEN")
    public static let replySuperseded = ViolationCode("REPLY_SUPERSEDED")
    public static let replyWithdrawn = ViolationCode("REPLY_WITHDRAWN")
    public static let replyNotYours = ViolationCode("REPLY_NOT_YOURS")
    public static let replyTwice = ViolationCode("REPLY_TWICE")
    public static let recipientMissing = ViolationCode("RECIPIENT_MISSING")
    public static let caseDiffers = ViolationCode("CASE_DIFFERS")
    public static let stateForbids = ViolationCode("STATE_FORBIDS")
    public static let correctsUnknown = ViolationCode("CORRECTS_UNKNOWN")
    public static let correctsOtherForm = ViolationCode("CORRECTS_OTHER_FORM")
    public static let correctsSuperseded = ViolationCode("CORRECTS_SUPERSEDED")
    public static let correctsWithdrawn = ViolationCode("CORRECTS_WITHDRAWN")
    public static let resendChanged = ViolationCode("RESEND_CHANGED")
    public static let referenceUnknown = ViolationCode("REFERENCE_UNKNOWN")
    public static let referenceSuperseded = ViolationCode("REFERENCE_SUPERSEDED")
    public static let referenceWithdrawn = ViolationCode("REFERENCE_WITHDRAWN")
    public static let referenceOtherForm = ViolationCode("REFERENCE_OTHER_FORM")
    public static let actionNotForeseen = ViolationCode("ACTION_NOT_FORESEEN")
    public static let senderIsNotCaller = ViolationCode("SENDER_IS_NOT_CALLER")
    public static let recipientUnknown = ViolationCode("RECIPIENT_UNKNOWN")
    public static let turnNotForeseen = ViolationCode("TURN_NOT_FORESEEN")
    public static let dialogueTooLong = ViolationCode("DIALOGUE_TOO_LONG")
    public static let tooManyFacts = ViolationCode("TOO_MANY_FACTS")

    /// Every code that this module can report, each with a message in every language.
    public static let all: [ViolationCode] = keywordsAndDocuments + dialogues + identifiers

    private static let keywordsAndDocuments: [ViolationCode] = [
        .type, .enum, .const, .codeList, .required, .unknownField, .unknownItem, .tooShort,
        .tooLong, .pattern, .format, .tooSmall, .tooLarge, .multipleOf, .tooFew, .tooMany,
        .notUnique, .containsTooFew, .containsTooMany, .tooFewFields, .tooManyFields, .fieldName,
        .oneOfNone, .oneOfMany, .anyOfNone, .notAllowed, .partReference, .tooComplex, .notJSON,
        .duplicateKey, .tooDeep, .numberTooLong, .nulCharacter, .invalidUTF8, .loneSurrogate,
        .trailingBytes, .byteOrderMark, .documentTooLarge, .unfilled, .purposeNotAllowed,
        .purposeNotPermitted, .dueBeforeCreation, .retentionBeforeCreation,
        .legalBasisNotAllowed, .partNotSealed, .partMissing, .partUnknown, .partDuplicate,
        .partDigest, .partFormat, .partInRecord, .ruleError, .moneyAmount, .moneyCurrency,
        .moneyDecimals,
    ]

    private static let dialogues: [ViolationCode] = [
        .replyMissing, .replyUnknown, .replyNotForeseen, .replySuperseded, .replyWithdrawn,
        .replyNotYours, .replyTwice, .recipientMissing, .caseDiffers, .stateForbids,
        .correctsUnknown, .correctsOtherForm, .correctsSuperseded, .correctsWithdrawn,
        .resendChanged, .referenceUnknown, .referenceSuperseded, .referenceWithdrawn,
        .referenceOtherForm, .actionNotForeseen, .dialogueTooLong, .tooManyFacts,
        .turnNotForeseen, .senderIsNotCaller, .recipientUnknown,
    ]

    /// The codes of identifiers: that of the form, and that of the check where there is one.
    private static var identifiers: [ViolationCode] {
        IdentifierType.all.flatMap { type in
            [ViolationCode(type.code)]
                + (type.hasCheck ? [ViolationCode(type.code + "_CHECK")] : [])
        }
    }
}
