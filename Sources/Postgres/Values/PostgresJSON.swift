/// A `jsonb` value as the bytes of its JSON text.
///
/// What is read back is PostgreSQL's own rendering: members reordered, white space normalised.
public struct PostgresJSON: Hashable, Sendable {
    public var bytes: [UInt8]

    /// - Parameter bytes: UTF-8; the server refuses what is not JSON.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }
}

extension PostgresJSON: PostgresEncodable, PostgresDecodable, PostgresArrayElement, PostgresRow {
    public static var postgresType: PostgresType { .jsonb }
    public static var postgresArrayType: PostgresType { .jsonbArray }

    /// The version of the binary format, which precedes the text.
    private static let formatVersion: UInt8 = 1

    public func encode(into encoder: inout PostgresEncoder) {
        encoder.append(Self.formatVersion)
        encoder.append(contentsOf: bytes)
    }

    public static func decode(_ cell: borrowing PostgresCell) throws(PostgresError) -> PostgresJSON
    {
        let bytes = try cell.content(of: .jsonb)
        switch cell.type {
        case .json:
            return PostgresJSON(bytes: Array(bytes))
        case .jsonb where bytes.first == formatVersion:
            return PostgresJSON(bytes: Array(bytes.dropFirst()))
        default:
            throw cell.mismatch(.jsonb)
        }
    }
}
