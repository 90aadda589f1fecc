import Foundation

/// How a client process fared that wanted to connect.
struct Handshake: Decodable, Sendable {
    let accepted: Bool
    let version: String?
    let `protocol`: String?
    /// SHA-256 of the certificate that the server has shown, hexadecimal.
    let serverCertificate: String?
    let error: String?
    let text: String?

    /// Connects with `Clients/tls_probe.py`.
    ///
    /// - Parameter agency: whose certificate to show; `nil` for none.
    static func attempt(
        _ exchange: TestExchange, _ agency: Agency?, _ options: String...
    ) async throws -> Handshake {
        let endpoint = exchange.endpoint
        var arguments = [
            endpoint.host, "\(endpoint.port)", "--trust",
            exchange.folder.appending(path: "roots.pem").path,
        ]
        if let agency {
            arguments += ["--certificate", agency.certificate.path, "--key", agency.key.path]
        }
        let run = try await ProgramRun.script("tls_probe.py", arguments + options)
        guard run.status == 0 else { throw TestFailure("the probe failed: \(run.errors)") }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Handshake.self, from: Data(run.output.utf8))
    }
}
