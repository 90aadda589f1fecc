internal import Crypto
internal import FormDocument
internal import FormSchemas
internal import Foundation
internal import TransparencyLog
internal import X509

/// The keys and certificates of a development exchange, made once and kept in its folder.
struct DevelopmentCredentials: Sendable {
    let receiptKey: NoteSigner
    private let folder: URL
    private let authority: TestAuthority

    init(folder: URL, exchangeName: String) throws {
        self.folder = folder.appending(path: "credentials")
        try Self.makeFolder(self.folder)
        authority = try Self.authority(in: self.folder)
        receiptKey = try Self.receiptKey(in: self.folder, name: exchangeName)
        if !Self.isFresh(self.folder.appending(path: "server.pem")) {
            try Self.write(try authority.issueServer(), named: "server", to: self.folder)
        }
    }

    var serverFiles: TLSCredentials.Files {
        TLSCredentials.Files(
            certificateChain: folder.appending(path: "server.pem").path,
            privateKey: folder.appending(path: "server.key").path,
            trustRoots: folder.appending(path: "authority.pem").path)
    }

    /// The certificate with which an agency connects and signs; issued if there is none
    /// that is good for another month.
    func certificatePEM(of code: String) throws -> String {
        let file = folder.appending(path: "\(code).pem")
        if !Self.isFresh(file) {
            guard let agency = AgencyCode(code) else { preconditionFailure("\(code) is no code") }
            try Self.write(try authority.issue(to: agency), named: code, to: folder)
        }
        return try String(contentsOf: file, encoding: .utf8)
    }

    /// Writes a client profile for each agency: a folder with everything that a client needs.
    func writeProfiles(for agencies: [String], to profiles: URL, server: String) throws {
        for agency in agencies {
            let profile = profiles.appending(path: agency)
            try Self.makeFolder(profile)
            for (source, target) in [
                ("\(agency).pem", "certificate.pem"), ("\(agency).key", "key.pem"),
                ("authority.pem", "trust.pem"),
            ] {
                let contents = try Data(contentsOf: folder.appending(path: source))
                try Self.writePrivately(contents, to: profile.appending(path: target))
            }
            let description: JSONValue = [
                "server": .string(server),
                "agency": .string(agency),
                "certificate": "certificate.pem",
                "key": "key.pem",
                "trust": "trust.pem",
                "exchange_key": .string(receiptKey.verifier.description),
                "language": "en",
                "officer": .string("Demo officer of \(agency)"),
            ]
            try Self.writePrivately(
                Data((description.serialized(pretty: true) + "\n").utf8),
                to: profile.appending(path: "profile.json"))
        }
    }

    /// Whether there is a certificate that will be good for a while.
    private static func isFresh(_ file: URL) -> Bool {
        guard let pem = try? String(contentsOf: file, encoding: .utf8),
            let certificate = try? Certificate(pemEncoded: pem)
        else { return false }
        return certificate.notValidAfter > Date().addingTimeInterval(30 * 86_400)
    }

    private static func authority(in folder: URL) throws -> TestAuthority {
        let certificate = folder.appending(path: "authority.pem")
        let key = folder.appending(path: "authority.key")
        if FileManager.default.fileExists(atPath: key.path) {
            return try TestAuthority(
                certificatePEM: try String(contentsOf: certificate, encoding: .utf8),
                keyPEM: try String(contentsOf: key, encoding: .utf8))
        }
        let authority = try TestAuthority()
        let pem = try authority.pem()
        try writePrivately(Data(pem.certificate.utf8), to: certificate)
        try writePrivately(Data(pem.key.utf8), to: key)
        return authority
    }

    private static func receiptKey(in folder: URL, name: String) throws -> NoteSigner {
        let file = folder.appending(path: "receipt.key")
        if let text = try? String(contentsOf: file, encoding: .utf8) {
            return try NoteSigner(text.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        let key = try NoteSigner.generate(name: name)
        try writePrivately(Data((key.secretText + "\n").utf8), to: file)
        return key
    }

    private static func write(
        _ issued: TestAuthority.Issued, named name: String, to folder: URL
    ) throws {
        let pem = try issued.pem()
        // The key first: a certificate without its key would never be issued again.
        try writePrivately(Data(pem.key.utf8), to: folder.appending(path: "\(name).key"))
        try writePrivately(Data(pem.certificate.utf8), to: folder.appending(path: "\(name).pem"))
    }

    private static func makeFolder(_ folder: URL) throws {
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Writes a file that only its owner can read, in place of an older one all at once.
    private static func writePrivately(_ contents: Data, to file: URL) throws {
        let fresh = file.appendingPathExtension("new")
        try? FileManager.default.removeItem(at: fresh)
        guard
            FileManager.default.createFile(
                atPath: fresh.path, contents: contents, attributes: [.posixPermissions: 0o600]),
            rename(fresh.path, file.path) == 0
        else { throw ConfigurationError("\(file.path) cannot be written") }
    }
}
