public import FormSchemas
import TransparencyLog

/// Why a draft cannot be sealed.
public enum DraftError: Error, Sendable, Equatable {
    /// The draft is not JSON as the exchange reads it, or too large before or after sealing.
    case json(JSONError)
    /// A reference to a part is neither sealed nor a name with a value.
    case malformedReference(JSONPointer)
    /// A reference holds a digest: this is a signed document's form, not a draft's.
    case alreadySealed(JSONPointer)
    /// A part's name is used for the second time here.
    case duplicateName(JSONPointer)
    /// There are more parts than ``DocumentLimits/partsMax``.
    case tooManyParts
    /// The value here, with its salt, is more than ``DocumentLimits/partBytesMax``.
    case partTooLarge(JSONPointer)
    /// The value here refers to a part itself.
    case nestedReference(JSONPointer)
}

/// A document and its confidential parts, ready to be signed and sent.
public struct SealedForm: Sendable {
    public let document: SealedDocument
    /// The parts, in the order of the document's references.
    public let parts: [DocumentPart]
}

/// A document that still has the values of its confidential parts in it.
public struct Draft: Sendable {
    public let json: JSONDocument

    /// Reads a draft.
    ///
    /// - Throws: ``JSONError``, `TOO_LARGE` included: a draft may be as large as a document and
    ///   all its parts together.
    public init(bytes: [UInt8]) throws(JSONError) {
        let bytesMax =
            DocumentLimits.documentBytesMax
            + DocumentLimits.partsMax * DocumentLimits.partBytesMax
        json = try JSONDocument(bytes, limits: JSONLimits(bytesMax: bytesMax))
    }

    /// Takes the values of confidential parts out of the draft and puts their digests there.
    ///
    /// Each reference becomes `{"$part":"name","digest":"…"}`; every byte outside the references
    /// stays as it is, and the value's bytes go into the part as they are.
    ///
    /// - Parameter salt: gives the 16 bytes of salt for a part. The default is random, as any
    ///   other use than a test's or a vector's must be; requires 16 to 64 bytes.
    public func seal(
        salt: (PartName) -> [UInt8] = { _ in Draft.randomSalt() }
    ) throws(DraftError) -> SealedForm {
        let references = PartReference.list(in: json.root)
        guard references.count <= DocumentLimits.partsMax else { throw .tooManyParts }
        var sealed: [UInt8] = []
        var copied = 0
        var parts: [DocumentPart] = []
        var names: Set<PartName> = []
        for reference in references {
            let part = try part(at: reference, salt: salt)
            guard names.insert(part.name).inserted else {
                throw .duplicateName(reference.pointer)
            }
            parts.append(part)
            sealed += json.bytes[copied..<reference.byteRange.lowerBound]
            sealed += Self.sealedReference(to: part).utf8
            copied = reference.byteRange.upperBound
        }
        sealed += json.bytes[copied...]
        do {
            return SealedForm(document: try SealedDocument(bytes: sealed), parts: parts)
        } catch {
            throw .json(error)
        }
    }

    private func part(
        at reference: PartReference, salt: (PartName) -> [UInt8]
    ) throws(DraftError) -> DocumentPart {
        guard let name = reference.name else { throw .malformedReference(reference.pointer) }
        let value: JSONNode
        switch reference.content {
        case .value(let node): value = node
        case .digest: throw .alreadySealed(reference.pointer)
        case .malformed: throw .malformedReference(reference.pointer)
        }
        let bytes = salt(name)
        let saltBytes = DocumentLimits.saltBytesMin...DocumentLimits.saltBytesMax
        precondition(saltBytes.contains(bytes.count), "a salt has 16 to 64 bytes")
        let part = DocumentPart(
            name: name, salt: bytes, valueJSON: json.bytes[value.byteRange])
        do {
            _ = try part.readValue()
        } catch {
            switch error {
            case .nestedReference: throw .nestedReference(reference.pointer)
            case .tooLarge: throw .partTooLarge(reference.pointer)
            case .json(let error): throw .json(error)
            case .malformed, .salt: preconditionFailure("a part is made of a salt and a value")
            }
        }
        return part
    }

    private static func sealedReference(to part: DocumentPart) -> String {
        "{\"$part\":\"\(part.name)\",\"digest\":\"\(Base64.url.encode(part.digest))\"}"
    }

    /// 16 bytes from the system's generator.
    public static func randomSalt() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<DocumentLimits.saltBytesMin).map { _ in generator.next() }
    }
}
