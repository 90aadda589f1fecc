import ArgumentParser
import FormService

/// Makes the key that signs an exchange's receipts.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Make a key that signs receipts.",
        discussion: """
            The secret key goes to standard output, for a file that only the server can read:
              (umask 077; formserver key --name forms.example/2026 > receipt.key)
            The public key, which clients need, goes to standard error.
            """)

    @Option(help: "The exchange's name, which stands in every receipt.")
    var name: String

    func run() throws {
        let key = try ReceiptKey.generate(name: name)
        print(key.secretText)
        var errors = StandardError()
        print("exchange key for clients: \(key.publicText)", to: &errors)
    }
}
