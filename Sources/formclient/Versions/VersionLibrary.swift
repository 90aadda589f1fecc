import FormSchemas

/// The built-in catalogue with versions that the user has named.
enum VersionLibrary {
    /// - Throws: ``ClientError`` with the file that cannot be used.
    static func catalogue(with folders: [VersionFolder]) throws(ClientError) -> Catalogue {
        var files: [String: [UInt8]] = [:]
        var known: [String: VersionFolder] = [:]
        for folder in folders {
            let name = "\(folder.form)/\(folder.version)"
            if let other = known.updateValue(folder, forKey: name), other.files != folder.files {
                throw ClientError(.undecided, .sameVersionTwice(name), advice: .renumberVersion)
            }
            files.merge(folder.files) { $1 }
        }
        guard !files.isEmpty else { return FormLibrary.catalogue }
        for folder in folders {
            let path = "forms/\(folder.form)/form.json"
            guard let definition = files[path] ?? builtIn[path] else {
                throw ClientError(.undecided, .fileMissing("\(folder.form)/form.json"))
            }
            files[path] = Self.naming(folder.version, in: definition)
        }
        do throws(CatalogueError) {
            return try Catalogue(builtInWith: files)
        } catch {
            throw ClientError(.answerIsNo, .versionUnusable(error))
        }
    }

    private static var builtIn: [String: [UInt8]] { EmbeddedFiles.catalogue.byPath }

    /// The definition of a form with a version among its versions.
    private static func naming(_ version: String, in definition: [UInt8]) -> [UInt8] {
        guard let document = try? JSONDocument(definition) else { return definition }
        var value = JSONValue(document.root)
        guard case .array(let versions)? = value["versions"],
            !versions.contains(.string(version))
        else { return definition }
        value["versions"] = .array(versions + [.string(version)])
        return value.bytes()
    }
}
