/// Why a pattern cannot be used.
public struct PatternError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Reason: Sendable {
        /// Not an ECMA-262 pattern with the `u` flag.
        case syntax
        /// Correct, and no automaton can match it in linear time.
        case notLinear
        /// Its automaton would be too large.
        case tooLarge
    }

    public let reason: Reason
    /// Scalars of the pattern before the place of the error.
    public let offset: Int
    public let message: String

    public var description: String { "\(message) (at character \(offset + 1))" }
}
