import Foundation
import Testing

/// A `formserver` that serves.
final class ServerProcess: Sendable {
    let process: SpawnedProcess
    let port: Int

    /// Starts the program and waits until it says that it is ready.
    init(_ arguments: [String]) async throws {
        let (program, arguments) = Self.unprivileged(Programs.formserver, arguments)
        let process = try SpawnedProcess(program, arguments)
        var port: Int?
        try await waitUntil("formserver is not ready") {
            if let status = process.status {
                throw TestFailure("formserver ended with \(status): \(process.errors)")
            }
            port = Self.port(in: process.output)
            return port != nil
        }
        self.process = process
        self.port = port ?? 0
    }

    /// Ends the server in an orderly way; it must end with status 0.
    func stop() async throws {
        process.signal(SIGTERM)
        let status = try await process.ended(within: .seconds(60))
        guard status == 0 else {
            throw TestFailure("formserver ended with \(status): \(process.errors)")
        }
    }

    /// Ends the server as a crash would.
    func killHard() async throws {
        process.signal(SIGKILL)
        _ = try await process.ended()
    }

    /// The most memory that the server has had at any time, in bytes.
    var peakMemoryBytes: Int {
        get throws {
            let text = try String(contentsOfFile: "/proc/\(process.pid)/status", encoding: .utf8)
            let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
            let number = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
            guard let kilobytes = number.flatMap({ Int($0) }) else {
                throw TestFailure("there is no VmHWM in \(text)")
            }
            return kilobytes * 1_024
        }
    }

    /// A server needs none of root's rights, and whoever tests as root must notice if it does.
    ///
    /// `dev` is another matter: it has to run PostgreSQL as somebody else.
    private static func unprivileged(
        _ program: String, _ arguments: [String]
    ) -> (String, [String]) {
        guard geteuid() == 0, arguments.first == "serve" else { return (program, arguments) }
        let without = ["--bounding-set=-all", "--inh-caps=-all", program]
        return ("/usr/bin/setpriv", without + arguments)
    }

    private static func port(in output: String) -> Int? {
        for line in output.split(separator: "\n") where line.hasPrefix("Ready on port ") {
            return Int(line.dropFirst("Ready on port ".count).prefix { $0.isNumber })
        }
        return nil
    }
}
