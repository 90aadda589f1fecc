/// A statement whose answer becomes a `Result`.
///
/// `Result` is `Void` (rows are ignored), ``AffectedRows``, a ``PostgresRow`` (exactly one row),
/// an optional one (none or one) or an array of them. The basic types are rows of one column.
///
/// ```swift
/// let find: Query<Submission?> = "select form, version from submission where id = \(id)"
/// ```
public struct Query<Result>: Sendable, ExpressibleByStringInterpolation {
    public private(set) var fragment: SQLFragment

    public init(_ fragment: SQLFragment) {
        self.fragment = fragment
    }

    public init(stringLiteral literal: StaticString) {
        self.init(SQLFragment(stringLiteral: literal))
    }

    public init(stringInterpolation: SQLInterpolation) {
        self.init(stringInterpolation.fragment)
    }

    public mutating func append(_ fragment: SQLFragment) {
        self.fragment.append(fragment)
    }

    public static func + (query: Query, fragment: SQLFragment) -> Query {
        var sum = query
        sum.append(fragment)
        return sum
    }

    public static func += (query: inout Query, fragment: SQLFragment) {
        query.append(fragment)
    }
}

extension Query: CustomDebugStringConvertible {
    /// The statement's text with `$1`, `$2`… where the values are; never the values.
    public var debugDescription: String { PostgresStatement(fragment).text }
}
