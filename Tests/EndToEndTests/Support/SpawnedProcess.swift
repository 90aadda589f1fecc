import Foundation
import Glibc
import Synchronization

/// A program that runs beside the tests, with its output in files.
///
/// Foundation's `Process` counts a program as running for as long as a daemon that it has left
/// behind, which is of no use with PostgreSQL.
final class SpawnedProcess: Sendable {
    /// What a program reads from its standard input.
    enum Input {
        case nothing
        case text(String)
        /// Nothing, and no end before ``SpawnedProcess/closeInput()`` or the end of the tests.
        case heldOpen
    }

    let pid: pid_t
    private let folder: URL
    private let state: Mutex<State>

    private struct State {
        var status: Int32?
        var input: Int32?
    }

    /// - Parameter environment: what is added to the environment of the tests.
    init(
        _ program: String, _ arguments: [String], environment: [String: String] = [:],
        input: Input = .nothing
    ) throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "forms-process-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var inputPath = "/dev/null"
        var pipe: [Int32] = [-1, -1]
        switch input {
        case .nothing: break
        case .text(let text):
            inputPath = folder.appending(path: "input").path
            try Data(text.utf8).write(to: URL(filePath: inputPath))
        case .heldOpen:
            guard Glibc.pipe(&pipe) == 0 else { throw SpawnFailure(program, errno) }
            for end in pipe { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        }

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if pipe[0] >= 0 {
            posix_spawn_file_actions_adddup2(&actions, pipe[0], 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, inputPath, O_RDONLY, 0)
        }
        for (descriptor, name) in [(Int32(1), "output"), (2, "errors")] {
            posix_spawn_file_actions_addopen(
                &actions, descriptor, folder.appending(path: name).path,
                O_WRONLY | O_CREAT | O_APPEND, 0o600)
        }
        for descriptor in Int32(3)..<256 {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        let merged = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        pid = try Self.spawn(
            program, arguments, merged.map { "\($0.key)=\($0.value)" }, &actions)
        if pipe[0] >= 0 { close(pipe[0]) }
        state = Mutex(State(input: pipe[1] >= 0 ? pipe[1] : nil))
        Thread.detachNewThread { [pid, weak self] in
            var info = siginfo_t()
            // Left as a zombie until the lock is held, so that a signal never meets a new process
            // with the same number.
            while waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
            guard let self else {
                var status: Int32 = 0
                waitpid(pid, &status, 0)
                return
            }
            self.reap()
        }
    }

    deinit {
        if state.withLock({ $0.status == nil }) { kill(pid, SIGKILL) }
        closeInput()
        try? FileManager.default.removeItem(at: folder)
    }

    /// What the program has written so far.
    var output: String { text(of: "output") }
    var errors: String { text(of: "errors") }

    /// The exit status, or 128 and the number of the signal that ended it; `nil` while it runs.
    var status: Int32? { state.withLock { $0.status } }

    /// Sends a signal, unless the program has ended.
    func signal(_ number: Int32) {
        state.withLock { state in
            if state.status == nil { _ = kill(pid, number) }
        }
    }

    /// Ends a standard input that was held open.
    func closeInput() {
        state.withLock { state in
            if let input = state.input { close(input) }
            state.input = nil
        }
    }

    /// Waits for the end; a program that takes longer than `limit` is killed and fails the test.
    func ended(within limit: Duration = .seconds(120)) async throws -> Int32 {
        let deadline = ContinuousClock.now + limit
        while true {
            // First, as busy tests may hold this one up for longer than the limit.
            if let status { return status }
            if ContinuousClock.now >= deadline { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        signal(SIGKILL)
        throw TestFailure("process \(pid) has not ended within \(limit): \(output)\(errors)")
    }

    private func reap() {
        state.withLock { state in
            var status: Int32 = 0
            waitpid(pid, &status, 0)
            let signal = status & 0x7F
            state.status = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
        }
    }

    private func text(of name: String) -> String {
        let data = try? Data(contentsOf: folder.appending(path: name))
        return String(decoding: data ?? Data(), as: UTF8.self)
    }

    private static func spawn(
        _ program: String, _ arguments: [String], _ environment: [String],
        _ actions: inout posix_spawn_file_actions_t
    ) throws -> pid_t {
        // Signals that the tests block or ignore must reach the program all the same.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        let words = ([program] + arguments).map { strdup($0) } + [nil]
        let variables = environment.map { strdup($0) } + [nil]
        defer { for pointer in words + variables { free(pointer) } }
        var pid: pid_t = 0
        let failure = posix_spawn(&pid, program, &actions, &attributes, words, variables)
        guard failure == 0 else { throw SpawnFailure(program, failure) }
        return pid
    }
}

/// A program that cannot be started.
struct SpawnFailure: Error, CustomStringConvertible {
    let description: String

    init(_ program: String, _ number: Int32) {
        description = "\(program) cannot be started: \(String(cString: strerror(number)))"
    }
}

/// Something that ends a test early.
struct TestFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
