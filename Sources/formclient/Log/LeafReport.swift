import FormDocument
import FormSchemas
import TransparencyLog

/// What a leaf with its proof says, and whether it holds.
struct LeafReport: Sendable {
    /// One check, under the name that the same has for a bundle's receipt.
    struct Check: Sendable {
        let name: BundleCheck.Name
        let isPassed: Bool
        let finding: Phrase
    }

    /// `nil` if the leaf is none of an exchange's log.
    let contents: LeafContents?
    let checks: [Check]

    var isVerified: Bool { checks.allSatisfy(\.isPassed) }

    /// - Parameter exchange: whose log it has to be in.
    init(_ logged: LoggedLeaf, exchange: NoteVerifier) {
        let leaf = Leaf(bytes: logged.leaf)
        contents = leaf.flatMap { LeafContents($0) }
        let isSigned = (try? logged.checkpoint.verify(with: [exchange])) != nil
        let isIncluded = logged.isIncluded
        var checks = [
            Check(
                name: .receiptSignature, isPassed: isSigned,
                finding: isSigned ? .checkpointSigned : .checkpointNotSigned),
            Check(
                name: .receiptInclusion, isPassed: isIncluded,
                finding: isIncluded
                    ? .leafIncluded(logged.proof.index, in: logged.proof.size) : .leafNotIncluded),
        ]
        if let leaf, let contents {
            checks.append(
                Check(
                    name: .receiptContent, isPassed: true,
                    finding: .leaf(contents, at: leaf.timestamp)))
        } else {
            checks.append(
                Check(name: .receiptContent, isPassed: false, finding: .leafUnreadable))
        }
        self.checks = checks
    }
}
