import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The process's own streams and environment, as far as the client looks at them.
enum Terminal {
    /// Whether a stream (0 input, 1 output, 2 error) is a terminal.
    static func isTerminal(_ descriptor: Int32) -> Bool {
        isatty(descriptor) == 1
    }

    /// How many columns the terminal behind standard output or standard error has.
    static var columns: Int {
        var size = winsize()
        for descriptor: Int32 in [1, 2] {
            if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
                return Int(size.ws_col)
            }
        }
        return environment("COLUMNS").flatMap { Int($0) } ?? 80
    }

    /// A variable of the environment; `nil` if it is not set or empty.
    static func environment(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    /// Why standard output takes no more: an error number, 0 as long as it does.
    private static let outputTrouble = Mutex<Int32>(0)

    /// Writes all of `text`.
    ///
    /// Work goes on if it cannot be written: forms that are being sent matter more than the lines
    /// about them. What standard output did not take shows in ``requireOutput()``.
    static func write(_ text: String, to descriptor: Int32) {
        guard descriptor != 1 || outputTrouble.withLock({ $0 }) == 0 else { return }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { system_write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                bytes = bytes.dropFirst(count)
                continue
            }
            let error = errno
            if error == EINTR { continue }
            if error == EAGAIN {
                var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&waiting, 1, -1)
                continue
            }
            if descriptor == 1 { outputTrouble.withLock { $0 = error } }
            return
        }
    }

    /// Whether all that was written to standard output has arrived there.
    ///
    /// - Throws: ``SilentEnd`` if nobody reads any more, as with `head`; ``ClientError`` `.local`
    ///   if it could not be written otherwise.
    static func requireOutput() throws {
        let error = outputTrouble.withLock { $0 }
        guard error != 0 else { return }
        if error == EPIPE { throw SilentEnd(status: .answerIsNo) }
        throw ClientError(.local, .fileUnwritable("stdout", String(cString: strerror(error))))
    }

    /// Ends the process.
    static func exit(_ status: Int32) -> Never {
        system_exit(status)
    }
}

private func system_write(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}

private func system_exit(_ status: Int32) -> Never {
    exit(status)
}
