/// What keywords of a schema cannot say about a form: an expression that must be true.
public struct Rule: Sendable {
    /// The violation's code, e.g. `CROSSING_REQUIRED`.
    public let code: ViolationCode
    public let severity: Violation.Severity
    /// Where it is evaluated: a pointer in which `*` stands for every element; empty for the
    /// document once.
    public let each: String
    /// Where a violation is reported, relative to the value it was evaluated for.
    public let at: JSONPointer
    /// In the Common Expression Language.
    public let expression: String
    /// Expressions whose values the messages mention, by name.
    public let parameters: [String: String]
    public let messages: LocalizedText
    /// The steps that one evaluation takes at worst.
    public let cost: Int
}
