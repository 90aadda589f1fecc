/// The outcome of one check of a bundle: a value, as a reader wants to see all of them.
public struct BundleCheck: Hashable, Sendable {
    /// What was checked; the raw value is the stable name shown to users.
    public enum Name: String, Sendable, CaseIterable {
        /// The document is JSON as the exchange reads it.
        case document = "document"
        /// The document's header can be read.
        case header = "header"
        /// The parts at hand are those that the document was signed with.
        case parts = "parts"
        /// The signature is the certificate's over the document's bytes.
        case signature = "signature"
        /// The certificate led to a trusted root when the form was accepted.
        case chain = "chain"
        /// The certificate was issued to the agency that the header names as sender.
        case sender = "sender"
        /// The exchange named in the receipt signed the state of its log.
        case receiptSignature = "receipt.signature"
        /// The receipt's leaf is in that log.
        case receiptInclusion = "receipt.inclusion"
        /// The receipt is about this document, signature and chain.
        case receiptContent = "receipt.content"
    }

    /// How a check ended.
    public enum Outcome: String, Sendable {
        case passed
        case failed
        /// There was nothing to check: no receipt, or a header that cannot be read.
        case skipped
    }

    public let name: Name
    public let outcome: Outcome
    /// One English sentence that says what was found.
    public let detail: String
}

/// Every check of a bundle, in the order in which a reader would make them.
public struct BundleReport: Hashable, Sendable {
    /// One result for each ``BundleCheck/Name``, in that order.
    public let checks: [BundleCheck]

    /// Whether nothing is left open: every check passed.
    public var isVerified: Bool { checks.allSatisfy { $0.outcome == .passed } }

    /// Whether a check failed. A bundle that has not been accepted yet has no failure, only
    /// skipped checks of its receipt.
    public var hasFailure: Bool { checks.contains { $0.outcome == .failed } }

    /// The result of one check.
    public subscript(name: BundleCheck.Name) -> BundleCheck? {
        checks.first { $0.name == name }
    }
}
