import CEmbedded

/// Files that were packed into the binary, by path: the one face of the C target that holds them.
///
/// A pack is, for each file in the order of the paths, a line `PATH<TAB>BYTES`, the bytes and a
/// line feed; scripts/pack-catalogue writes it.
public struct EmbeddedFiles: Sendable {
    public struct File: Sendable {
        /// The path, relative to the folder that was packed, with `/`.
        public let path: String
        public let bytes: [UInt8]
    }

    /// In the order of the paths.
    public let files: [File]

    /// The form catalogue: definitions, schemas, parts, code lists, calendars.
    public static var catalogue: EmbeddedFiles {
        EmbeddedFiles(
            pack: UnsafeBufferPointer(
                start: embedded_catalogue(), count: embedded_catalogue_bytes()))
    }

    /// The database migrations.
    public static var migrations: EmbeddedFiles {
        EmbeddedFiles(
            pack: UnsafeBufferPointer(
                start: embedded_migrations(), count: embedded_migrations_bytes()))
    }

    /// The wire contract: a `google.protobuf.FileDescriptorSet`, serialized.
    public static var descriptors: [UInt8] {
        Array(UnsafeBufferPointer(start: embedded_protocol(), count: embedded_protocol_bytes()))
    }

    /// Reads a pack.
    ///
    /// - Precondition: `pack` has the format above; the binary is damaged otherwise.
    public init(pack: UnsafeBufferPointer<UInt8>) {
        var files: [File] = []
        var position = 0
        while position < pack.count {
            guard let tab = pack[position...].firstIndex(of: 0x09),
                let lineEnd = pack[tab...].firstIndex(of: 0x0A),
                let count = Int(String(decoding: pack[(tab + 1)..<lineEnd], as: UTF8.self)),
                count >= 0, lineEnd + 1 + count < pack.count
            else { preconditionFailure("the embedded pack is damaged") }
            files.append(
                File(
                    path: String(decoding: pack[position..<tab], as: UTF8.self),
                    bytes: Array(pack[(lineEnd + 1)..<(lineEnd + 1 + count)])))
            position = lineEnd + 1 + count + 1
        }
        self.files = files
    }

    /// The files by path.
    public var byPath: [String: [UInt8]] {
        Dictionary(files.map { ($0.path, $0.bytes) }) { first, _ in first }
    }
}
