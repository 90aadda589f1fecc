import ArgumentParser
import FormDocument
import FormSchemas
import TransparencyLog

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Writes a profile: which exchange, which agency, which keys.
struct InitCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Writes a profile: the exchange, your certificate and key, your language.",
        discussion: """
            What is not given is asked for on a terminal.

            EXAMPLES
              formclient init
              formclient init duty --server forms.example:7443 --certificate agency.pem \
            --key agency.key --trust roots.pem --exchange-key 'forms.example+3f2a…'
            """)

    @Argument(help: "The profile's name.")
    var name = "default"

    @Option(help: ArgumentHelp("The exchange.", valueName: "host:port"))
    var server: String?

    @Option(help: ArgumentHelp("The agency's certificate chain, PEM.", valueName: "file"))
    var certificate: String?

    @Option(help: ArgumentHelp("The key of that certificate, PEM.", valueName: "file"))
    var key: String?

    @Option(help: ArgumentHelp("The roots of the exchange and of signers, PEM.", valueName: "file"))
    var trust: String?

    @Option(help: ArgumentHelp("The key that the exchange signs its log with.", valueName: "key"))
    var exchangeKey: String?

    @Option(help: ArgumentHelp("Another certificate to sign with, PEM.", valueName: "file"))
    var signingCertificate: String?

    @Option(help: ArgumentHelp("The key of that certificate, PEM.", valueName: "file"))
    var signingKey: String?

    @Option(help: ArgumentHelp("The language to speak: nl, fr, de or en.", valueName: "language"))
    var language: String?

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let console = session.console
        let folder = try ProfileLocation.folder(of: name)
        let path = "\(folder)/\(Profile.fileName)"
        try session.requireMayWrite(path)
        func value(_ given: String?, _ option: String, _ question: Phrase) throws(ClientError)
            -> String
        {
            guard let value = given ?? console.ask(question) else {
                throw ClientError(.usage, .optionNeeded(option))
            }
            return value
        }

        let server = try value(server, "--server", .askServer)
        guard ServerAddress(server) != nil else {
            throw ClientError(.usage, .notAServer(server))
        }
        let certificate = absolute(try value(certificate, "--certificate", .askCertificate))
        let key = absolute(try value(key, "--key", .askKey))
        let trust = absolute(try value(trust, "--trust", .askTrust))
        let exchangeKey = try value(exchangeKey, "--exchange-key", .askExchangeKey)
        guard (try? NoteVerifier(exchangeKey)) != nil else {
            throw ClientError(.usage, .notAnExchangeKey(exchangeKey))
        }
        guard (signingKey == nil) == (signingCertificate == nil) else {
            throw ClientError(.usage, .bothSigningOptions)
        }
        let language = try chosenLanguage(console)
        let agency = try checkedAgency(certificate, key)
        _ = try Credentials.roots(trust)

        var file: JSONValue = [
            "server": .string(server), "agency": .string(agency.description),
            "certificate": .string(certificate), "key": .string(key), "trust": .string(trust),
            "exchange_key": .string(exchangeKey), "language": .string(language.rawValue),
        ]
        if let signingCertificate, let signingKey {
            file["signing_certificate"] = .string(absolute(signingCertificate))
            file["signing_key"] = .string(absolute(signingKey))
        }
        let officer = session.officer ?? console.ask(.askOfficer)
        file["officer"] = officer.map { .string($0) }

        try LocalFile.makePrivateFolder(folder)
        try LocalFile.writePrivate(file.bytes(pretty: true), to: path)
        let profile = try Profile(folder: folder)
        _ = try Signer(profile)
        if console.isJSON {
            console.show([
                "profile": .string(name), "path": .string(path), "agency": .string("\(agency)"),
            ])
        } else {
            console.show(Phrase.profileWritten(name, path, agency)[console.language])
        }
    }

    private func chosenLanguage(_ console: Console) throws(ClientError) -> Language {
        guard let tag = language else { return console.language }
        guard let language = Language(tag: tag) else {
            throw ClientError(.usage, .unknownLanguage(tag))
        }
        return language
    }

    /// The agency that the certificate was issued to.
    private func checkedAgency(
        _ certificate: String, _ key: String
    ) throws(ClientError) -> AgencyCode {
        let chain = try Credentials.chain(certificate)
        guard let identity = try? CertificateIdentity(certificateDER: chain.leafDER) else {
            throw ClientError(.local, .certificateWithoutAgency(certificate))
        }
        guard try Credentials.signingKey(key).matches(chain.leaf) else {
            throw ClientError(.local, .keyIsNotTheCertificates(key, certificate))
        }
        return identity.agency
    }

    /// A path that means the same from every folder.
    private func absolute(_ path: String) -> String {
        guard let current = getcwd(nil, 0) else { return path }
        defer { free(current) }
        return LocalFile.resolve(path, in: String(cString: current))
    }
}
