import Crypto
import FormSchemas
import TransparencyLog

/// Every record that is refused, with what is wrong with it, one JSON object a line.
///
/// What a break leaves beside the file is taken up by the same command: of records of before, the
/// exchange tells no more than their codes.
final class RefusedFile: Sendable {
    private let output: LineWriter
    /// Up to which record a command before has written.
    private let writtenThrough: Int

    /// - Parameter manifest: the bytes that say which records these are.
    /// - Throws: ``ClientError`` `.local` if it cannot be written.
    init(_ path: String, of manifest: [UInt8]) throws(ClientError) {
        let digest = Hex.encode(Array(SHA256.hash(data: manifest).prefix(8)))
        let suffix = ".\(digest)\(LineWriter.partSuffix)"
        let (through, bytes) = Self.soundLines(of: LocalFile.followingLinks(path) + suffix)
        writtenThrough = through
        output = try LineWriter(path, suffix: suffix, keeping: bytes)
    }

    /// - Throws: ``ClientError`` `.local`.
    func write(_ record: BulkResult, in files: RecordFiles) throws(ClientError) {
        guard record.number > writtenThrough else { return }
        try output.write(Array(record.json(in: files).serialized().utf8))
    }

    /// Everything was told.
    ///
    /// - Throws: ``ClientError`` `.local`.
    func finish() throws(ClientError) {
        try output.finish()
    }

    /// How far the lines go that were written whole, in records and in bytes.
    private static func soundLines(of path: String) -> (through: Int, bytes: Int) {
        let size = LocalFile.size(of: path)
        var (through, bytes) = (0, 0)
        guard let reader = try? LineReader(path, lineBytesMax: lineBytesMax) else { return (0, 0) }
        while let line = try? reader.next(), bytes + line.count < size,
            let number = try? JSONDocument(line).root["number"]?.int, number > through
        {
            (through, bytes) = (number, bytes + line.count + 1)
        }
        return (through, bytes)
    }

    private static let lineBytesMax = 1 << 24
}
