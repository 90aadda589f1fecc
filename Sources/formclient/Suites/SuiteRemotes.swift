import FormSchemas

/// The documents that the schemas of a suite refer to over the network, which nobody asks here.
enum SuiteRemotes {
    /// Where the suite expects its folder `remotes` to be served.
    static let address = "http://localhost:1234/"

    /// Reads the `*.json` below a folder.
    ///
    /// - Parameter skipped: told of each file that is not JSON, and why.
    /// - Returns: the documents by the address they have in the suite and, where they name one, by
    ///   their own `$id`.
    /// - Throws: ``ClientError`` if the folder or a file in it cannot be read.
    static func read(
        below folder: String, skipped: (Phrase) -> Void
    ) throws(ClientError) -> [String: JSONDocument] {
        var documents: [String: JSONDocument] = [:]
        var named: [String: JSONDocument] = [:]
        for path in try LocalFile.jsonFiles(below: folder) {
            let bytes = try LocalFile.read(path, bytesMax: JSONLimits.bytesCeiling)
            do throws(JSONError) {
                let document = try JSONDocument(bytes, limits: SuiteFile.limits)
                let relative = path.dropFirst(LocalFile.folderPrefix(folder).count)
                documents[address + relative] = document
                if let id = document.root["$id"]?.string, id.contains(":") {
                    named[withoutEmptyFragment(id)] = document
                }
            } catch {
                skipped(.remoteSkipped(path, error.description))
            }
        }
        return documents.merging(named) { served, _ in served }
    }

    private static func withoutEmptyFragment(_ uri: String) -> String {
        uri.hasSuffix("#") ? String(uri.dropLast()) : uri
    }
}
