#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A pipe by which any thread ends another one's `poll`.
///
/// A connection's thread waits for its socket and for new work at once, which only descriptors
/// can do.
final class WakeSignal: Sendable {
    let readDescriptor: Int32
    private let writeDescriptor: Int32

    /// - Returns: `nil` if the process has no descriptors left.
    init?() {
        var descriptors: [Int32] = [-1, -1]
        guard pipe(&descriptors) == 0 else { return nil }
        readDescriptor = descriptors[0]
        writeDescriptor = descriptors[1]
        for descriptor in descriptors {
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        }
    }

    deinit {
        close(readDescriptor)
        close(writeDescriptor)
    }

    func wake() {
        // A full pipe is as good as one byte more: the waiting thread will wake either way.
        var byte: UInt8 = 1
        _ = write(writeDescriptor, &byte, 1)
    }

    /// Forgets the wake-ups so far.
    func drain() {
        var bytes: [UInt8] = Array(repeating: 0, count: 64)
        while read(readDescriptor, &bytes, bytes.count) == bytes.count {}
    }
}

/// What a wait on a socket ended with.
struct Readiness {
    var isReadable = false
    var isWritable = false
    var wasWoken = false

    /// Blocks the calling thread, which must be a connection's own.
    ///
    /// - Parameter timeout: `nil` waits for ever.
    static func wait(
        socket: Int32, forWriting: Bool = false, wake: WakeSignal?, timeout: Duration?
    ) -> Readiness {
        var descriptors = [
            pollfd(
                fd: socket, events: Int16(POLLIN) | (forWriting ? Int16(POLLOUT) : 0), revents: 0),
            pollfd(fd: wake?.readDescriptor ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        let milliseconds = timeout.map { timeout in
            let (seconds, attoseconds) = timeout.components
            // Rounded up: waking a little late beats spinning through the last millisecond.
            let wait =
                seconds * 1_000 + attoseconds / 1_000_000_000_000_000
                + (timeout > .zero ? 1 : 0)
            return Int32(clamping: max(0, wait))
        }
        _ = poll(&descriptors, 2, milliseconds ?? -1)
        let failed = Int16(POLLERR | POLLHUP | POLLNVAL)
        return Readiness(
            isReadable: descriptors[0].revents & (Int16(POLLIN) | failed) != 0,
            isWritable: descriptors[0].revents & (Int16(POLLOUT) | failed) != 0,
            wasWoken: descriptors[1].revents != 0)
    }
}
