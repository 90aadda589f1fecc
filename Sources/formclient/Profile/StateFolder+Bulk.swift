import FormDocument
import TransparencyLog

// What is kept of bulk submissions besides their manifests.
extension StateFolder {
    /// Keeps the leaf with the results of a bulk submission. Returns where.
    func keepResults(
        _ receipt: LoggedLeaf, of form: DocumentIdentity
    ) throws(ClientError) -> String {
        let path = resultPath(of: form)
        try LocalFile.writePrivate(Array(receipt.description.utf8), to: path)
        return path
    }

    private func resultPath(of form: DocumentIdentity) -> String {
        let suffix = ".bundle.json"
        return bundlePath(of: form).dropLast(suffix.count) + ".results.tlog-proof"
    }
}
