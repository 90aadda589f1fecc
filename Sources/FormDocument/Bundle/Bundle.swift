public import FormSchemas
import TransparencyLog

/// Why bytes are not a bundle.
public enum BundleError: Error, Sendable, Equatable {
    /// The bytes are more than ``DocumentLimits/bundleBytesMax``.
    case tooLarge
    /// The bytes are not JSON as the exchange reads it.
    case json(JSONError)
    /// The JSON is not an object, or `bundle` is not 1.
    case unknownFormat
    /// This member is missing.
    case missingMember(String)
    /// There is a member that does not belong in a bundle.
    case unknownMember
    /// This member is not what it should be: of another type, not Base64, or a name or a number
    /// beyond its limits.
    case malformedMember(String)
    case signature(JWSError)
    case chain(SignerChainError)
    case receipt(ReceiptError)
}

/// A form in one file, for mail and archive: document, signature, chain, parts and receipt.
///
/// Parts may be left out, for a reader who is not to see them, and so may the receipt as long as
/// the form has not been accepted. Decoding checks the form of what is there; whether it is true is
/// ``verify(roots:exchanges:now:)``.
///
/// Byte layout: a JSON object with the members `bundle` (1), `document` (Base64), `signature`
/// (compact detached JWS), `chain` (array of Base64 of DER, leaf first), `parts` (object of Base64
/// by name) and `receipt` (text; absent before acceptance).
public struct Bundle: Sendable {
    /// The document's exact bytes; whether they are one is for ``verify(roots:exchanges:now:)``.
    public var document: [UInt8]
    public var signature: DetachedJWS
    public var chain: SignerChain
    /// The parts at hand, each name once.
    public var parts: [DocumentPart]
    public var receipt: Receipt?

    public init(
        document: [UInt8], signature: DetachedJWS, chain: SignerChain, parts: [DocumentPart],
        receipt: Receipt?
    ) {
        self.document = document
        self.signature = signature
        self.chain = chain
        self.parts = parts
        self.receipt = receipt
    }
}

// MARK: - File format

extension Bundle {
    /// The bundle as a file: one member a line, parts by name.
    public func encoded() -> [UInt8] {
        var file: JSONValue = [
            "bundle": 1,
            "document": .string(Base64.standard.encode(document)),
            "signature": .string(signature.compact),
            "chain": .array(chain.der.map { .string(Base64.standard.encode($0)) }),
            "parts": .object(
                parts.sorted { $0.name < $1.name }.map {
                    JSONValue.Member(
                        $0.name.description, .string(Base64.standard.encode($0.bytes)))
                }),
        ]
        file["receipt"] = receipt.map { .string($0.description) }
        return file.bytes(pretty: true)
    }

    /// Reads a bundle, strictly: known members only, each of its kind and within its limits.
    public init(decoding bytes: [UInt8]) throws(BundleError) {
        guard bytes.count <= DocumentLimits.bundleBytesMax else { throw .tooLarge }
        let root: JSONNode
        do {
            root = try JSONDocument(bytes).root
        } catch {
            throw .json(error)
        }
        guard root.kind == .object, root["bundle"]?.numberText == "1" else { throw .unknownFormat }
        let reader = BundleReader(root: root)
        try reader.checkMembers()
        document = try reader.document()
        signature = try reader.signature()
        chain = try reader.chain()
        parts = try reader.parts()
        receipt = try reader.receipt()
    }
}

/// The members of a bundle's JSON, one by one.
private struct BundleReader {
    let root: JSONNode

    func checkMembers() throws(BundleError) {
        let required: Set = ["bundle", "document", "signature", "chain", "parts"]
        for name in required.sorted() where root[name] == nil { throw .missingMember(name) }
        let isKnown = root.members.allSatisfy {
            required.contains($0.name) || $0.name == "receipt"
        }
        guard isKnown else { throw .unknownMember }
    }

    func document() throws(BundleError) -> [UInt8] {
        let bytes = try base64(root["document"], in: "document")
        guard bytes.count <= DocumentLimits.documentBytesMax else {
            throw .malformedMember("document")
        }
        return bytes
    }

    func signature() throws(BundleError) -> DetachedJWS {
        let text = try text(root["signature"], in: "signature")
        do {
            return try DetachedJWS(parsing: text)
        } catch {
            throw .signature(error)
        }
    }

    func chain() throws(BundleError) -> SignerChain {
        guard let array = root["chain"], array.kind == .array else {
            throw .malformedMember("chain")
        }
        guard array.count <= DocumentLimits.chainCertificatesMax else {
            throw .chain(.tooManyCertificates)
        }
        var der: [[UInt8]] = []
        for node in array.elements { der.append(try base64(node, in: "chain")) }
        do {
            return try SignerChain(der: der)
        } catch {
            throw .chain(error)
        }
    }

    func parts() throws(BundleError) -> [DocumentPart] {
        guard let object = root["parts"], object.kind == .object,
            object.count <= DocumentLimits.partsMax
        else { throw .malformedMember("parts") }
        var parts: [DocumentPart] = []
        for (name, value) in object.members {
            guard let name = PartName(name) else { throw .malformedMember("parts") }
            let bytes = try base64(value, in: "parts")
            guard bytes.count <= DocumentLimits.partBytesMax else {
                throw .malformedMember("parts")
            }
            parts.append(DocumentPart(name: name, bytes: bytes))
        }
        return parts
    }

    func receipt() throws(BundleError) -> Receipt? {
        guard let node = root["receipt"] else { return nil }
        let text = try text(node, in: "receipt")
        do {
            return try Receipt(parsing: text)
        } catch {
            throw .receipt(error)
        }
    }

    private func text(_ node: JSONNode?, in member: String) throws(BundleError) -> String {
        guard let text = node?.string else { throw .malformedMember(member) }
        return text
    }

    private func base64(_ node: JSONNode?, in member: String) throws(BundleError) -> [UInt8] {
        guard let bytes = Base64.standard.decode(try text(node, in: member)) else {
            throw .malformedMember(member)
        }
        return bytes
    }
}
