/// What an expression and its evaluation may take; the one place for these bounds.
public struct CELLimits: Sendable, Equatable {
    /// Length of an expression's text in bytes.
    public var textBytesMax = 8_192
    /// Nesting of an expression, at most ``depthCeiling``; the compiler's recursion follows it.
    public var depthMax = 80 {
        didSet { depthMax = min(depthMax, Self.depthCeiling) }
    }
    /// The worst case that the compiler accepts, in steps: one for an instruction, one for each
    /// element or sixteen characters that a function walks over.
    public var costMax = 10_000_000
    /// Elements of a list or map whose schema gives no `maxItems`, for the estimate.
    public var unknownListMax = 200
    /// Characters of a text whose schema gives no `maxLength`, for the estimate.
    public var unknownTextMax = 1_000
    /// Steps that one evaluation may take, whatever the document.
    public var stepsMax = 10_000_000
    /// Bytes of texts and lists that one evaluation may make.
    public var memoryBytesMax = 16 << 20

    /// What the stack of any thread can bear.
    public static let depthCeiling = 120

    public init() {}
}
