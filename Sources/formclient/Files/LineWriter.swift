#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Writes lines into a file that only its owner can read, as they come.
final class LineWriter: Sendable {
    private let path: String
    private let descriptor: Int32

    /// Opens a file; what was there is gone.
    ///
    /// - Throws: ``ClientError`` `.local` if it cannot be written.
    init(_ path: String) throws(ClientError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOCTTY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure(path) }
    }

    deinit { close(descriptor) }

    /// Writes a line and its end.
    ///
    /// - Throws: ``ClientError`` `.local`.
    func write(_ line: [UInt8]) throws(ClientError) {
        var rest = (line + [0x0A])[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { system_write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Self.failure(path) }
            rest = rest.dropFirst(count)
        }
    }

    private static func failure(_ path: String) -> ClientError {
        ClientError(.local, .fileUnwritable(path, String(cString: strerror(errno))))
    }
}

private func system_write(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
