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

    /// Writes all of `text`. Ends the process if nobody reads any more, as `head` does to others.
    static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { system_write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                exit(ExitStatus.done.rawValue)
            }
            bytes = bytes.dropFirst(count)
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
