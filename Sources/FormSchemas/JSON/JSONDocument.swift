/// JSON that has been read: the exact bytes and one flat tape over them.
///
/// Accepts what RFC 8259 and I-JSON allow within ``JSONLimits``. Immutable and shared without
/// copying; a node keeps the whole document alive.
public struct JSONDocument: Sendable {
    let storage: JSONStorage

    /// Reads a JSON text.
    ///
    /// - Throws: ``JSONError`` with the first thing that cannot be accepted and its place.
    /// - Cost: linear in the length; no recursion, two allocations that grow with the text.
    public init(
        _ bytes: [UInt8], limits: JSONLimits = .document
    ) throws(JSONError) {
        let failure: JSONFailure?
        (storage, failure) = bytes.withUnsafeBufferPointer { buffer in
            var reader = JSONReader(buffer, limits: limits)
            var failure: JSONFailure?
            do throws(JSONFailure) {
                try reader.readDocument()
            } catch {
                failure = error
            }
            reader.finish()
            let storage = JSONStorage(
                bytes: bytes, tape: reader.tape, count: reader.count, isPlain: reader.isPlain)
            return (storage, failure)
        }
        if let failure {
            throw bytes.withUnsafeBufferPointer { buffer in
                JSONError(JSONDiagnosis(failure, in: buffer, limits: limits), in: buffer)
            }
        }
    }

    /// Reads a JSON text given as a string.
    public init(_ text: String, limits: JSONLimits = .document) throws(JSONError) {
        try self.init(Array(text.utf8), limits: limits)
    }

    /// The bytes as they were read.
    public var bytes: [UInt8] { storage.bytes }

    /// The outermost value.
    public var root: JSONNode { JSONNode(storage: storage, index: 0) }

    /// Finds the value at `pointer`; `nil` if there is none.
    public subscript(pointer: JSONPointer) -> JSONNode? { root[pointer] }

    /// The line and column of a byte. Cost: linear in `offset`.
    public func position(ofByte offset: Int) -> TextPosition {
        storage.bytes.withUnsafeBufferPointer { buffer in
            var cursor = TextPositionCursor(buffer)
            return cursor.position(of: offset)
        }
    }
}
