/// A type of another module that is stored as one of the basic types.
///
/// An enumeration over strings or integers needs no code at all, other types two members:
///
/// ```swift
/// enum Urgency: String, PostgresRepresentable { case routine, urgent }
///
/// extension AgencyCode: PostgresRepresentable {
///     public var postgresRepresentation: String { text }
///     public init?(postgresRepresentation: String) { self.init(postgresRepresentation) }
/// }
/// ```
///
/// For a column of an SQL enumeration type, cast (`\(urgency)::urgency`) or give the type
/// `static var postgresType: PostgresType { .inferred }`.
public protocol PostgresRepresentable: PostgresEncodable, PostgresDecodable,
    PostgresArrayElement, PostgresRow
{
    associatedtype
        PostgresRepresentation: PostgresEncodable, PostgresDecodable,
            PostgresArrayElement

    var postgresRepresentation: PostgresRepresentation { get }

    /// - Returns: `nil` if no value is stored like that, which is reported as `.decoding`.
    init?(postgresRepresentation: PostgresRepresentation)
}

extension PostgresRepresentable {
    public static var postgresType: PostgresType { PostgresRepresentation.postgresType }

    public func encode(into encoder: inout PostgresEncoder) {
        postgresRepresentation.encode(into: &encoder)
    }

    public static func decode(_ cell: borrowing PostgresCell) throws(PostgresError) -> Self {
        let stored = try PostgresRepresentation.decode(cell)
        guard let value = Self(postgresRepresentation: stored) else {
            throw PostgresError(.decoding, "no \(Self.self) is stored as the \(cell.type) found")
        }
        return value
    }

    public static var postgresArrayType: PostgresType {
        PostgresRepresentation.postgresArrayType
    }

    public static func encodeArray(_ array: [Self], into encoder: inout PostgresEncoder) {
        PostgresRepresentation.encodeArray(
            array.map(\.postgresRepresentation), into: &encoder)
    }
}

extension PostgresRepresentable
where
    Self: RawRepresentable, RawValue: PostgresEncodable & PostgresDecodable & PostgresArrayElement
{
    public var postgresRepresentation: RawValue { rawValue }

    public init?(postgresRepresentation: RawValue) {
        self.init(rawValue: postgresRepresentation)
    }
}
