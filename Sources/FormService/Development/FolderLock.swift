internal import Foundation

/// Keeps two servers from using one data folder; gone with the process that holds it.
struct FolderLock {
    private let descriptor: Int32

    /// - Throws: ``ConfigurationError`` if another process uses the folder.
    init(_ folder: URL) throws {
        let path = folder.appending(path: "lock").path
        descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ConfigurationError(
                "\(path) cannot be written: \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw ConfigurationError(
                "Another `formserver dev` uses \(folder.path). Stop it, or give this one a folder "
                    + "of its own with --data.")
        }
    }

    func release() {
        close(descriptor)
    }
}
