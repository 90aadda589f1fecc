import ArgumentParser

/// Cosigns the log's latest checkpoint for the agency.
struct LogCosignCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "cosign",
        abstract: "Checks the log as `log check` does, then cosigns it for the agency.",
        discussion: """
            Nothing is cosigned that does not continue what was cosigned last. The first time a key \
            is made (see `log key`) and the exchange registers it as that of the agency's witness.

            EXAMPLES
              formclient log cosign
              formclient log cosign --quiet --json
            """)

    @OptionGroup var receipts: ReceiptOptions

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let check = try LogCheck(session)
        let (signer, _) = try check.state.witness(of: check.profile.agency)
        let verdict = try await check.run { follower in
            let verdict = try await follower.check(receiptsMax: receipts.max, cosigning: true)
            if let latest = verdict.latest {
                try await follower.cosign(latest, with: signer, at: .now())
            }
            return verdict
        }
        try check.show(verdict, cosignedBy: verdict.latest == nil ? nil : signer.verifier)
    }
}
