extension Bool: PostgresEncodable, PostgresDecodable, PostgresArrayElement, PostgresRow {
    public static var postgresType: PostgresType { .bool }
    public static var postgresArrayType: PostgresType { .boolArray }

    public func encode(into encoder: inout PostgresEncoder) {
        encoder.append(UInt8(self ? 1 : 0))
    }

    public static func decode(_ cell: borrowing PostgresCell) throws(PostgresError) -> Bool {
        guard cell.type == .bool else { throw cell.mismatch(.bool) }
        return try cell.integer(as: .bool, UInt8.self) != 0
    }
}

extension Int16: PostgresEncodable, PostgresDecodable, PostgresArrayElement, PostgresRow {
    public static var postgresType: PostgresType { .int2 }
    public static var postgresArrayType: PostgresType { .int2Array }

    public func encode(into encoder: inout PostgresEncoder) {
        encoder.append(self)
    }

    public static func decode(_ cell: borrowing PostgresCell) throws(PostgresError) -> Int16 {
        guard cell.type == .int2 else { throw cell.mismatch(.int2) }
        return try cell.integer(as: .int2)
    }
}

/// Reads `int4` and `int2`.
extension Int32: PostgresEncodable, PostgresDecodable, PostgresArrayElement, PostgresRow {
    public static var postgresType: PostgresType { .int4 }
    public static var postgresArrayType: PostgresType { .int4Array }

    public func encode(into encoder: inout PostgresEncoder) {
        encoder.append(self)
    }

    public static func decode(_ cell: borrowing PostgresCell) throws(PostgresError) -> Int32 {
        switch cell.type {
        case .int4: try cell.integer(as: .int4)
        case .int2: Int32(try cell.integer(as: .int2, Int16.self))
        default: throw cell.mismatch(.int4)
        }
    }
}

/// Reads `int8`, `int4` and `int2`. A `sum` or `count` that is `numeric` must be cast.
extension Int64: PostgresEncodable, PostgresDecodable, PostgresArrayElement, PostgresRow {
    public static var postgresType: PostgresType { .int8 }
    public static var postgresArrayType: PostgresType { .int8Array }

    public func encode(into encoder: inout PostgresEncoder) {
        encoder.append(self)
    }

    public static func decode(_ cell: borrowing PostgresCell) throws(PostgresError) -> Int64 {
        switch cell.type {
        case .int8: try cell.integer(as: .int8)
        case .int4: Int64(try cell.integer(as: .int8, Int32.self))
        case .int2: Int64(try cell.integer(as: .int8, Int16.self))
        default: throw cell.mismatch(.int8)
        }
    }
}

/// The same as `Int64`.
extension Int: PostgresRepresentable {
    public var postgresRepresentation: Int64 { Int64(self) }

    public init?(postgresRepresentation: Int64) {
        self.init(exactly: postgresRepresentation)
    }
}

/// Reads `float8` and `float4`.
extension Double: PostgresEncodable, PostgresDecodable, PostgresArrayElement, PostgresRow {
    public static var postgresType: PostgresType { .float8 }
    public static var postgresArrayType: PostgresType { .float8Array }

    public func encode(into encoder: inout PostgresEncoder) {
        encoder.append(bitPattern)
    }

    public static func decode(_ cell: borrowing PostgresCell) throws(PostgresError) -> Double {
        switch cell.type {
        case .float8: Double(bitPattern: try cell.integer(as: .float8))
        case .float4: Double(Float(bitPattern: try cell.integer(as: .float8)))
        default: throw cell.mismatch(.float8)
        }
    }
}

/// Bound as `text`. Reads the character types, `json` and enumerations.
///
/// A string with U+0000 is refused by the server (`characterNotInRepertoire`).
extension String: PostgresEncodable, PostgresDecodable, PostgresArrayElement, PostgresRow {
    public static var postgresType: PostgresType { .text }
    public static var postgresArrayType: PostgresType { .textArray }

    public func encode(into encoder: inout PostgresEncoder) {
        encoder.append(contentsOf: utf8)
    }

    public static func decode(_ cell: borrowing PostgresCell) throws(PostgresError) -> String {
        let bytes = try cell.content(of: .text)
        switch cell.type {
        case .text, .varchar, .name, .character, .blankPaddedCharacter, .json, .unknown: break
        // Enumerations and extension types such as citext travel as their text; others of the
        // user's types would show themselves by zero bytes or by not being UTF-8.
        case let type where type.isUserDefined && !bytes.contains(0): break
        default: throw cell.mismatch(.text)
        }
        // Most is ASCII, which is told in far less time.
        if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw PostgresError(.decoding, "\(cell.type) that is not UTF-8")
        }
        return text
    }
}

/// `[UInt8]` as a result of its own: one row with one `bytea`.
extension Array: PostgresRow where Element == UInt8 {}
