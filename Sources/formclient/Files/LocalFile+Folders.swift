#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension LocalFile {
    /// How deep folders are followed, and how many files are taken from them.
    private static let foldersDeepMax = 64
    private static let filesMax = 100_000

    /// A folder's path as the paths of the files in it begin.
    static func folderPrefix(_ folder: String) -> String {
        folder.hasSuffix("/") ? folder : folder + "/"
    }

    /// The regular `*.json` in a folder and the folders below it, sorted by path.
    ///
    /// Links to folders are not followed, as they may lead round in circles; pipes and devices are
    /// left aside, as reading them might never end.
    ///
    /// - Parameter excluded: a folder that is left out with all that is in it.
    /// - Throws: ``ClientError`` if a folder cannot be read, or if there are too many files.
    static func jsonFiles(
        below folder: String, except excluded: String? = nil
    ) throws(ClientError) -> [String] {
        var found: [String] = []
        var folders = [(path: folderPrefix(folder), depth: 0)]
        while let (path, depth) = folders.popLast() {
            // To tell a folder that is empty from one that must not be read.
            guard access(path, R_OK | X_OK) == 0 else {
                throw ClientError(.local, .fileUnreadable(path, String(cString: strerror(errno))))
            }
            for name in names(in: path) {
                let entry = path + name
                switch Entry(entry) {
                case .folder where depth < foldersDeepMax:
                    if let excluded, isSame(entry, excluded) { continue }
                    folders.append((entry + "/", depth + 1))
                case .file where name.hasSuffix(".json"):
                    found.append(entry)
                default: break
                }
            }
            guard found.count <= filesMax else {
                throw ClientError(.local, .tooManyFiles(folder, max: filesMax))
            }
        }
        return found.sorted()
    }

    /// Whether two paths lead to the same file or folder.
    static func isSame(_ left: String, _ right: String) -> Bool {
        var first = stat()
        var second = stat()
        return stat(left, &first) == 0 && stat(right, &second) == 0
            && first.st_dev == second.st_dev && first.st_ino == second.st_ino
    }

    /// What an entry of a folder is for somebody who looks for files.
    private enum Entry {
        case file, folder, other

        init(_ path: String) {
            var status = stat()
            guard lstat(path, &status) == 0 else {
                self = .other
                return
            }
            let isLink = status.st_mode & S_IFMT == S_IFLNK
            if isLink, stat(path, &status) != 0 {
                self = .other
                return
            }
            switch status.st_mode & S_IFMT {
            case S_IFREG: self = .file
            case S_IFDIR: self = isLink ? .other : .folder
            default: self = .other
            }
        }
    }
}
