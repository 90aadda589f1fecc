import FormDocument
import FormSchemas
import TransparencyLog

/// The forms of one call, each of them once.
struct DistinctForms: Sendable {
    private(set) var checks: [FormCheck] = []
    /// The drafts that were left out, because the bundles that were made of them are there too.
    private(set) var leftOut: [(draft: String, bundle: String)] = []

    /// Requires that the files are valid.
    ///
    /// - Throws: ``ClientError`` `.answerIsNo` if two files have the same sender and ID and are not
    ///   a draft and its own bundle.
    init(_ all: [FormCheck]) throws(ClientError) {
        var bundles: [DocumentIdentity: FormCheck] = [:]
        for check in all {
            guard case .bundle = check.content, let identity = check.identity else { continue }
            if let other = bundles[identity] { throw Self.failure(other, check, identity) }
            bundles[identity] = check
        }
        var drafts: [DocumentIdentity: FormCheck] = [:]
        for check in all {
            if case .draft(let draft) = check.content, let identity = check.identity {
                if let other = drafts[identity] { throw Self.failure(other, check, identity) }
                drafts[identity] = check
                if let other = bundles[identity], case .bundle(let bundle) = other.content {
                    guard bundle.isMade(of: draft) else {
                        throw Self.failure(check, other, identity)
                    }
                    leftOut.append((check.file.name, other.file.name))
                    continue
                }
            }
            checks.append(check)
        }
    }

    private static func failure(
        _ first: FormCheck, _ second: FormCheck, _ form: DocumentIdentity
    ) -> ClientError {
        ClientError(
            .answerIsNo, .sameForm(first.file.name, second.file.name, form.id.description),
            advice: .leaveOneOut)
    }
}

extension FormCheck {
    /// Whose form it is, and its ID; `nil` if that cannot be read.
    fileprivate var identity: DocumentIdentity? {
        switch content {
        case .draft(let draft): try? DocumentIdentity(documentRoot: draft.json.root)
        case .bundle(let bundle):
            (try? JSONDocument(bundle.document))
                .flatMap { try? DocumentIdentity(documentRoot: $0.root) }
        case .unreadable: nil
        }
    }
}

extension Bundle {
    /// Whether sealing this draft, as it is now, with the same salts gives the same document.
    fileprivate func isMade(of draft: Draft) -> Bool {
        let salts = Dictionary(parts.map { ($0.name, $0.salt) }) { first, _ in first }
        let sealed = try? draft.seal { (salts[$0] ?? nil) ?? Draft.randomSalt() }
        return sealed?.document.bytes == document
    }
}

extension DocumentPart {
    fileprivate var salt: [UInt8]? {
        guard (try? readValue()) != nil else { return nil }
        return (try? JSONDocument(bytes))?.root[0]?.string.flatMap { Base64.url.decode($0) }
    }
}
