import FormDocument
import FormProtocol
import Foundation
import Synchronization
import Testing

@testable import FormService

/// A whole exchange of one suite: an authority, a database, admitted agencies and a server, all
/// made with the real commands.
final class TestExchange: Sendable {
    let folder: URL
    let database: TestDatabase
    let authority: TestAuthority
    /// What clients verify receipts with.
    let exchangeKey: String
    let agencies: [String: Agency]
    private let host: String
    private let server: Mutex<ServerProcess?>

    /// The exchange of the suite that the test belongs to.
    static var current: TestExchange {
        get throws { try #require(bound, "the suite lacks the trait .exchange") }
    }

    @TaskLocal fileprivate static var bound: TestExchange?

    /// The agencies that send and receive the samples of the catalogue.
    static let everyone = [
        "BE-DAP", "BE-IBZ", "BE-OCAM", "BE-RIZIV", "BE-RSZ", "BE-RVA", "BE-SIOD", "BE-TSW", "BX-SG",
        "DE-NW-FKS", "DE-NW-IM", "DE-NW-LKA", "EU-ELA", "EU-EUROPOL", "FR-SDLP", "LU-CCSS",
        "LU-CEMT", "LU-GCT", "LU-ITM", "LU-MAI", "LU-MT", "LU-USP", "NL-AIVD", "NL-DKDB", "NL-JENV",
        "NL-LA", "NL-NCTV", "NL-POL", "NL-SVB", "NL-SZW", "NL-UWV",
    ]
    /// Enough for most suites.
    static let few = ["BE-DAP", "BE-OCAM", "NL-DKDB", "NL-NCTV", "LU-USP"]

    private init(
        folder: URL, database: TestDatabase, authority: TestAuthority, exchangeKey: String,
        agencies: [String: Agency], host: String
    ) {
        self.folder = folder
        self.database = database
        self.authority = authority
        self.exchangeKey = exchangeKey
        self.agencies = agencies
        self.host = host
        server = Mutex(nil)
    }

    subscript(code: String) -> Agency {
        guard let agency = agencies[code] else { preconditionFailure("\(code) is not admitted") }
        return agency
    }

    var endpoint: Endpoint { Endpoint(host: host, port: process.port) }

    /// The server that runs now, or ran last.
    var process: ServerProcess {
        guard let process = server.withLock({ $0 }) else { preconditionFailure("no server") }
        return process
    }

    // MARK: Life

    /// Makes an exchange, serves, runs `body`, and leaves nothing behind.
    static func with(
        _ codes: [String] = few, on postgres: String? = TestDatabase.sharedServer,
        host: String = "127.0.0.1", _ body: (TestExchange) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "forms-exchange-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let database = try await TestDatabase(on: try #require(postgres))
        try await withCleanUp {
            let exchange = try await make(codes, in: folder, database, host: host)
            try await exchange.start()
            try await withCleanUp {
                try await body(exchange)
            } _: {
                if exchange.process.process.status == nil { try await exchange.process.stop() }
            }
        } _: {
            try await database.drop()
        }
    }

    private static func make(
        _ codes: [String], in folder: URL, _ database: TestDatabase, host: String
    ) async throws -> TestExchange {
        let authority = try TestAuthority()
        try PrivateFile.write(
            try authority.pem().certificate, to: folder.appending(path: "roots.pem"))
        try Self.write(try authority.issueServer(), named: "server", to: folder)
        _ = try await ProgramRun.successful(
            Programs.formserver, ["migrate", "--database", database.connectionString])
        let key = try await ProgramRun.successful(
            Programs.formserver, ["key", "--name", "forms.example/end-to-end"])
        try PrivateFile.write(key.output, to: folder.appending(path: "receipt.key"))
        let publicKey = key.errors.split(separator: " ").last.map {
            $0.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        var agencies: [String: Agency] = [:]
        for code in codes {
            agencies[code] = try Agency(
                code, issued: try authority.issue(to: try #require(AgencyCode(code))), in: folder)
        }
        let exchange = TestExchange(
            folder: folder, database: database, authority: authority,
            exchangeKey: try #require(publicKey), agencies: agencies, host: host)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for agency in agencies.values { group.addTask { try await exchange.admit(agency) } }
            try await group.waitForAll()
        }
        return exchange
    }

    /// Starts the server; again on its old port, if there is one.
    func start() async throws {
        let port = server.withLock { $0?.port } ?? 0
        let arguments = serveArguments(port: port)
        let fresh = try await ServerProcess(arguments)
        server.withLock { $0 = fresh }
    }

    func serveArguments(port: Int) -> [String] {
        [
            "serve", "--database", database.connectionString, "--receipt-key",
            folder.appending(path: "receipt.key").path,
        ] + listenerArguments(port: port)
    }

    /// What every server is told that listens as this exchange does.
    func listenerArguments(port: Int) -> [String] {
        func path(_ name: String) -> String { folder.appending(path: name).path }
        return [
            "--host", host, "--port", "\(port)", "--certificate", path("server.pem"), "--key",
            path("server.key"), "--trust", path("roots.pem"),
        ]
    }

    // MARK: Participants

    func admit(
        _ agency: Agency, roles: [String] = ["SUBMITTER", "SIGNER", "READER"]
    ) async throws {
        _ = try await ProgramRun.successful(
            Programs.formserver,
            [
                "admit", agency.code.description, "--database", database.connectionString,
                "--name", "\(agency.code) test", "--certificate", agency.certificate.path,
                "--role",
            ] + roles)
    }

    /// Admits a certificate and waits until the server has noticed.
    func admitAndWait(
        _ agency: Agency, roles: [String] = ["SUBMITTER", "SIGNER", "READER"]
    ) async throws {
        try await admit(agency, roles: roles)
        try await waitUntilKnown(agency)
    }

    /// Waits until the server has noticed a certificate's admission.
    func waitUntilKnown(_ agency: Agency) async throws {
        try await waitUntil("the server notices a new certificate") { try await knows(agency) }
    }

    /// Withdraws a certificate and waits until the server has noticed.
    func withdrawAndWait(_ agency: Agency) async throws {
        try await withdraw(agency)
        try await waitUntil("the server notices a certificate's withdrawal") {
            try await !knows(agency)
        }
    }

    private func knows(_ agency: Agency) async throws -> Bool {
        try await withClient(agency) { client in
            // A request without content is refused, and for another reason if the caller is known.
            try await expectRefusal { try await client.submit(WireSignedForm()) }
        }.reason != "CERTIFICATE_UNKNOWN"
    }

    func withdraw(_ agency: Agency) async throws {
        _ = try await ProgramRun.successful(
            Programs.formserver,
            [
                "withdraw", "--database", database.connectionString, "--certificate",
                agency.certificate.path,
            ])
    }

    /// Another certificate of an agency, not admitted yet.
    func anotherCertificate(of code: String) throws -> Agency {
        try Agency(
            code, issued: try authority.issue(to: try #require(AgencyCode(code))), in: folder)
    }

    static func write(
        _ issued: TestAuthority.Issued, named name: String, to folder: URL
    ) throws {
        let pem = try issued.pem()
        try PrivateFile.write(pem.key, to: folder.appending(path: "\(name).key"))
        try PrivateFile.write(pem.certificate, to: folder.appending(path: "\(name).pem"))
    }
}

/// Files that only their owner can read.
enum PrivateFile {
    static func write(_ text: String, to file: URL) throws {
        let fresh = file.appendingPathExtension("new")
        guard
            FileManager.default.createFile(
                atPath: fresh.path, contents: Data(text.utf8),
                attributes: [.posixPermissions: 0o600]),
            rename(fresh.path, file.path) == 0
        else { throw TestFailure("\(file.path) cannot be written") }
    }
}

/// Gives each suite an exchange of its own.
struct ExchangeTrait: SuiteTrait, TestScoping {
    let codes: [String]
    let host: String

    func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        try await TestExchange.with(codes, host: host) { exchange in
            try await TestExchange.$bound.withValue(exchange) { try await function() }
        }
    }
}

extension Trait where Self == ExchangeTrait {
    static func exchange(
        _ codes: [String] = TestExchange.few, host: String = "127.0.0.1"
    ) -> ExchangeTrait {
        ExchangeTrait(codes: codes, host: host)
    }
}
