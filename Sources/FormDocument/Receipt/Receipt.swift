public import TransparencyLog

/// Why text is not a receipt, or the receipt cannot be relied on.
public enum ReceiptError: Error, Sendable, Equatable {
    /// The text is not a logged leaf, or does not hold as one.
    case proof(LoggedLeafError)
    /// The leaf is not one of an accepted form or bulk manifest.
    case notAReceipt
}

/// What the exchange states about a form that it has accepted: the form's leaf in the log, with all
/// that proves it to be there.
///
/// Byte layout of its text: that of ``LoggedLeaf``; the leaf is of kind 1 or 6 (``LeafContents``).
public struct Receipt: Hashable, Sendable, CustomStringConvertible {
    public let loggedLeaf: LoggedLeaf
    /// What the leaf holds: `.submission`, or `.bulkManifest`.
    public let contents: LeafContents
    /// Who handed what in.
    public let record: SubmissionRecord
    /// When the form was accepted: the leaf's time.
    public let accepted: Timestamp

    /// - Returns: `nil` if the leaf is not one of an accepted form or bulk manifest.
    public init?(_ logged: LoggedLeaf) {
        guard let leaf = Leaf(bytes: logged.leaf), let contents = LeafContents(leaf) else {
            return nil
        }
        switch contents {
        case .submission(let record), .bulkManifest(let record, count: _, root: _):
            self.record = record
        default:
            return nil
        }
        loggedLeaf = logged
        self.contents = contents
        accepted = leaf.timestamp
    }

    /// Reads a receipt. This checks the form only: see ``verify(with:)``.
    ///
    /// - Throws: `.proof`; `.notAReceipt`.
    public init(parsing text: String) throws(ReceiptError) {
        let logged: LoggedLeaf
        do {
            logged = try LoggedLeaf(parsing: text)
        } catch {
            throw .proof(error)
        }
        guard let receipt = Receipt(logged) else { throw .notAReceipt }
        self = receipt
    }

    /// The place in the order of everything that this exchange accepted, from 0.
    public var leafIndex: Int64 { loggedLeaf.proof.index }

    /// The name of the exchange that accepted the form.
    public var exchange: String { loggedLeaf.checkpoint.checkpoint.origin }

    /// The whole text as it travels.
    public var description: String { loggedLeaf.description }

    /// Checks that the exchange which the receipt names signed it, with one of the `known` keys, and
    /// that the leaf is in its log. Needs no network and no trust in whoever gave the receipt.
    ///
    /// - Throws: `.proof`.
    public func verify(with known: [NoteVerifier]) throws(ReceiptError) {
        do {
            try loggedLeaf.verify(with: known)
        } catch {
            throw .proof(error)
        }
    }
}
