import FormDocument
import FormSchemas

/// A version of a form as the user names it: `VIP-01/1.0`, or a folder such as `drafts/VIP-01/1.1`.
struct VersionFolder {
    let form: String
    let version: String
    /// Of a folder its files, named as below the catalogue folder; empty for a built-in version.
    let files: [String: [UInt8]]

    /// - Throws: ``ClientError`` if it is neither a folder of a version nor one that is built in.
    init(_ name: String) throws(ClientError) {
        let isFolder = LocalFile.isFolder(name)
        let steps = (isFolder ? LocalFile.realPath(name) : name).split(separator: "/")
        guard let version = steps.last, let form = steps.dropLast().last, Self.isVersion(version),
            isFolder || steps.count == 2
        else { throw ClientError(.undecided, .notAVersion(name), advice: .nameAVersion) }
        self.form = String(form)
        self.version = String(version)
        guard isFolder else {
            files = [:]
            guard FormLibrary.catalogue.version(form: self.form, version: self.version) != nil
            else {
                throw ClientError(.undecided, .notAVersion(name), advice: .nameAVersion)
            }
            return
        }
        files = try Self.read(name, form: self.form, version: self.version)
    }

    /// `MAJOR.MINOR`.
    private static func isVersion(_ text: Substring) -> Bool {
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 2
            && numbers.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
    }

    private static func read(
        _ folder: String, form: String, version: String
    ) throws(ClientError) -> [String: [UInt8]] {
        let bytesMax = DocumentLimits.bundleBytesMax
        let target = "forms/\(form)/\(version)/"
        var files = [
            target + "schema.json": try LocalFile.read(folder + "/schema.json", bytesMax: bytesMax)
        ]
        for name in ["rules.json", "flow.json", "lens.json"] {
            files[target + name] = try LocalFile.readIfPresent(
                folder + "/" + name, bytesMax: bytesMax)
        }
        for name in LocalFile.names(in: folder + "/parts") where name.hasSuffix(".json") {
            files[target + "parts/" + name] = try LocalFile.read(
                folder + "/parts/" + name, bytesMax: bytesMax)
        }
        let beside = try LocalFile.readIfPresent(
            folder + "/../form.json", bytesMax: bytesMax)
        files["forms/\(form)/form.json"] = beside
        return files
    }
}
