import FormDocument
import TransparencyLog

// Receipts: those of forms are in their bundles, others are files of their own beside them.
extension StateFolder {
    /// Where the receipt of a bulk submission's results is kept.
    func resultsPath(of form: DocumentIdentity) -> String {
        receiptPath(of: form, "results")
    }

    /// Where the receipt of the acknowledgement of a form is kept that this agency has received.
    func acknowledgementPath(of form: DocumentIdentity) -> String {
        receiptPath(of: form, "acknowledgement")
    }

    private func receiptPath(of form: DocumentIdentity, _ kind: String) -> String {
        bundlePath(of: form).dropLast(Self.bundleSuffix.count) + ".\(kind)\(Self.proofSuffix)"
    }

    /// Keeps a receipt that is a file of its own, unless it contradicts the one that is there.
    ///
    /// - Returns: where.
    func keepReceipt(
        _ receipt: LoggedLeaf, at path: String, exchange: NoteVerifier
    ) throws(ClientError) -> Result<String, LogAlarm> {
        try exclusively { () throws(ClientError) in
            try LocalFile.makePrivateFolder("\(folder)/bundles")
            if let known = Self.loggedLeaf(at: path),
                let alarm = LogAlarm(
                    known, at: path, contradictedBy: receipt, exchange: exchange)
            {
                return .failure(alarm)
            }
            try LocalFile.writePrivate(Array(receipt.description.utf8), to: path)
            return .success(path)
        }
    }

    /// The receipt of a bundle that is kept; `nil` if there is none, or it cannot be read.
    static func receipt(at path: String) -> Receipt? {
        guard
            let bytes = try? LocalFile.read(path, bytesMax: DocumentLimits.bundleBytesMax),
            let bundle = try? Bundle(decoding: bytes)
        else { return nil }
        return bundle.receipt
    }

    /// The receipt in a bundle or a file of its own; `nil` if there is none, or it cannot be read.
    static func loggedLeaf(at path: String) -> LoggedLeaf? {
        guard path.hasSuffix(proofSuffix) else { return receipt(at: path)?.loggedLeaf }
        guard let bytes = try? LocalFile.read(path, bytesMax: LoggedLeaf.textBytesMax),
            let text = String(validating: bytes, as: UTF8.self)
        else { return nil }
        return try? LoggedLeaf(parsing: text)
    }

    /// The files that hold receipts, the newest first: the IDs of their forms begin with the time.
    func receiptPaths() -> [String] {
        LocalFile.names(in: "\(folder)/bundles")
            .filter { $0.hasSuffix(Self.bundleSuffix) || $0.hasSuffix(Self.proofSuffix) }
            .sorted { left, right in
                left.suffix(while: { $0 != "_" }) > right.suffix(while: { $0 != "_" })
            }
            .map { "\(folder)/bundles/\($0)" }
    }

    private static let bundleSuffix = ".bundle.json"
    private static let proofSuffix = ".tlog-proof"
}

extension String {
    /// The longest end whose characters all satisfy `predicate`.
    fileprivate func suffix(while predicate: (Character) -> Bool) -> Substring {
        self[(lastIndex { !predicate($0) }.map { index(after: $0) } ?? startIndex)...]
    }
}
