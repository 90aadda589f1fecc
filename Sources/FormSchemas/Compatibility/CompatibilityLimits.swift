/// The bounds of comparing two schemas; the one place for them.
///
/// Whatever lies beyond is unknown, never compatible.
public struct CompatibilityLimits: Sendable {
    /// Branches and values looked at in one proof.
    public var stepsMax = 4_000
    /// The same for everything that is asked about one pair of schemas.
    public var stepsTotalMax = 12_000
    /// Values inside each other, and branches inside each other, in one proof.
    public var depthMax = 90
    /// Constraints of both schemas together.
    public var constraintsMax = 60_000
    /// Values of one `enum` or code list that are tried one by one.
    public var valuesMax = 20_000
    /// Numbers of a range that are tried one by one.
    public var numbersMax = 500
    /// States of the product of patterns, and texts that are tried.
    public var patternStatesMax = 20_000
    public var textsMax = 24
    /// Patterns over member names that are told apart in one object.
    public var namePatternsMax = 4
    /// Elements of a list that are told apart by their place.
    public var positionsMax = 40
    /// Places whose differences are looked for, and differences that are reported.
    public var placesMax = 4_000
    public var differencesMax = 50
    /// Attempts at making a witness smaller.
    public var shrinkingsMax = 200
    /// The same in a whole document of a form with rules.
    public var shrinkingsOfDocumentMax = 120
    /// Documents that are made to find one that the rules of a form accept too.
    public var documentsMax = 8
    /// Bytes of all documents that are tried for one difference.
    public var documentBytesMax = 1 << 18

    public init() {}
}
