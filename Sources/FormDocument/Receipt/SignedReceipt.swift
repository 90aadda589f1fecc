public import TransparencyLog

/// Why text is not a receipt, or the receipt cannot be relied on.
public enum SignedReceiptError: Error, Sendable, Equatable {
    /// The note around the statement is malformed, or its signature does not hold.
    case note(SignedNoteError)
    /// The note's text is not the statement of a receipt.
    case notAReceipt
    /// The key that signed has another name than the exchange that the receipt is about.
    case foreignExchange
}

/// A receipt with the exchange's signature.
public struct SignedReceipt: Hashable, Sendable, CustomStringConvertible {
    public let receipt: Receipt
    public let note: SignedNote

    /// Reads a receipt. This checks the form only: see ``verify(with:)``.
    public init(parsing text: String) throws(SignedReceiptError) {
        do {
            note = try SignedNote(parsing: text)
        } catch {
            throw .note(error)
        }
        guard let receipt = Receipt(parsing: note.text) else { throw .notAReceipt }
        self.receipt = receipt
    }

    fileprivate init(receipt: Receipt, note: SignedNote) {
        self.receipt = receipt
        self.note = note
    }

    /// The whole text as it travels.
    public var description: String { note.description }

    /// Checks that the exchange named in the receipt signed it, with one of the `known` keys.
    ///
    /// - Throws: `.foreignExchange` if only keys of other names signed; `.note`.
    public func verify(with known: [NoteVerifier]) throws(SignedReceiptError) {
        let signers: [NoteVerifier]
        do {
            signers = try note.verify(with: known)
        } catch {
            throw .note(error)
        }
        guard signers.contains(where: { $0.name == receipt.exchange && $0.type == .note }) else {
            throw .foreignExchange
        }
    }
}

extension Receipt {
    /// This statement with the signature of `signer`.
    ///
    /// Requires that the signer has the name of the exchange.
    ///
    /// - Throws: `.foreignExchange` otherwise; `.note(.signingFailed)`.
    public func signed(by signer: NoteSigner) throws(SignedReceiptError) -> SignedReceipt {
        guard signer.verifier.name == exchange else { throw .foreignExchange }
        do {
            return SignedReceipt(receipt: self, note: try SignedNote.sign(text, with: signer))
        } catch {
            throw .note(error)
        }
    }
}
