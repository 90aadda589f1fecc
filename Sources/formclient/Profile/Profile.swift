import FormDocument
import FormSchemas
import TransparencyLog

/// Who the client is and which exchange it talks to: a folder with `profile.json`.
///
/// Paths in the file are relative to its folder. Nobody but the owner may read it or the keys.
struct Profile: Sendable {
    /// The name under which the client keeps its own files about this profile.
    let name: String
    let folder: String
    let server: ServerAddress
    let agency: AgencyCode
    /// Certificate chain and key with which the client connects, PEM.
    let certificate: String
    let key: String
    /// The same for signing documents; those of the connection unless the profile says otherwise.
    let signingCertificate: String
    let signingKey: String
    /// The roots that the exchange's and the signers' certificates have to lead to, PEM.
    let trust: String
    /// The key that signs the checkpoints of the exchange's log.
    let exchangeKey: NoteVerifier
    /// The keys of witnesses whose cosignatures are checked.
    let witnesses: [NoteVerifier]
    let language: Language?
    /// The officer on whose behalf the client reads, unless `--officer` names another.
    let officer: String?

    /// The name of the file in a profile's folder.
    static let fileName = "profile.json"
    private static let fileBytesMax = 65_536

    /// Reads the profile in `folder`.
    ///
    /// - Throws: ``ClientError`` `.local` if the file is missing, not a profile, or readable by
    ///   others, or if others can put files into the folder.
    init(folder: String) throws(ClientError) {
        let path = "\(folder)/\(Self.fileName)"
        let bytes = try LocalFile.read(path, bytesMax: Self.fileBytesMax)
        guard !LocalFile.laxPermissions(of: path) else {
            throw ClientError(.local, .laxPermissions(path), advice: .chmod(path))
        }
        guard !LocalFile.isWritableByOthers(folder) else {
            throw ClientError(.local, .writableByOthers(folder), advice: .chmodWrite(folder))
        }
        let root: JSONNode
        do {
            root = try JSONDocument(bytes).root
        } catch {
            throw ClientError(
                .local, .profileNotJSON(path, line: error.line, column: error.column))
        }
        func text(_ name: String) throws(ClientError) -> String {
            guard let text = root[name]?.string, !text.isEmpty else {
                throw ClientError(.local, .profileLacks(name, in: path))
            }
            return text
        }
        func file(_ name: String) throws(ClientError) -> String {
            LocalFile.resolve(try text(name), in: folder)
        }
        self.folder = folder
        name = LocalFile.lastComponent(of: folder)
        guard let server = ServerAddress(try text("server")) else {
            throw ClientError(.local, .profileMember("server", in: path, .serverAddressForm))
        }
        self.server = server
        guard let agency = AgencyCode(try text("agency")) else {
            throw ClientError(.local, .profileMember("agency", in: path, .agencyForm))
        }
        self.agency = agency
        certificate = try file("certificate")
        key = try file("key")
        signingCertificate =
            root["signing_certificate"] == nil ? certificate : try file("signing_certificate")
        signingKey = root["signing_key"] == nil ? key : try file("signing_key")
        trust = try file("trust")
        guard let exchangeKey = try? NoteVerifier(try text("exchange_key")) else {
            throw ClientError(.local, .profileMember("exchange_key", in: path, .exchangeKeyForm))
        }
        self.exchangeKey = exchangeKey
        let witnesses = root["witnesses"].map { Self.witnesses($0) } ?? []
        guard let witnesses else {
            throw ClientError(.local, .profileMember("witnesses", in: path, .witnessesForm))
        }
        self.witnesses = witnesses
        language = root["language"]?.string.flatMap(Language.init(tag:))
        officer = root["officer"]?.string
    }

    /// The keys in a list; `nil` if it is none, or one of them is not a witness's.
    private static func witnesses(_ list: JSONNode) -> [NoteVerifier]? {
        guard list.kind == .array else { return nil }
        let keys = list.elements.compactMap { element in
            element.string.flatMap { try? NoteVerifier($0) }
        }
        let areWitnesses = keys.allSatisfy { $0.type == .cosignature }
        return areWitnesses && keys.count == list.count ? keys : nil
    }
}

/// A host and a port, as in `forms.example:7443` or `[::1]:7443`.
struct ServerAddress: Sendable, CustomStringConvertible {
    let host: String
    let port: Int

    /// `nil` if `text` is not a host with a port.
    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]), (1...65_535).contains(port)
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty, !host.contains(where: { $0 == "/" || $0.isWhitespace }) else {
            return nil
        }
        self.host = String(host)
        self.port = port
    }

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
