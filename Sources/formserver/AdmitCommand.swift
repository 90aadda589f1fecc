import ArgumentParser
import FormService
import Foundation

/// Admits an agency with a certificate.
struct AdmitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admit",
        abstract: "Admit an agency with a certificate, or change its roles.")

    @OptionGroup var database: DatabaseOptions

    @Argument(help: "The agency's code, such as BE-DAP.")
    var agency: String

    @Option(help: "The agency's name.")
    var name: String

    @Option(help: "The certificate, PEM.")
    var certificate: String

    @Option(
        parsing: .upToNextOption,
        help: "What it may do: \(ParticipantAdmission.roles.joined(separator: ", ")).")
    var role = ["SUBMITTER", "SIGNER", "READER"]

    @Flag(help: "The certificate is an officer's, not a system's.")
    var person = false

    @Flag(help: "Admit a certificate again that was withdrawn.")
    var again = false

    func run() async throws {
        let admission = ParticipantAdmission(connectionString: try database.connectionString)
        try await admission.admit(
            agency: agency, name: name,
            certificatePEM: try TextFile.read(certificate),
            isPerson: person, roles: role, again: again)
        print("admitted  \(agency)  \(role.joined(separator: ", "))")
    }
}

/// Withdraws a certificate: calls with it are refused from then on.
struct WithdrawCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Withdraw a certificate.")

    @OptionGroup var database: DatabaseOptions

    @Option(help: "The certificate, PEM.")
    var certificate: String

    func run() async throws {
        let admission = ParticipantAdmission(connectionString: try database.connectionString)
        let pem = try TextFile.read(certificate)
        guard try await admission.withdraw(certificatePEM: pem) else {
            print("This certificate is not admitted; nothing has changed.")
            throw ExitCode(1)
        }
        print("withdrawn")
    }
}

/// Removes an agency's witness key, so that it can register another.
struct RemoveWitnessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove-witness",
        abstract: "Remove the key with which an agency cosigns the log.",
        discussion: """
            The agency's next cosignature registers another key. Make sure that the agency has asked \
            for it: whoever can cosign in its name vouches for the log in its name.
            """)

    @OptionGroup var database: DatabaseOptions

    @Argument(help: "The agency's code, such as BE-DAP.")
    var agency: String

    func run() async throws {
        let admission = ParticipantAdmission(connectionString: try database.connectionString)
        guard let key = try await admission.removeWitness(of: agency) else {
            print("\(agency) has no witness key; nothing has changed.")
            throw ExitCode(1)
        }
        print("removed  \(key)")
    }
}
