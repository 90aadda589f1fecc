/// A piece of SQL with its bound values, from which queries are put together.
///
/// ```swift
/// var conditions: [SQLFragment] = ["recipient = \(agency)"]
/// if let form { conditions.append("form = \(form)") }
/// let query: Query<[Row]> = "select … where \(conditions.joined(separator: " and ")) limit 50"
/// ```
///
/// The text can only come from literals in the source (`StaticString`): there is no way to splice
/// a string made at run time, and each interpolated value becomes a parameter.
public struct SQLFragment: Sendable, ExpressibleByStringInterpolation {
    enum Piece: Sendable {
        case text(StaticString)
        case parameter
    }

    private(set) var pieces: [Piece]
    private(set) var parameters: StatementParameters

    private init(pieces: [Piece] = []) {
        self.pieces = pieces
        self.parameters = StatementParameters()
    }

    public init(stringLiteral literal: StaticString) {
        self.init(pieces: [.text(literal)])
    }

    public init(stringInterpolation: SQLInterpolation) {
        self = stringInterpolation.fragment
    }

    /// A fragment without text, to append to.
    public static var empty: SQLFragment { SQLFragment() }

    public var isEmpty: Bool { pieces.isEmpty }

    mutating func append(_ literal: StaticString) {
        guard literal.utf8CodeUnitCount > 0 || !literal.hasPointerRepresentation else { return }
        pieces.append(.text(literal))
    }

    mutating func append(_ value: some PostgresEncodable) {
        pieces.append(.parameter)
        parameters.append(value)
    }

    public mutating func append(_ other: SQLFragment) {
        pieces.append(contentsOf: other.pieces)
        parameters.append(other.parameters)
    }

    public static func + (left: SQLFragment, right: SQLFragment) -> SQLFragment {
        var sum = left
        sum.append(right)
        return sum
    }

    public static func += (left: inout SQLFragment, right: SQLFragment) {
        left.append(right)
    }
}

extension Sequence<SQLFragment> {
    /// The fragments one after the other with `separator` between them; nothing for no fragment.
    public func joined(separator: SQLFragment) -> SQLFragment {
        var joined = SQLFragment.empty
        for (index, fragment) in enumerated() {
            if index > 0 { joined.append(separator) }
            joined.append(fragment)
        }
        return joined
    }
}

/// Turns a string literal with interpolations into SQL with parameters.
public struct SQLInterpolation: StringInterpolationProtocol {
    public typealias StringLiteralType = StaticString

    var fragment = SQLFragment.empty

    public init(literalCapacity: Int, interpolationCount: Int) {}

    public mutating func appendLiteral(_ literal: StaticString) {
        fragment.append(literal)
    }

    /// Binds `value` to the next parameter.
    public mutating func appendInterpolation(_ value: some PostgresEncodable) {
        fragment.append(value)
    }

    /// Inserts another fragment with the values bound to it.
    public mutating func appendInterpolation(_ other: SQLFragment) {
        fragment.append(other)
    }
}
