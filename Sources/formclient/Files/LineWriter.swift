#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Writes lines into a file that only its owner can read, as they come.
///
/// They lie beside the file until they are all there and ``finish()`` puts them into its place. A
/// device or a pipe gets them at once. A link is followed, never replaced.
final class LineWriter: Sendable {
    private let path: String
    /// Where the lines lie until the end; `nil` if they are where they belong.
    private let part: String?
    private let descriptor: Int32

    /// Opens the file beside `path`.
    ///
    /// - Parameters:
    ///   - suffix: what the name of the file beside ends with.
    ///   - keptBytes: how many bytes stay of what is there already.
    /// - Throws: ``ClientError`` `.local` if it cannot be written.
    init(
        _ path: String, suffix: String = partSuffix, keeping keptBytes: Int = 0
    ) throws(ClientError) {
        let isStream = LocalFile.isStream(path)
        self.path = isStream ? path : LocalFile.followingLinks(path)
        part = isStream ? nil : self.path + suffix
        descriptor = open(part ?? path, O_WRONLY | O_CREAT | O_NOCTTY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure(path) }
        guard isStream || ftruncate(descriptor, off_t(keptBytes)) == 0 else {
            throw Self.failure(path)
        }
        if !isStream { lseek(descriptor, 0, SEEK_END) }
    }

    static let partSuffix = ".part"

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

    /// Puts the lines, once they are on disk, where they belong.
    ///
    /// - Throws: ``ClientError`` `.local`.
    func finish() throws(ClientError) {
        guard let part else { return }
        guard fsync(descriptor) == 0, rename(part, path) == 0 else { throw Self.failure(path) }
        LocalFile.synchronise(folder: path)
    }

    /// Removes the lines that were not finished.
    func discard() {
        if let part { LocalFile.remove(part) }
    }

    private static func failure(_ path: String) -> ClientError {
        ClientError(.local, .fileUnwritable(path, String(cString: strerror(errno))))
    }
}

private func system_write(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
