import ArgumentParser
import FormSchemas

/// The client of the form exchange.
@main
struct FormClient: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "formclient",
        abstract: "Sends, reads and checks the forms of a secure form exchange.",
        discussion: """
            EXAMPLES
              formclient new VIP-01 -o mission.json
              formclient submit mission.json

            `formclient --version` shows the version.

            EXIT STATUS
              0 done, 1 the answer is no, 2 used wrongly (or a check that cannot tell),
              3 refused by the exchange, 4 not reachable (try again), 5 local trouble
            """,
        subcommands: [
            SubmitCommand.self, InboxCommand.self, WatchCommand.self, GetCommand.self,
            ShowCommand.self, SearchCommand.self, CaseCommand.self, DeadlinesCommand.self,
            ReplyCommand.self, CorrectCommand.self, WithdrawCommand.self, AckCommand.self,
            VerifyCommand.self, NewCommand.self, ValidateCommand.self, SignCommand.self,
            FormsCommand.self, InitCommand.self, LogCommand.self, SchemaCommand.self,
            JSONCommand.self, IDCommand.self, RuleCommand.self, BulkCommand.self,
            InspectionsCommand.self, BenchCommand.self,
        ])

    /// Reads the command line, runs the command, and ends with this client's own statuses.
    static func main() async {
        Terminal.prepare()
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            // Not the parser's own flag, which would take it away from `new --version`.
            guard arguments != ["--version"] else { endWell(saying: version) }
            try requireKnownCommand(arguments)
            try requireDashes(arguments)
            var command = try parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let error as ClientError {
            Terminal.write(error.text(in: Session.localeLanguage ?? .en) + "\n", to: 2)
            Terminal.exit(error.status.rawValue)
        } catch {
            end(with: error)
        }
        Terminal.exit(ExitStatus.done.rawValue)
    }

    /// Ends after an error of the argument parser, which also carries the texts of `--help` and
    /// `--version` and the status of a command that has failed.
    private static func end(with error: any Error) -> Never {
        let text = fullMessage(for: error)
        let code = exitCode(for: error)
        if code == .success { endWell(saying: text) }
        if !text.isEmpty { Terminal.write(text + "\n", to: 2) }
        if error is ExitCode { Terminal.exit(code.rawValue) }
        Terminal.exit(
            code == .validationFailure ? ExitStatus.usage.rawValue : ExitStatus.local.rawValue)
    }

    /// Ends after a text that was asked for.
    private static func endWell(saying text: String) -> Never {
        if !text.isEmpty { Terminal.write(text + "\n", to: 1) }
        guard let why = Terminal.outputFailure else {
            Terminal.exit(ExitStatus.done.rawValue)
        }
        Terminal.write(
            Phrase.outputUnwritable(why)[Session.localeLanguage ?? .en] + "\n", to: 2)
        Terminal.exit(ExitStatus.local.rawValue)
    }

    /// Refuses an expression or a number that begins with a minus sign, which the parser would take
    /// for options, and says how it is meant to be given.
    static func requireDashes(_ arguments: [String]) throws(ClientError) {
        guard [["rule", "eval"], ["id", "check"]].contains(Array(arguments.prefix(2))),
            !arguments.contains("--")
        else { return }
        for (place, word) in arguments.enumerated().dropFirst(2) where isValue(word) {
            // What follows an option may be its value.
            if arguments[place - 1].hasPrefix("-") { continue }
            throw ClientError(
                .usage, .takenForAnOption(word),
                advice: .putDashes(arguments.prefix(place).joined(separator: " ")))
        }
    }

    /// Whether a word begins with a minus sign and is no option: `-p`, `-q`, `-y`, `-h` or `--word`.
    private static func isValue(_ word: String) -> Bool {
        guard word.hasPrefix("-"), let second = word.dropFirst().first else { return false }
        if second == "-" { return word.dropFirst(2).first?.isLetter != true }
        return !("pqyh".contains(second) && word.count == 2)
    }

    /// Refuses a word that is no command where one belongs, and names the nearest that is.
    static func requireKnownCommand(_ arguments: [String]) throws(ClientError) {
        var commands = configuration.subcommands
        var names = commands.compactMap { $0.configuration.commandName } + ["help"]
        for word in arguments {
            guard !commands.isEmpty, !word.hasPrefix("-"), word != "help" else { return }
            guard let command = commands.first(where: { $0.configuration.commandName == word })
            else {
                throw ClientError(
                    .usage, .unknownCommand(word),
                    advice: Spelling.nearest(to: word, in: names).map(Phrase.didYouMean) ?? .seeHelp
                )
            }
            commands = command.configuration.subcommands
            names = commands.compactMap { $0.configuration.commandName }
        }
    }
}
