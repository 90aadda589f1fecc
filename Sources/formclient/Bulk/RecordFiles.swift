import FormDocument

/// The records of a bulk submission on this machine: the lines of a file, or the files of a folder.
struct RecordFiles: Sendable {
    private enum Kind: Sendable {
        /// One record a line.
        case lines(String)
        /// One record a file.
        case files([String])
    }

    private let kind: Kind

    /// What is read of one record. A larger one than the exchange takes is told with the others.
    private static let recordBytesMax = 1 << 20

    /// - Throws: ``ClientError`` `.usage` for standard input, which cannot be read twice; `.local`
    ///   if there is nothing.
    init(_ path: String) throws(ClientError) {
        guard path != "-" else { throw ClientError(.usage, .recordsAreReadTwice) }
        kind = LocalFile.isFolder(path) ? .files(try FormFile.names([path])) : .lines(path)
    }

    /// The file in which a record stands, and how many lines of it are before the record.
    ///
    /// - Parameter number: the record's, from 1.
    func place(of number: Int) -> (file: String, linesBefore: Int) {
        switch kind {
        case .lines(let path): (path, number - 1)
        case .files(let names): (names.indices.contains(number - 1) ? names[number - 1] : "", 0)
        }
    }

    /// How far a reading is, from 0 to 1: by files or bytes, as the number of lines is not known.
    func fraction(records: Int, bytes: Int) -> Double {
        switch kind {
        case .lines(let path): Double(bytes + records) / Double(max(1, LocalFile.size(of: path)))
        case .files(let names): Double(records) / Double(names.count)
        }
    }

    func reader() throws(ClientError) -> Reader {
        switch kind {
        case .lines(let path):
            Reader(source: .lines(try LineReader(path, lineBytesMax: Self.recordBytesMax)))
        case .files(let names): Reader(source: .files(names[...]))
        }
    }

    /// Reads the records one after the other, each with its exact bytes.
    struct Reader {
        fileprivate enum Source {
            case lines(LineReader)
            case files(ArraySlice<String>)
        }

        fileprivate var source: Source

        /// - Returns: `nil` after the last one.
        mutating func next() throws(ClientError) -> [UInt8]? {
            switch source {
            case .lines(let lines): return try lines.next()
            case .files(var names):
                guard let name = names.popFirst() else { return nil }
                source = .files(names)
                return try LocalFile.read(name, bytesMax: RecordFiles.recordBytesMax)
            }
        }

        /// The next records: as many as one message may have, none at the end.
        mutating func chunk() throws(ClientError) -> [[UInt8]] {
            var records: [[UInt8]] = []
            var bytes = 0
            while records.count < RecordFiles.chunkRecords, bytes < RecordFiles.chunkBytes,
                let record = try next()
            {
                records.append(record)
                bytes += record.count
            }
            return records
        }
    }

    /// What the exchange takes in one message is more.
    private static let chunkRecords = 1_000
    private static let chunkBytes = 2 << 20
}
