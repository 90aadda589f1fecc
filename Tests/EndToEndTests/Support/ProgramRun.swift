import Foundation

/// A program that was run to its end, and what it said.
struct ProgramRun: Sendable {
    let status: Int32
    let output: String
    let errors: String

    /// Runs `program` to its end.
    static func of(
        _ program: String, _ arguments: [String], environment: [String: String] = [:],
        input: SpawnedProcess.Input = .nothing, within limit: Duration = .seconds(120)
    ) async throws -> ProgramRun {
        let process = try SpawnedProcess(
            program, arguments, environment: environment, input: input)
        let status = try await process.ended(within: limit)
        return ProgramRun(status: status, output: process.output, errors: process.errors)
    }

    /// As ``of(_:_:environment:input:within:)``, for a program that has to succeed.
    static func successful(
        _ program: String, _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> ProgramRun {
        let run = try await of(program, arguments, environment: environment)
        guard run.status == 0 else {
            throw TestFailure(
                "\(program) \(arguments.joined(separator: " ")) ended with \(run.status): "
                    + "\(run.output)\(run.errors)")
        }
        return run
    }

    /// Runs a Python script of `Clients`.
    static func script(
        _ name: String, _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> ProgramRun {
        try await of(
            Programs.python,
            Programs.pythonArguments + [Programs.clientScript(name)] + arguments,
            environment: environment)
    }
}
