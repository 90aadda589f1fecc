internal import FormDocument
internal import SwiftProtobuf

/// Reads the fields of requests by which answers are narrowed.
///
/// All throw ``ServiceError`` `.malformedRequest`, which names the field and what it can be.
enum RequestField {
    /// - Returns: `nil` for an empty text.
    static func optional<Value: LosslessStringConvertible>(
        _ text: String, _ field: String, _ expected: String
    ) throws -> Value? {
        guard !text.isEmpty else { return nil }
        guard let value = Value(text) else { throw malformed(field, expected) }
        return value
    }

    static func time(
        _ time: Google_Protobuf_Timestamp?, _ field: String
    ) throws -> Timestamp? {
        guard let time else { return nil }
        guard let value = Timestamp(time) else {
            throw malformed(field, "a time between the years 1 and 9999")
        }
        return value
    }

    /// How many rows are returned at most; 0 stands for the usual number.
    static func limit(_ wanted: UInt32, _ limits: Limits) throws -> Int {
        guard wanted <= limits.searchLimitMax else {
            throw malformed("limit", "at most \(limits.searchLimitMax)")
        }
        return wanted == 0 ? limits.searchLimitDefault : Int(wanted)
    }

    static func malformed(_ field: String, _ expected: String) -> ServiceError {
        ServiceError(
            .malformedRequest, "The field \(field) has a wrong value; expected: \(expected).")
    }
}
