#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Reads a file line by line, in memory bounded by the longest line.
final class LineReader {
    private let path: String
    private let descriptor: Int32
    private let lineBytesMax: Int
    private var buffer: [UInt8] = []
    /// Where the next line begins in the buffer.
    private var start = 0
    /// How many lines were read.
    private var count = 0
    private var isAtEnd = false

    private static let readBytes = 1 << 20

    /// - Throws: ``ClientError`` `.local` if the file cannot be opened.
    init(_ path: String, lineBytesMax: Int) throws(ClientError) {
        self.path = path
        self.lineBytesMax = lineBytesMax
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT
                ? ClientError(.local, .fileMissing(path)) : Self.unreadable(path)
        }
    }

    deinit { close(descriptor) }

    /// The next line without its end, which is LF or CR LF; `nil` after the last one.
    ///
    /// - Throws: ``ClientError`` `.local` if the file cannot be read, `.answerIsNo` for a line that
    ///   is too long.
    func next() throws(ClientError) -> [UInt8]? {
        var searched = 0
        while true {
            if let length = lineLength(from: searched) {
                defer { start += length + 1 }
                return line(length)
            }
            let rest = buffer.count - start
            guard rest <= lineBytesMax else { throw tooLong }
            if isAtEnd {
                guard rest > 0 else { return nil }
                defer { start = buffer.count }
                return line(rest)
            }
            searched = rest
            try refill()
        }
    }

    private func line(_ length: Int) -> [UInt8] {
        count += 1
        let line = buffer[start..<start + length]
        return Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
    }

    /// How long the line is that begins at `start`; `nil` if its end is not in the buffer.
    private func lineLength(from searched: Int) -> Int? {
        buffer.withUnsafeBytes { bytes -> Int? in
            let from = start + searched
            guard from < bytes.count, let base = bytes.baseAddress,
                let end = memchr(base + from, 0x0A, bytes.count - from)
            else { return nil }
            return UnsafeRawPointer(end) - base - start
        }
    }

    private func refill() throws(ClientError) {
        buffer.removeFirst(start)
        start = 0
        let held = buffer.count
        buffer.append(contentsOf: repeatElement(0, count: Self.readBytes))
        var got = -1
        repeat {
            got = buffer.withUnsafeMutableBytes {
                read(descriptor, $0.baseAddress! + held, Self.readBytes)
            }
        } while got < 0 && errno == EINTR
        guard got >= 0 else { throw Self.unreadable(path) }
        buffer.removeLast(Self.readBytes - got)
        isAtEnd = got == 0
    }

    private var tooLong: ClientError {
        ClientError(.answerIsNo, .lineTooLong(path, line: count + 1, bytesMax: lineBytesMax))
    }

    private static func unreadable(_ path: String) -> ClientError {
        ClientError(.local, .fileUnreadable(path, String(cString: strerror(errno))))
    }
}
