import ArgumentParser
import FormService

/// Where a server listens and with which certificates: the same options in each command.
struct ListenerOptions: ParsableArguments {
    @Option(help: "The address to listen on.")
    var host = "0.0.0.0"

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port = 7443

    @Option(help: "The server's certificate chain, PEM.")
    var certificate: String

    @Option(help: "The server's private key, PEM.")
    var key: String

    @Option(help: "The authorities whose certificates clients and signers may have, PEM.")
    var trust: String

    var tls: TLSCredentials.Files {
        .init(certificateChain: certificate, privateKey: key, trustRoots: trust)
    }
}
