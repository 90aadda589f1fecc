/// A statement ready to be sent: numbered text and encoded parameters.
public struct PostgresStatement: Sendable {
    let text: String
    let parameters: StatementParameters

    init(_ fragment: SQLFragment) {
        var text = ""
        var number = 0
        for piece in fragment.pieces {
            switch piece {
            case .text(let literal):
                literal.withUTF8Buffer { text += String(decoding: $0, as: UTF8.self) }
            case .parameter:
                number += 1
                text += "$\(number)"
            }
        }
        self.text = text
        self.parameters = fragment.parameters
    }

    /// Equal for statements that the server prepares alike.
    struct Identity: Hashable {
        let text: String
        let types: [PostgresType]
    }

    var identity: Identity { Identity(text: text, types: parameters.types) }

    /// Checks the limits that the wire format and this module set.
    func checkLimits() throws(PostgresError) {
        if parameters.types.count > PostgresLimits.parametersMax {
            throw PostgresError(
                .misuse,
                "\(parameters.types.count) parameters, the limit is \(PostgresLimits.parametersMax)"
            )
        }
        if parameters.byteCount > PostgresLimits.parameterBytesMax {
            throw PostgresError(
                .misuse, "parameters of \(parameters.byteCount) bytes exceed the limit")
        }
        if text.utf8.count > PostgresLimits.statementBytesMax {
            throw PostgresError(.misuse, "statement of \(text.utf8.count) bytes exceeds the limit")
        }
        if text.utf8.contains(0) {
            throw PostgresError(.misuse, "statement with U+0000")
        }
    }
}

/// The values of a statement, in the order of their numbers, encoded one behind the other.
struct StatementParameters: Sendable {
    private(set) var types: [PostgresType] = []
    private var ranges: [Range<Int>?] = []
    private var encoder = PostgresEncoder()

    var byteCount: Int { encoder.bytes.count }

    mutating func append<Value: PostgresEncodable>(_ value: Value) {
        types.append(Value.postgresType)
        ranges.append(encoder.appendValue(value))
    }

    mutating func append(_ other: StatementParameters) {
        let shift = encoder.bytes.count
        types += other.types
        ranges += other.ranges.map { range in
            range.map { $0.lowerBound + shift..<$0.upperBound + shift }
        }
        encoder.append(other.encoder)
    }

    /// Hands over what `PQsendQueryPrepared` takes: a pointer per value (`nil` for null), lengths
    /// and formats (1, binary).
    func withPointers<Answer>(
        _ body: (_ values: [UnsafePointer<CChar>?], _ lengths: [Int32], _ formats: [Int32]) ->
            Answer
    ) -> Answer {
        encoder.bytes.withUnsafeBytes { bytes in
            // An empty value needs a pointer that is not null, even if there are no bytes at all.
            withUnsafeBytes(of: UInt8(0)) { nothing in
                let base = bytes.baseAddress ?? nothing.baseAddress!
                let values = ranges.map { range in
                    range.map { (base + $0.lowerBound).assumingMemoryBound(to: CChar.self) }
                }
                let lengths = ranges.map { Int32($0?.count ?? 0) }
                return body(values, lengths, Array(repeating: 1, count: ranges.count))
            }
        }
    }
}
