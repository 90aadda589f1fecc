/// How to make a realistic value: the keyword `generate`, for the generator alone.
///
/// A schema has one hint or a list of them; of a list the first that gives a value counts. Never
/// looked at for a verdict.
struct GeneratorHint: Sendable {
    // Whether the field is there.
    /// The chance that an optional field is there.
    var weight: Double?
    /// There if the values at these places differ.
    var differ: [GeneratorPointer] = []

    // Objects and lists.
    /// The members that are made before the others.
    var first: [String] = []
    var count: ClosedRange<Int>?
    /// One element for every distinct value at these places.
    var each: [GeneratorPointer] = []
    /// The chance that a value of `each` gets its element.
    var share: Double?
    /// What differs from element to element.
    var distinct: GeneratorPointer?

    // Values.
    var value: JSONValue?
    var weights: [(value: JSONValue, weight: Double)] = []
    var copy: GeneratorPointer?
    var from: String?
    var matching: [(column: String, pointer: GeneratorPointer)] = []
    var except: [(column: String, pointer: GeneratorPointer)] = []
    var field: String?
    var text: String?
    var pattern: String?
    var format: Format?
    var after: [After] = []
    /// The hours of the day that `after` keeps to: full hours, local time.
    var hours: Range<Int>?

    /// A moment some time after (before, if negative) another one.
    struct After: Sendable {
        enum Bound: Sendable {
            case number(Int)
            case column(String)
        }

        /// `nil`: the moment at which the document is made.
        let pointer: GeneratorPointer?
        let low: Bound
        let high: Bound
        /// In seconds.
        let unit: Int
    }

    /// Whether there is a way to a value here, not only to presence or shape.
    var givesValue: Bool {
        value != nil || !weights.isEmpty || copy != nil || (from != nil && field != nil)
            || (from == nil && field != nil) || text != nil || pattern != nil || format != nil
            || !after.isEmpty
    }

    /// Why a hint cannot be used, for the schema's author.
    struct Malformed: Error {
        let message: String
    }

    /// Reads the value of the keyword: an object or a list of objects.
    static func list(_ node: JSONNode) throws(Malformed) -> [GeneratorHint] {
        guard node.kind == .array else { return [try GeneratorHint(node)] }
        var hints: [GeneratorHint] = []
        for element in node.elements { hints.append(try GeneratorHint(element)) }
        return hints
    }
}
