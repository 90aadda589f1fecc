import Foundation
import Testing

extension EndToEnd {
    @Suite("Health and reflection", .needsPythonLibraries, .exchange(["BE-DAP"]))
    struct HealthAndReflectionTests {
        private static let service = "benelux.forms.v1.FormExchange"
        private static let log = "benelux.forms.v1.Log"

        @Test("Health tells any certificate of a trusted root how the exchange is")
        func health() async throws {
            let exchange = try TestExchange.current
            let probe = try exchange.anotherCertificate(of: "BE-DAP")
            var looks = 0
            try await waitUntil("the exchange is in good health") {
                looks += 1
                return try await Self.health(exchange, probe).list[""] == "SERVING"
            }
            for agency in [exchange["BE-DAP"], probe] {
                looks += 1
                let health = try await Self.health(exchange, agency)
                #expect(
                    health.list == [
                        "": "SERVING", Self.service: "SERVING", Self.log: "SERVING",
                    ])
                #expect(
                    health.check == [
                        "": "SERVING", Self.service: "SERVING", "no.such.Service": "NOT_FOUND",
                    ])
                #expect(
                    health.watch == [
                        "": "SERVING", Self.service: "SERVING",
                        "no.such.Service": "SERVICE_UNKNOWN",
                    ])
            }
            // Each look has given up three watches, which must not go on for ever.
            try await waitUntil("the server has ended \(looks * 3) watches") {
                exchange.process.process.errors.split(separator: "\n")
                    .count { $0.contains("call=grpc.health.v1.Health/Watch") } == looks * 3
            }
        }

        @Test("Reflection tells participants what is served, as gRPC's own client expects it")
        func reflection() async throws {
            let exchange = try TestExchange.current
            let reflection = try await Self.reflection(exchange, exchange["BE-DAP"])
            let services = try #require(reflection.services)
            #expect(services.contains(Self.service) && services.contains(Self.log))
            #expect(services.filter { $0.hasPrefix("grpc.") }.count == 3)
            // INVALID_ARGUMENT for no question, NOT_FOUND for the others.
            #expect(reflection.errors == [3, 5, 5, 5, 5])
            #expect(reflection.versionsAgree == true)
            #expect(
                reflection.asPublished == [
                    "grpc.health.v1.Health": true,
                    "grpc.reflection.v1alpha.ServerReflection": true,
                ])
            let calls = try #require(reflection.calls)
            #expect(calls.count >= 16)
            #expect(!calls.values.contains("UNIMPLEMENTED"))
            #expect(reflection.inbox == ["caught_up"])
        }

        @Test("Reflection refuses a certificate that is not admitted")
        func notAdmitted() async throws {
            let exchange = try TestExchange.current
            let stranger = try exchange.anotherCertificate(of: "BE-DAP")
            let reflection = try await Self.reflection(exchange, stranger)
            #expect(reflection.refused == "UNAUTHENTICATED")
            #expect(reflection.services == nil)
        }

        @Test("A watch of health follows the database, and ends with the server")
        func changes() async throws {
            try await TestCluster.with { cluster in
                try await TestExchange.with(
                    ["BE-DAP"], on: cluster.connectionString
                ) { exchange in
                    try await waitUntil("the exchange is in good health") {
                        try await Self.health(exchange, exchange["BE-DAP"]).list[""] == "SERVING"
                    }
                    let watch = try SpawnedProcess(
                        Programs.python,
                        Programs.pythonArguments + [Programs.clientScript(Self.script)]
                            + Self.arguments("watch", exchange, exchange["BE-DAP"]))
                    func expectNext(_ line: String, after lines: String) async throws {
                        try await waitUntil("the watch says \(line)") { watch.output != lines }
                        #expect(watch.output == lines + line + "\n")
                    }
                    try await expectNext("SERVING", after: "")
                    try await cluster.disturb(.stop)
                    try await expectNext("NOT_SERVING", after: "SERVING\n")
                    let during = try await Self.health(exchange, exchange["BE-DAP"])
                    #expect(during.check[""] == "NOT_SERVING")
                    #expect(during.check[Self.service] == "NOT_SERVING")
                    try await cluster.disturb(.start)
                    try await expectNext("SERVING", after: "SERVING\nNOT_SERVING\n")
                    try await exchange.process.stop()
                    #expect(try await watch.ended() == 0)
                    #expect(
                        watch.output == "SERVING\nNOT_SERVING\nSERVING\nNOT_SERVING\nEND\n")
                }
            }
        }

        // MARK: The clients

        private static let script = "health_and_reflection.py"

        private struct Health: Decodable {
            let check: [String: String]
            let watch: [String: String]
            let list: [String: String]
        }

        private struct Reflection: Decodable {
            let refused: String?
            let services: [String]?
            let errors: [Int]?
            let versionsAgree: Bool?
            let asPublished: [String: Bool]?
            let calls: [String: String]?
            let inbox: [String]?
        }

        private static func health(
            _ exchange: TestExchange, _ agency: Agency
        ) async throws -> Health {
            try JSONDecoder().decode(Health.self, from: try await ask("health", exchange, agency))
        }

        private static func reflection(
            _ exchange: TestExchange, _ agency: Agency
        ) async throws -> Reflection {
            let answer = try await ask("reflect", exchange, agency)
            return try JSONDecoder().decode(Reflection.self, from: answer)
        }

        private static func ask(
            _ call: String, _ exchange: TestExchange, _ agency: Agency
        ) async throws -> Data {
            let run = try await ProgramRun.script(script, arguments(call, exchange, agency))
            guard run.status == 0 else { throw TestFailure("the client failed: \(run.errors)") }
            return Data(run.output.utf8)
        }

        private static func arguments(
            _ call: String, _ exchange: TestExchange, _ agency: Agency
        ) -> [String] {
            [
                call, "--server", exchange.endpoint.description, "--trust", agency.trust.path,
                "--certificate", agency.certificate.path, "--key", agency.key.path,
            ]
        }
    }
}
