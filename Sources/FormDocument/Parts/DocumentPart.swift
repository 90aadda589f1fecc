import Crypto
public import FormSchemas
import TransparencyLog

/// Why bytes are not a part.
public enum DocumentPartError: Error, Sendable, Equatable {
    /// The bytes are more than ``DocumentLimits/partBytesMax``.
    case tooLarge
    /// The bytes are not JSON as the exchange reads it.
    case json(JSONError)
    /// The JSON is not an array of a salt and a value.
    case malformed
    /// The salt is not canonical Base64url of 16 to 64 bytes.
    case salt
    /// The value refers to a part itself.
    case nestedReference
}

/// A confidential part of a form, which travels beside the document.
///
/// The document holds only the digest of these bytes. The part can be withheld, sealed or erased,
/// and the document's signature still verifies; the salt keeps anyone without the part from
/// finding a short value by trying.
///
/// Byte layout: a JSON array of two elements, `["<salt>", <value>]`; the salt is Base64url of at
/// least 16 random bytes. The digest is SHA-256 over exactly these bytes.
public struct DocumentPart: Hashable, Sendable {
    public let name: PartName
    public let bytes: [UInt8]
    /// SHA-256 of ``bytes``.
    public let digest: [UInt8]

    /// Takes bytes as a part without looking into them: see ``readValue()``.
    public init(name: PartName, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        digest = SHA256.digest(of: bytes)
    }

    /// Makes a part of a value's JSON text, which goes into it byte for byte.
    init(name: PartName, salt: [UInt8], valueJSON: some Collection<UInt8>) {
        let opening = "[\"\(Base64.url.encode(salt))\","
        self.init(
            name: name, bytes: Array(opening.utf8) + Array(valueJSON) + [UInt8(ascii: "]")])
    }

    /// Reads the value, and checks that the bytes are a part on the way.
    public func readValue() throws(DocumentPartError) -> JSONNode {
        guard bytes.count <= DocumentLimits.partBytesMax else { throw .tooLarge }
        let root: JSONNode
        do {
            root = try JSONDocument(bytes).root
        } catch {
            throw .json(error)
        }
        guard root.kind == .array, root.count == 2, let salt = root[0], let value = root[1],
            let text = salt.string
        else { throw .malformed }
        let saltBytes = DocumentLimits.saltBytesMin...DocumentLimits.saltBytesMax
        guard let salt = Base64.url.decode(text), saltBytes.contains(salt.count) else {
            throw .salt
        }
        guard PartReference.list(in: value).isEmpty else { throw .nestedReference }
        return value
    }
}
