internal import Crypto
internal import FormDocument
internal import FormSchemas
internal import Postgres
internal import TransparencyLog

/// A value of a table as it is stored, whatever it is: of a table that may have been tampered with
/// nothing is taken for granted.
enum StoredValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Int64)
    case exactText(ExactText)
    case bytes([UInt8])
    case uuid([UInt8])
    /// Microseconds since 1970.
    case time(Int64)
    case exactTexts([ExactText])
    case byteStrings([[UInt8]])
    /// Something that no column of the exchange can have.
    case unreadable

    static func text(_ text: String) -> StoredValue { .exactText(ExactText(string: text)) }
    static func texts(_ texts: [String]) -> StoredValue {
        .exactTexts(texts.map { ExactText(string: $0) })
    }

    /// A text that equals another if its bytes do: strings are equal if they mean the same characters.
    struct ExactText: Hashable, Sendable {
        let string: String

        static func == (left: ExactText, right: ExactText) -> Bool {
            left.string.utf8.elementsEqual(right.string.utf8)
        }

        func hash(into hasher: inout Hasher) { hasher.combine(Array(string.utf8)) }
    }
}

extension StoredValue: PostgresDecodable {
    static func decode(_ cell: borrowing PostgresCell) throws(PostgresError) -> StoredValue {
        if cell.isNull { return .null }
        do throws(PostgresError) {
            switch cell.type {
            case .bool: return .bool(try Bool.decode(cell))
            case .int2, .int4, .int8: return .number(try Int64.decode(cell))
            case .text: return .text(try String.decode(cell))
            case .bytea: return .bytes(try [UInt8].decode(cell))
            case .uuid: return .uuid(try PostgresUUID.decode(cell).bytes)
            case .timestamptz:
                return .time(try PostgresTimestamp.decode(cell).microsecondsSince1970)
            case .textArray: return .texts(try [String].decode(cell))
            case .byteaArray: return .byteStrings(try [[UInt8]].decode(cell))
            default: return .unreadable
            }
        } catch {
            // An array with nulls or of several dimensions.
            return .unreadable
        }
    }
}

// MARK: - What is expected

extension StoredValue {
    init(_ time: Timestamp) { self = .time(time.microseconds) }
    init(_ time: Timestamp?) { self = time.map { StoredValue($0) } ?? .null }
    init(_ number: Int64?) { self = number.map { .number($0) } ?? .null }
    init(_ agency: AgencyCode) { self = .text(agency.description) }
    init(_ agency: AgencyCode?) { self = agency.map { StoredValue($0) } ?? .null }
    init(_ id: SubmissionID) { self = .uuid(id.bytes) }
    init(_ id: SubmissionID?) { self = id.map { StoredValue($0) } ?? .null }
    init(_ id: CaseID) { self = .uuid(id.bytes) }
}

// MARK: - What is read

extension StoredValue {
    var number: Int64? { if case .number(let number) = self { number } else { nil } }
    var text: String? { if case .exactText(let text) = self { text.string } else { nil } }
    var bytes: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }
    var time: Timestamp? {
        if case .time(let time) = self { Timestamp(microseconds: time) } else { nil }
    }
    var agency: AgencyCode? { text.flatMap { AgencyCode($0) } }
    var submissionID: SubmissionID? {
        if case .uuid(let bytes) = self { SubmissionID(bytes: bytes) } else { nil }
    }
}

// MARK: - What is shown and written

extension StoredValue: CustomStringConvertible {
    private static let shownCharactersMax = 80
    private static let shownBytesMax = 32

    /// For people, in one short line.
    var description: String {
        switch self {
        case .null: "null"
        case .bool(let flag): "\(flag)"
        case .number(let number): "\(number)"
        case .exactText(let text): Self.shown(text.string)
        case .bytes(let bytes): Self.shown(bytes)
        case .uuid(let bytes): CaseID(bytes: bytes)?.description ?? "no UUID"
        case .time(let time):
            Leaf.times.contains(time)
                ? Timestamp(microseconds: time).description : "\(time) µs since 1970"
        case .exactTexts(let texts):
            "{" + texts.map { Self.shown($0.string) }.joined(separator: ", ") + "}"
        case .byteStrings(let strings):
            "{" + strings.map(Self.shown).joined(separator: ", ") + "}"
        case .unreadable: "something else"
        }
    }

    /// For people, where the other value looks the same.
    var byteDescription: String {
        switch self {
        case .exactText(let text): Self.shown(Array(text.string.utf8))
        case .exactTexts(let texts):
            "{" + texts.map { Self.shown(Array($0.string.utf8)) }.joined(separator: ", ") + "}"
        default: description
        }
    }

    /// Characters that a terminal would obey are spelled out.
    private static func shown(_ text: String) -> String {
        let short = text.unicodeScalars.prefix(shownCharactersMax)
        return "\"" + FsckFinding.visible(String(String.UnicodeScalarView(short)))
            + (short.endIndex < text.endIndex ? "…\"" : "\"")
    }

    private static func shown(_ bytes: [UInt8]) -> String {
        bytes.count <= shownBytesMax
            ? "\\x" + Hex.encode(bytes)
            : "\(bytes.count) bytes of SHA-256 " + Hex.encode(Array(SHA256.hash(data: bytes)))
    }

    /// The value as PostgreSQL reads it from JSON.
    var json: JSONValue {
        switch self {
        case .null, .unreadable: .null
        case .bool(let flag): .bool(flag)
        case .number(let number): .number("\(number)")
        case .exactText(let text): .string(text.string)
        case .bytes(let bytes): .string("\\x" + Hex.encode(bytes))
        case .uuid, .time: .string(description)
        case .exactTexts(let texts): .array(texts.map { .string($0.string) })
        case .byteStrings(let strings): .array(strings.map { .string("\\x" + Hex.encode($0)) })
        }
    }
}
