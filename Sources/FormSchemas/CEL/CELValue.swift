/// The value of an expression.
public indirect enum CELValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case list([CELValue])
    /// In the order of the document or the expression.
    case map([Entry])
    /// In RFC 3339, UTC.
    case timestamp(String)
    /// In seconds, e.g. `5400s`.
    case duration(String)
    /// Exact, e.g. `12.5`.
    case decimal(String)
    /// The name of a type.
    case type(String)

    public struct Entry: Sendable, Equatable {
        public let key: CELValue
        public let value: CELValue
    }

    /// The type's name, as `type()` gives it.
    public var typeName: String {
        switch self {
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .list: "list"
        case .map: "map"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .decimal: "decimal"
        case .type: "type"
        }
    }
}

extension CELValue: CustomStringConvertible {
    /// The value as an expression writes it, e.g. `[1, 2u, "a"]`, `timestamp("2026-01-01T…")`.
    public var description: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .int(let value): String(value)
        case .uint(let value): "\(value)u"
        case .double(let value):
            value.isFinite ? "\(value)" : "double(\"\(CELNumberText.of(value))\")"
        case .string(let text): Self.quoted(text)
        case .bytes(let bytes): "b\"" + bytes.map(Self.escaped).joined() + "\""
        case .list(let elements): "[" + elements.map(\.description).joined(separator: ", ") + "]"
        case .map(let entries):
            "{" + entries.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
        case .timestamp(let text): "timestamp(\"\(text)\")"
        case .duration(let text): "duration(\"\(text)\")"
        case .decimal(let text): "decimal(\"\(text)\")"
        case .type(let name): name
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                result += escaped(UInt8(scalar.value))
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// A byte of bytes: itself if it is plain ASCII, else `\xHH`.
    private static func escaped(_ byte: UInt8) -> String {
        if byte >= 0x20, byte < 0x7F, byte != 0x22, byte != 0x5C {
            return String(Unicode.Scalar(byte))
        }
        let digits = String(byte, radix: 16)
        return "\\x" + (digits.count < 2 ? "0" : "") + digits
    }
}

extension CELMachine {
    /// A result as a value that outlives the evaluation; requires that it is no error.
    mutating func value(_ cell: CELCell) -> CELValue {
        switch cell.kind {
        case .null, .error: return .null
        case .bool: return .bool(cell.word != 0)
        case .int: return .int(cell.int)
        case .uint: return .uint(cell.word)
        case .double: return .double(cell.double)
        case .string: return .string(String(decoding: cell.buffer, as: UTF8.self))
        case .bytes: return .bytes(Array(cell.buffer))
        case .timestamp: return .timestamp(cell.time.momentText)
        case .duration: return .duration(cell.time.spanText)
        case .decimal: return .decimal(cell.decimal.description)
        case .type:
            return .type(CELKind(rawValue: UInt8(truncatingIfNeeded: cell.word))?.typeName ?? "")
        case .list:
            var cursor = CELCursor(cell)
            return .list((0..<cell.size).map { _ in value(next(&cursor)) })
        case .map:
            var cursor = CELCursor(cell)
            return .map(
                (0..<cell.size).map { _ in
                    let key = value(next(&cursor))
                    return CELValue.Entry(key: key, value: value(next(&cursor)))
                })
        }
    }
}
