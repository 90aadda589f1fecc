internal import Foundation
internal import NIOSSL
internal import Synchronization
internal import X509

/// The server's certificate and key, and the roots that its clients' certificates must lead to.
///
/// ``reload()`` reads the files again and swaps all of it at once: connections that come later meet
/// the new material, open ones keep theirs. Files that cannot be used change nothing.
public final class TLSCredentials: Sendable {
    /// Where the material lies, all PEM.
    public struct Files: Sendable {
        public var certificateChain: String
        public var privateKey: String
        public var trustRoots: String

        public init(certificateChain: String, privateKey: String, trustRoots: String) {
            self.certificateChain = certificateChain
            self.privateKey = privateKey
            self.trustRoots = trustRoots
        }

        var all: [String] { [certificateChain, privateKey, trustRoots] }
    }

    /// How a file looked when it was read.
    private struct FileState: Equatable {
        let path: String
        let changed: Date?
        let bytes: Int64?
    }

    private struct State {
        var context: NIOSSLContext
        var roots: [Certificate]
        var seen: [FileState]
        var generation = 0
    }

    private let files: Files
    private let state: Mutex<State>

    /// Reads the files.
    ///
    /// - Throws: ``ConfigurationError`` that names the file which cannot be used.
    public init(files: Files) throws {
        self.files = files
        self.state = Mutex(try Self.read(files))
    }

    /// What the next connection is accepted with.
    var current: NIOSSLContext { state.withLock { $0.context } }

    /// The roots that certificates of clients and signers must lead to, and how often they have
    /// been read again: what was concluded from an older generation no longer holds.
    var rootsAndGeneration: (roots: [Certificate], generation: Int) {
        state.withLock { ($0.roots, $0.generation) }
    }

    /// Reads the files again, and swaps if all of them can be used.
    public func reload() throws {
        let fresh: State
        do {
            fresh = try Self.read(files)
        } catch {
            // Not tried again, nor complained of again, before something changes.
            let seen = Self.states(of: files)
            state.withLock { $0.seen = seen }
            throw error
        }
        state.withLock { state in
            let generation = state.generation + 1
            state = fresh
            state.generation = generation
        }
    }

    /// Reloads if any of the files has changed since it was read. Returns whether it did.
    public func reloadIfChanged() throws -> Bool {
        guard Self.states(of: files) != state.withLock({ $0.seen }) else { return false }
        try reload()
        return true
    }

    private static func read(_ files: Files) throws -> State {
        // The looks of the files first: a change while the files are read is then seen at the next look.
        let seen = states(of: files)
        let chain = try named(files.certificateChain) { try NIOSSLCertificate.fromPEMFile($0) }
        let key = try named(files.privateKey) { try NIOSSLPrivateKey(file: $0, format: .pem) }
        let roots = try named(files.trustRoots) {
            try PEMCertificates.parse(try String(contentsOfFile: $0, encoding: .utf8))
        }
        var configuration = TLSConfiguration.makeServerConfigurationWithMTLS(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(key),
            trustRoots: .file(files.trustRoots))
        configuration.minimumTLSVersion = .tlsv13
        configuration.certificateVerification = .noHostnameVerification
        configuration.applicationProtocols = ["h2"]

        return State(
            context: try NIOSSLContext(configuration: configuration),
            roots: roots,
            seen: seen)
    }

    /// Names the file in what is said of it.
    private static func named<Value>(
        _ path: String, _ read: (String) throws -> Value
    ) throws -> Value {
        do {
            return try read(path)
        } catch {
            throw ConfigurationError("\(path) cannot be used: \(error)")
        }
    }

    private static func states(of files: Files) -> [FileState] {
        files.all.map { path in
            // Certificates are often mounted as links, and it is the link's target that changes.
            let file = URL(filePath: path).resolvingSymlinksInPath()
            let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
            return FileState(
                path: file.path, changed: attributes?[.modificationDate] as? Date,
                bytes: (attributes?[.size] as? NSNumber)?.int64Value)
        }
    }
}
