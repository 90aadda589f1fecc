import TransparencyLog

/// What the exchange states about a form that it has accepted.
///
/// The statement names everything that was handed in by its digest, the place that the form took
/// in the exchange's one order, and the time. It is signed as a note (``SignedReceipt``).
///
/// Byte layout of its text, each line ended by a newline, nothing optional:
///
///     benelux-forms-receipt/1
///     exchange <the exchange's name, which is also that of its key>
///     sender <agency>
///     id <UUID of the document>
///     document sha256:<64 hex digits, over the document's bytes>
///     signature sha256:<64 hex digits, over the compact detached JWS>
///     chain sha256:<64 hex digits, over the certificates in DER, leaf first>
///     position <decimal>
///     accepted <RFC 3339, UTC, six fraction digits, from 1970 on>
public struct Receipt: Hashable, Sendable {
    /// The name of the exchange that accepted the form.
    public let exchange: String
    public let sender: AgencyCode
    public let id: SubmissionID
    /// SHA-256 of the document's bytes.
    public let documentDigest: [UInt8]
    /// SHA-256 of the compact detached JWS.
    public let signatureDigest: [UInt8]
    /// SHA-256 of the signer's chain, see ``SignerChain/digest``.
    public let chainDigest: [UInt8]
    /// The place in the order of everything that this exchange accepted, from 0.
    public let position: Int64
    public let accepted: Timestamp

    /// Requires digests of 32 bytes, a name without spaces, plus signs and control characters, and
    /// `position` >= 0.
    public init(
        exchange: String, sender: AgencyCode, id: SubmissionID, documentDigest: [UInt8],
        signatureDigest: [UInt8], chainDigest: [UInt8], position: Int64, accepted: Timestamp
    ) {
        precondition(NoteVerifier.isName(exchange) && position >= 0)
        precondition([documentDigest, signatureDigest, chainDigest].allSatisfy { $0.count == 32 })
        self.exchange = exchange
        self.sender = sender
        self.id = id
        self.documentDigest = documentDigest
        self.signatureDigest = signatureDigest
        self.chainDigest = chainDigest
        self.position = position
        self.accepted = accepted
    }

    /// The statement, ended by a newline.
    public var text: String {
        """
        \(Self.firstLine)
        exchange \(exchange)
        sender \(sender)
        id \(id)
        document sha256:\(Hex.encode(documentDigest))
        signature sha256:\(Hex.encode(signatureDigest))
        chain sha256:\(Hex.encode(chainDigest))
        position \(position)
        accepted \(accepted)

        """
    }

    /// Reads a statement; `nil` unless it is, byte for byte, what ``text`` of the result gives.
    public init?(parsing text: String) {
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }[...]
        guard lines.count == 10, lines.popLast() == "", lines.popFirst() == Self.firstLine else {
            return nil
        }
        func value(_ label: String) -> String? {
            guard let line = lines.popFirst(), line.hasPrefix("\(label) ") else { return nil }
            return String(line.dropFirst(label.count + 1))
        }
        func digest(_ label: String) -> [UInt8]? {
            guard let text = value(label), text.hasPrefix("sha256:"),
                let bytes = Hex.decode(text.dropFirst("sha256:".count)), bytes.count == 32
            else { return nil }
            return bytes
        }
        guard let exchange = value("exchange"), NoteVerifier.isName(exchange),
            let sender = value("sender").flatMap(AgencyCode.init),
            let id = value("id").flatMap(SubmissionID.init(_:)),
            let document = digest("document"), let signature = digest("signature"),
            let chain = digest("chain"),
            let position = value("position").flatMap({ Int64($0) }), position >= 0,
            let accepted = value("accepted").flatMap(Timestamp.init(_:)), accepted.seconds >= 0
        else { return nil }
        self.init(
            exchange: exchange, sender: sender, id: id, documentDigest: document,
            signatureDigest: signature, chainDigest: chain, position: position, accepted: accepted)
        // Numbers and times have other spellings that were read above: only one is signed.
        guard self.text.utf8.elementsEqual(text.utf8) else { return nil }
    }

    private static let firstLine = "benelux-forms-receipt/1"
}
