import ArgumentParser
import FormSchemas

/// Shows the key with which this client cosigns.
struct LogKeyCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Shows the key with which this client cosigns, and makes it if there is none.",
        discussion: """
            Others who put the key into the list "witnesses" of their profile check its cosignatures.

            EXAMPLES
              formclient log key
              formclient log key --json
            """)

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let console = session.console
        let profile = try session.profile()
        let state = try StateFolder(profile)
        let (signer, isNew) = try state.witness(of: profile.agency)
        if console.isJSON {
            console.show([
                "witness_key": .string("\(signer.verifier)"),
                "file": .string(state.witnessKeyPath), "created": .bool(isNew),
            ])
        } else {
            console.show("\(signer.verifier)")
            console.tell(.witnessKeyKept(state.witnessKeyPath))
        }
    }
}
