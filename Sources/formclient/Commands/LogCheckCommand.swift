import ArgumentParser

/// Checks that the exchange's log continues what was seen of it before.
struct LogCheckCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks that the log continues what was seen before, and own receipts.",
        discussion: """
            The last checkpoint seen is kept. If the log does not continue it, or a receipt, the \
            command ends with 1 and writes the evidence into a file. Run it every day, by itself.

            EXAMPLES
              formclient log check
              formclient log check --all --json
            """)

    @OptionGroup var receipts: ReceiptOptions

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let check = try LogCheck(session)
        let verdict = try await check.run { follower in
            try await follower.check(receiptsMax: receipts.max)
        }
        try check.show(verdict, cosignedBy: nil)
    }
}

/// Which receipts are compared with the log.
struct ReceiptOptions: ParsableArguments {
    @Flag(help: "Compare all receipts that are kept, not only the newest hundred.")
    var all = false

    var max: Int { all ? .max : 100 }
}
