#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Files as the client needs them: read whole within a limit, written whole or not at all.
enum LocalFile {
    /// The bytes of a file; `-` is standard input.
    ///
    /// - Throws: ``ClientError`` `.local` if it is missing, cannot be read or is larger than
    ///   `bytesMax`.
    static func read(_ path: String, bytesMax: Int) throws(ClientError) -> [UInt8] {
        let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(reading: path) }
        defer { if descriptor != 0 { close(descriptor) } }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = readBytes(descriptor, &buffer)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(reading: path) }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= bytesMax else {
                throw ClientError(.local, .fileTooLarge(path, bytesMax: bytesMax))
            }
        }
    }

    /// As ``read(_:bytesMax:)``; `nil` if there is no such file.
    static func readIfPresent(_ path: String, bytesMax: Int) throws(ClientError) -> [UInt8]? {
        exists(path) ? try read(path, bytesMax: bytesMax) : nil
    }

    /// Writes a file that only its owner can read, so that it is there whole, on disk, or not at
    /// all: what was there before stays until the new bytes are safe.
    static func writePrivate(_ bytes: [UInt8], to path: String) throws(ClientError) {
        let temporary = "\(path).\(getpid()).new"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(writing: path) }
        let isWritten = writeAll(bytes, to: descriptor) && fsync(descriptor) == 0
        let isClosed = close(descriptor) == 0
        guard isWritten, isClosed, rename(temporary, path) == 0 else {
            let failure = failure(writing: path)
            unlink(temporary)
            throw failure
        }
        synchronise(folder: path)
    }

    /// Writes where the user has said: a file as ``writePrivate(_:to:)`` does, a device or a pipe
    /// as it is. A link is followed, never replaced.
    static func writeOutput(_ bytes: [UInt8], to path: String) throws(ClientError) {
        guard isStream(path) else {
            return try writePrivate(bytes, to: followingLinks(path))
        }
        let descriptor = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(writing: path) }
        guard writeAll(bytes, to: descriptor) else {
            let failure = failure(writing: path)
            close(descriptor)
            throw failure
        }
        guard close(descriptor) == 0 else { throw failure(writing: path) }
    }

    /// The path from the root to something that exists, without links and dots.
    static func realPath(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// Where a name leads, which need not exist.
    static func followingLinks(_ path: String) -> String {
        var path = path
        // As many as the kernel follows.
        for _ in 0..<40 {
            var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
            let count = readlink(path, &buffer, buffer.count)
            guard count > 0 else { return path }
            let target = String(
                decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
            let folder = target.hasPrefix("/") ? nil : parent(of: path)
            path = folder.map { "\($0)/\(target)" } ?? target
        }
        return path
    }

    /// Runs `body` while no other process holds the lock of this file, which is made if need be.
    ///
    /// The kernel gives the lock back when a process ends, however it ends. The file stays: removing
    /// it would let two processes lock two files of one name.
    static func locked<Result>(
        _ path: String, _ body: () throws(ClientError) -> Result
    ) throws(ClientError) -> Result {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(writing: path) }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw failure(writing: path) }
        }
        return try body()
    }

    /// Makes a folder that only its owner can enter, and those above it.
    static func makePrivateFolder(_ path: String) throws(ClientError) {
        guard !isFolder(path) else { return }
        if let parent = parent(of: path), !parent.isEmpty { try makePrivateFolder(parent) }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure(writing: path) }
    }

    static func remove(_ path: String) {
        unlink(path)
    }

    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether there is something that can be written to but not replaced: a device, a pipe.
    static func isStream(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        return ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
    }

    /// Whether anyone but the owner can change a file, or put others into a folder.
    static func isWritableByOthers(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        return status.st_mode & 0o022 != 0
    }

    /// How many bytes a file has; 0 if there is none.
    static func size(of path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// The permission bits that let anyone but the owner at a file; 0 if there are none.
    static func laxPermissions(of path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        return status.st_mode & 0o077 != 0
    }

    /// The names in a folder, sorted; empty if it cannot be read.
    static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// `path`, taken as relative to `folder` unless it starts at the root or at home.
    static func resolve(_ path: String, in folder: String) -> String {
        if path.hasPrefix("/") { return path }
        if path.hasPrefix("~/"), let home = Terminal.environment("HOME") {
            return home + path.dropFirst(1)
        }
        return "\(folder)/\(path)"
    }

    static func parent(of path: String) -> String? {
        path.lastIndex(of: "/").map { String(path[..<$0]) }
    }

    static func lastComponent(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    // MARK: System calls

    private static func readBytes(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int {
        buffer.withUnsafeMutableBytes { system_read(descriptor, $0) }
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { system_write(descriptor, $0) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Without this a crash could lose the name of a file whose bytes are safe.
    static func synchronise(folder path: String) {
        let descriptor = open(parent(of: path) ?? ".", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private static func failure(reading path: String) -> ClientError {
        errno == ENOENT
            ? ClientError(.local, .fileMissing(path))
            : ClientError(.local, .fileUnreadable(path, String(cString: strerror(errno))))
    }

    private static func failure(writing path: String) -> ClientError {
        ClientError(.local, .fileUnwritable(path, String(cString: strerror(errno))))
    }
}

// The names of these calls are also those of functions above.
private func system_read(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    read(descriptor, buffer.baseAddress, buffer.count)
}

private func system_write(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    write(descriptor, buffer.baseAddress, buffer.count)
}
