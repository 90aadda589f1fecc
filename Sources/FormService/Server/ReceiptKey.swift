internal import FormDocument
internal import TransparencyLog

/// A new key that signs receipts.
public struct ReceiptKey: Sendable {
    /// What the server keeps to itself.
    public let secretText: String
    /// What clients verify receipts with.
    public let publicText: String

    /// The key that a secret text holds.
    ///
    /// - Throws: ``ConfigurationError`` if it holds none.
    static func signer(_ secretText: String) throws -> NoteSigner {
        do {
            return try NoteSigner(secretText)
        } catch {
            throw ConfigurationError(
                "The key that signs receipts cannot be used (\(error)). `formserver key` makes one."
            )
        }
    }

    /// The public key that belongs to a secret text.
    ///
    /// - Throws: ``ConfigurationError`` if it holds none.
    public static func publicText(of secretText: String) throws -> String {
        try signer(secretText).verifier.description
    }

    /// - Parameter name: the exchange's name, without spaces and plus signs.
    /// - Throws: ``ConfigurationError``.
    public static func generate(name: String) throws -> ReceiptKey {
        do {
            let key = try NoteSigner.generate(name: name)
            return ReceiptKey(
                secretText: key.secretText, publicText: key.verifier.description)
        } catch {
            throw ConfigurationError("\"\(name)\" cannot be the name of an exchange (\(error)).")
        }
    }
}
