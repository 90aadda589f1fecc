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

    /// To be called before anything else: a reader that goes away must not end the process, nor may
    /// a file or a connection get the number of a stream that was closed by whoever started it.
    static func prepare() {
        signal(SIGPIPE, SIG_IGN)
        for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 {
            // Gets the lowest number that is free: this one. Results that go nowhere have to fail.
            _ = open("/dev/null", descriptor == 1 ? O_RDONLY : O_RDWR)
        }
    }

    /// Why standard output takes no more: an error number, 0 as long as it does.
    private static let outputTrouble = Mutex<Int32>(0)

    /// Whether what is written to standard output still gets there.
    static var isOutputOpen: Bool { outputTrouble.withLock { $0 } == 0 }

    /// Why something is missing from standard output; `nil` if nothing is, or if nobody reads it
    /// any more, as behind `head`.
    static var outputFailure: String? {
        let number = outputTrouble.withLock { $0 }
        return number == 0 || number == EPIPE ? nil : String(cString: strerror(number))
    }

    /// Writes all of `text`.
    ///
    /// Work goes on if it cannot be written: forms that are being sent matter more than the lines
    /// about them. What standard output did not take shows in ``outputFailure``; what standard
    /// error did not take is lost.
    static func write(_ text: String, to descriptor: Int32) {
        guard descriptor != 1 || isOutputOpen else { return }
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
