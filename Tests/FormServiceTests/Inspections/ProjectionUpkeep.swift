import FormProtocol
import FormSchemas
import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2
import Logging
import Postgres
import Testing
import TransparencyLog

@testable import FormDocument
@testable import FormService

/// What the projection costs a submission: real servers, one of them with a catalogue whose forms tell
/// nothing of inspections, and agencies that submit to them over mutual TLS.
struct ProjectionUpkeep {
    private typealias Client = WireFormExchange.Client<HTTP2ClientTransport.Posix>

    private let exchange: FsckExchange

    private static let rounds = 24
    private static let storiesPerRound = 48

    /// By how many percent a submission about an inspection takes longer because the projection is
    /// kept, where 48 dialogues go on at a time and what is accepted is on the disk.
    static func percent(in connectionString: String, _ signer: NoteSigner) async throws -> Double {
        var percent = 0.0
        try await FsckExchange.with(connectionString, signer) { exchange in
            let upkeep = ProjectionUpkeep(exchange: exchange)
            try await upkeep.requireDurability()
            var times: [Bool: [Double]] = [:]
            try await upkeep.withServer(.builtIn) { keeping in
                try await upkeep.withServer(try catalogueWithoutInspections()) { plain in
                    for round in 0..<(2 * rounds) {
                        let keeps = round.isMultiple(of: 2)
                        let time = try await upkeep.round(keeps ? keeping : plain)
                        // The first of each prepares statements.
                        if round > 3 { times[keeps, default: []].append(time) }
                    }
                }
            }
            let kept = (times[true] ?? []).quantile(0.5)
            let alone = (times[false] ?? []).quantile(0.5)
            print(
                "a submission: \(kept.rounded2) ms with the projection, \(alone.rounded2) without")
            percent = (kept / alone - 1) * 100
        }
        return percent
    }

    /// Clusters for tests lose what they have written last; an exchange must not.
    private func requireDurability() async throws {
        for statement in ["alter system set fsync = on", "select pg_reload_conf()", "checkpoint"] {
            try await exchange.runScript(statement)
        }
        while try await exchange.pool.run("show fsync" as Query<[String]>) != ["on"] {
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Milliseconds for each submission.
    private func round(_ clients: [String: Client]) async throws -> Double {
        // Signing is the agencies' work.
        let stories = try (0..<Self.storiesPerRound).map { _ in
            try Self.story().map { draft in
                guard case .string(let sender)? = draft["header"]?["sender"],
                    let client = clients[sender]
                else { throw LogFailure.isIncomplete }
                return (client, try exchange.signed(draft))
            }
        }
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for story in stories {
                group.addTask {
                    for (client, form) in story {
                        _ = try await client.submit(.with { $0.form = form })
                    }
                }
            }
            try await group.waitForAll()
        }
        return start.milliseconds / Double(stories.reduce(0) { $0 + $1.count })
    }

    /// Serves by a catalogue, with a connection for each agency that inspects.
    private func withServer(
        _ catalogue: Catalogue, _ body: ([String: Client]) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "forms-bench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let server = try FormServer(
            ServerConfiguration(
                host: "127.0.0.1", port: 0, database: exchange.connectionString,
                tls: try exchange.serverFiles(in: folder), receiptKey: exchange.signer.secretText,
                isTestExchange: false),
            catalogue: catalogue,
            log: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() })
        let (ports, ready) = AsyncStream.makeStream(of: Int.self)
        async let serving: Void = server.run { ready.yield($0) }
        var iterator = ports.makeAsyncIterator()
        let port = try #require(await iterator.next())
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await withClients(FsckExchange.inspectorates, of: port, body))
        } catch {
            outcome = .failure(error)
        }
        server.beginShutdown()
        try await serving
        try outcome.get()
    }

    private func withClients(
        _ agencies: [String], of port: Int, clients: [String: Client] = [:],
        _ body: ([String: Client]) async throws -> Void
    ) async throws {
        guard let agency = agencies.first else { return try await body(clients) }
        let (pem, roots) = (try exchange.pem(of: agency), try exchange.rootsPEM)
        let transport = try HTTP2ClientTransport.Posix(
            target: .ipv4(address: "127.0.0.1", port: port),
            transportSecurity: .mTLS(
                certificateChain: [.bytes(Array(pem.certificate.utf8), format: .pem)],
                privateKey: .bytes(Array(pem.key.utf8), format: .pem)
            ) {
                $0.trustRoots = .certificates([
                    .bytes(Array(roots.utf8), format: .pem)
                ])
            })
        try await withGRPCClient(transport: transport) { client in
            var clients = clients
            clients[agency] = Client(wrapping: client)
            try await withClients(Array(agencies.dropFirst()), of: port, clients: clients, body)
        }
    }

    /// A story with identifiers of its own.
    private static func story() throws -> [JSONValue] {
        let forms = try FsckExchange.inspectionStory()
        var text = String(decoding: JSONValue.array(forms).bytes(), as: UTF8.self)
        var known: Set<String> = []
        for form in forms {
            for name in ["id", "case"] {
                if case .string(let id)? = form["header"]?[name] { known.insert(id) }
            }
        }
        for id in known {
            text = text.replacing(id, with: "\(SubmissionID.generate())")
        }
        let root = try JSONDocument(Array(text.utf8)).root
        return root.elements.map { JSONValue($0) }
    }

    private static func catalogueWithoutInspections() throws -> Catalogue {
        var files = EmbeddedFiles.catalogue.byPath
        for (path, bytes) in files where path.hasSuffix("/flow.json") {
            var flow = JSONValue(try JSONDocument(bytes).root)
            flow["inspection"] = nil
            files[path] = flow.bytes()
        }
        return try Catalogue(files: files)
    }
}
