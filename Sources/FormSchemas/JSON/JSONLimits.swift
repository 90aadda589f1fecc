/// The bounds within which JSON is read; the one place for them.
///
/// The defaults are those of a form document: what passes can be stored, indexed and compared
/// exactly. `bytesMax` bounds what the reader is willing to look at, not the size of a document
/// that the exchange accepts, which is smaller.
public struct JSONLimits: Sendable, Equatable {
    /// Nesting of arrays and objects above which `TOO_DEEP` is reported.
    public var depthMax: Int
    /// Digits of a number before its exponent above which `NUMBER_TOO_LONG` is reported.
    public var numberDigitsMax: Int
    /// Magnitude of a number's exponent above which `NUMBER_TOO_LONG` is reported.
    public var exponentMax: Int
    /// Length of the text above which `DOCUMENT_TOO_LARGE` is reported.
    public var bytesMax: Int
    /// Whether a string may hold U+0000, which no database column can (for test suites only).
    public var allowsNUL = false

    /// Creates limits; what lies outside the reader's own bounds is clamped to them.
    public init(
        depthMax: Int = 64, numberDigitsMax: Int = 40, exponentMax: Int = 400,
        bytesMax: Int = JSONLimits.bytesCeiling
    ) {
        self.depthMax = max(1, min(depthMax, Self.depthCeiling))
        self.numberDigitsMax = max(1, min(numberDigitsMax, 10_000))
        self.exponentMax = max(0, min(exponentMax, 10_000))
        self.bytesMax = max(0, min(bytesMax, Self.bytesCeiling))
    }

    /// The limits of a form document.
    public static let document = JSONLimits()

    /// What the evaluator's recursion can bear on the stack of any thread.
    public static let depthCeiling = 512
    /// Lengths and counts take 28 bits in a tape entry.
    public static let bytesCeiling = (1 << 28) - 1
}
