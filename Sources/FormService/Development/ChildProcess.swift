internal import Foundation
internal import Subprocess
internal import SystemPackage

/// Runs a program to its end.
enum ChildProcess {
    /// The output goes to a file: a program that leaves a daemon behind would keep a pipe open.
    ///
    /// - Throws: ``ConfigurationError`` with the program's last words if it fails or is missing.
    static func run(_ program: String, _ arguments: [String]) async throws {
        let output = FileManager.default.temporaryDirectory.appending(
            path: "benelux-forms-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: output) }
        let file = try FileDescriptor.open(
            FilePath(output.path), .readWrite, options: [.create, .exclusiveCreate],
            permissions: .ownerReadWrite)
        let status: TerminationStatus
        do {
            status = try await Subprocess.run(
                .path(FilePath(program)), arguments: Arguments(arguments),
                workingDirectory: "/", input: .none,
                output: .fileDescriptor(file, closeAfterSpawningProcess: false),
                error: .fileDescriptor(file, closeAfterSpawningProcess: true)
            ).terminationStatus
        } catch {
            throw ConfigurationError("\(program) cannot be started: \(error)")
        }
        guard status.isSuccess else {
            let text = (try? String(contentsOf: output, encoding: .utf8)) ?? ""
            let lastWords = text.split(separator: "\n").suffix(5).joined(separator: "\n")
            let command = ([program] + arguments).joined(separator: " ")
            throw ConfigurationError("This failed: \(command)\n\(lastWords)")
        }
    }
}
