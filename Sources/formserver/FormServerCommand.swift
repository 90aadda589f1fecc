import ArgumentParser
import FormService
import Foundation

/// Runs and administers an exchange.
@main
struct FormServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "formserver",
        abstract: "Runs and administers a form exchange.",
        discussion: """
            To try it out, with a database and certificates of its own:
              formserver dev

            To run one for others:
              formserver key --name forms.example/2026 > receipt.key
              formserver migrate --database "host=/run/postgresql dbname=forms"
              formserver serve --database "host=/run/postgresql dbname=forms" \\
                --certificate server.pem --key server.key --trust roots.pem --receipt-key receipt.key
            """,
        version: "0.1.0",
        subcommands: [
            ServeCommand.self, DevCommand.self, MigrateCommand.self, AdmitCommand.self,
            WithdrawCommand.self, RemoveWitnessCommand.self, KeyCommand.self, FsckCommand.self,
            EchoCommand.self,
        ])

    /// Runs the command with the exit statuses that all of the exchange's programs share: 0 done,
    /// 1 the answer is no, 2 used wrongly, 4 the database is away, 5 local trouble, 130 stopped by
    /// Ctrl-C.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let error as ConfigurationError {
            fail(error.description, status: 5)
        } catch let error as MigrationError {
            fail(error.description, status: error.exitStatus)
        } catch let error as ExitCode {
            Foundation.exit(error.rawValue)
        } catch  where exitCode(for: error) == .success {
            print(fullMessage(for: error))  // --help and --version
        } catch  where exitCode(for: error) == .validationFailure {
            fail(fullMessage(for: error), status: 2)
        } catch {
            fail(message(for: error), status: 5)
        }
    }

    private static func fail(_ text: String, status: Int32) -> Never {
        var errors = StandardError()
        print(text, to: &errors)
        Foundation.exit(status)
    }
}
