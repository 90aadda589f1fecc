import Foundation
import Synchronization

/// Stands between one server and PostgreSQL on a Unix socket and breaks what it is told to.
///
/// It follows the frontend's messages: a group of them up to a Sync that binds several statements is
/// one pipeline. The lane's first pipeline begins a transaction and its second commits it, so that the
/// relay knows which one passes.
///
/// Source: PostgreSQL manual, "Frontend/Backend Protocol".
final class FaultyRelay: Sendable {
    enum Fault: Sendable {
        /// The connection breaks while the lane waits for the head's row and the verdicts.
        case cutAtBegin
        /// The connection breaks as soon as the lane holds the head's row.
        case cutWhenHeld
        /// The connection breaks before the commit reaches the database.
        case cutBeforeCommit
        /// The connection breaks when the database has committed, before its answer arrives.
        case cutAfterCommit
        /// Nothing more comes from the server, which holds the head's row, until the database
        /// gives up on it.
        case stallBeforeCommit
        /// The same in the middle of the commit, so that the database does not take the server for
        /// idle.
        case stallInCommit

        /// Those after which the database is quick to notice.
        static let quick: [Fault] = [
            .cutAtBegin, .cutWhenHeld, .cutBeforeCommit, .cutAfterCommit, .stallBeforeCommit,
        ]

        /// Whether it waits for the second pipeline of a transaction.
        var strikesCommit: Bool { self != .cutAtBegin && self != .cutWhenHeld }
    }

    private struct State {
        var fault: Fault?
        var whenStruck: @Sendable () -> Void = {}
        var isClosed = false
        var sockets: [Int32] = []
    }

    let folder: String
    private let target: String
    private let listener: Int32
    private let state = Mutex(State())

    /// - Parameter folder: where PostgreSQL's socket is.
    init(to folder: String) throws {
        self.folder = "/tmp/forms-relay.\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(
            atPath: self.folder, withIntermediateDirectories: false)
        target = "\(folder)/.s.PGSQL.5432"
        listener = try Self.socket(
            { bind($0, $1, $2) == 0 && listen($0, 16) == 0 }, at: "\(self.folder)/.s.PGSQL.5432")
        Thread.detachNewThread { [self] in acceptAll() }
    }

    /// Lets the next transaction fail in this way.
    ///
    /// - Parameter whenStruck: is called just before; nothing passes until it returns.
    func arm(_ fault: Fault, whenStruck: @escaping @Sendable () -> Void = {}) {
        state.withLock {
            $0.fault = fault
            $0.whenStruck = whenStruck
        }
    }

    func close() {
        let sockets = state.withLock { state in
            state.isClosed = true
            return state.sockets
        }
        for socket in sockets { shutdown(socket, Int32(SHUT_RDWR)) }
        shutdown(listener, Int32(SHUT_RDWR))
        Glibc.close(listener)
        try? FileManager.default.removeItem(atPath: folder)
    }

    // MARK: Relaying

    private func acceptAll() {
        while true {
            let client = accept(listener, nil, nil)
            guard client >= 0 else { return }
            guard let server = try? Self.socket({ connect($0, $1, $2) == 0 }, at: target) else {
                Glibc.close(client)
                continue
            }
            let mayGoOn = state.withLock { state in
                state.sockets += [client, server]
                return !state.isClosed
            }
            guard mayGoOn else { return }
            let link = Link(client: client, server: server) { [self] in takeFault(isCommit: $0) }
            Thread.detachNewThread { link.relayRequests() }
            Thread.detachNewThread { link.relayAnswers() }
        }
    }

    /// The fault that is armed for this moment of a transaction, once.
    private func takeFault(isCommit: Bool) -> Fault? {
        let struck: (fault: Fault, whenStruck: @Sendable () -> Void)? = state.withLock { state in
            guard let fault = state.fault, fault.strikesCommit == isCommit else { return nil }
            state.fault = nil
            return (fault, state.whenStruck)
        }
        struck?.whenStruck()
        return struck?.fault
    }

    private static func socket(
        _ use: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Bool, at path: String
    ) throws -> Int32 {
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let isUsable = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                use(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard descriptor >= 0, isUsable else { throw POSIXError(.EIO) }
        return descriptor
    }
}

/// One connection through the relay.
private final class Link: Sendable {
    private let client: Int32
    private let server: Int32
    private let takeFault: @Sendable (_ isCommit: Bool) -> FaultyRelay.Fault?
    /// The database's answers are thrown away, and the connection broken with the first.
    private let swallowsAnswers = Mutex(false)
    /// The connection is broken behind the answer that ends a pipeline.
    private let cutsAfterAnswer = Mutex(false)

    init(
        client: Int32, server: Int32,
        takeFault: @escaping @Sendable (Bool) -> FaultyRelay.Fault?
    ) {
        self.client = client
        self.server = server
        self.takeFault = takeFault
    }

    func relayRequests() {
        var pending: [UInt8] = []
        var isStarted = false
        var isInTransaction = false
        while let bytes = Self.read(client) {
            pending += bytes
            while let group = Self.takeGroup(&pending, isStarted: &isStarted) {
                if group.isPipeline {
                    let fault = takeFault(isInTransaction)
                    isInTransaction.toggle()
                    switch fault {
                    case .cutAtBegin?, .cutBeforeCommit?:
                        cut()
                        return
                    case .cutAfterCommit?: swallowsAnswers.withLock { $0 = true }
                    case .cutWhenHeld?: cutsAfterAnswer.withLock { $0 = true }
                    case .stallBeforeCommit?: return
                    case .stallInCommit?:
                        Self.write(Array(group.bytes.prefix(group.bytes.count / 2)), to: server)
                        return
                    case nil: break
                    }
                } else if group.isScript {
                    isInTransaction = false
                }
                Self.write(group.bytes, to: server)
            }
        }
        cut()
    }

    func relayAnswers() {
        while let bytes = Self.read(server) {
            if swallowsAnswers.withLock({ $0 }) { break }
            Self.write(bytes, to: client)
            if cutsAfterAnswer.withLock({ $0 }),
                bytes.suffix(6).elementsEqual(Self.readyInTransaction)
            {
                break
            }
        }
        cut()
    }

    /// ReadyForQuery in a transaction.
    private static let readyInTransaction: [UInt8] = [
        UInt8(ascii: "Z"), 0, 0, 0, 5, UInt8(ascii: "T"),
    ]

    private func cut() {
        shutdown(client, Int32(SHUT_RDWR))
        shutdown(server, Int32(SHUT_RDWR))
    }

    /// Takes the messages up to a Sync, or one that stands alone, from the front of `bytes`.
    private static func takeGroup(
        _ bytes: inout [UInt8], isStarted: inout Bool
    ) -> (bytes: [UInt8], isPipeline: Bool, isScript: Bool)? {
        func length(at offset: Int) -> Int? {
            guard offset + 4 <= bytes.count else { return nil }
            return bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
        }
        var end = 0
        var kinds: [UInt8: Int] = [:]
        while true {
            // The first message of a connection has no type.
            let head = isStarted ? 1 : 0
            guard let size = length(at: end + head), end + head + size <= bytes.count else {
                return nil
            }
            let kind = isStarted ? bytes[end] : 0
            kinds[kind, default: 0] += 1
            end += head + size
            isStarted = true
            let endsGroup: Set<UInt8> = [
                0, UInt8(ascii: "S"), UInt8(ascii: "Q"), UInt8(ascii: "X"),
            ]
            if endsGroup.contains(kind) { break }
        }
        let group = Array(bytes[..<end])
        bytes.removeFirst(end)
        // A statement that is run alone binds too.
        let binds = kinds[UInt8(ascii: "B")] ?? 0
        return (group, isPipeline: binds > 1, isScript: kinds[UInt8(ascii: "Q")] != nil)
    }

    private static func read(_ socket: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &buffer, buffer.count, 0)
        return count > 0 ? Array(buffer[..<count]) : nil
    }

    private static func write(_ bytes: [UInt8], to socket: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
