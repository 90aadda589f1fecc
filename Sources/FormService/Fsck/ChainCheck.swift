internal import Crypto
internal import FormDocument
internal import X509

/// Judges the chains that forms were signed with, and remembers those that hold.
struct ChainCheck: Sendable {
    /// A stored chain that can be read and has its own digest as its key.
    struct Judged: Sendable {
        let chain: SignerChain
        let key: VerificationKey
        let identity: CertificateIdentity
        /// Until when a path is known to lead to a root, from the time it was looked for.
        var validUntil: Timestamp?
    }

    private let roots: [Certificate]?
    private var judged: [[UInt8]: Judged] = [:]

    private static let chainsMax = 4_096

    /// - Parameter roots: where paths have to lead; `nil` if paths are not judged.
    init(roots: [Certificate]?) {
        self.roots = roots
    }

    /// The chains among `digests` that have to be read first.
    mutating func unknown(_ digests: [[UInt8]]) -> [[UInt8]] {
        if judged.count > Self.chainsMax { judged = [:] }
        return Set(digests).filter { judged[$0] == nil }.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// Takes over the chain with this digest, as it is stored.
    mutating func judge(_ digest: [UInt8], _ stored: StoredRow?) -> [FsckMisfit] {
        let expected: [String: StoredValue] = ["chain_digest": .bytes(digest)]
        guard let stored else {
            return [
                FsckMisfit(FsckFinding(.signerChain, expected, expected: "a row", found: "none"))
            ]
        }
        func refused(_ expectation: String, _ found: String) -> [FsckMisfit] {
            [
                FsckMisfit(
                    FsckFinding(
                        .signerChain, expected, column: "certificates", expected: expectation,
                        found: found))
            ]
        }
        guard case .byteStrings(let certificates) = stored["certificates"] else {
            return refused("certificates", "\(stored["certificates"])")
        }
        do {
            let chain = try SignerChain(der: certificates)
            guard chain.digest == digest else {
                return refused("\(StoredValue.bytes(digest))", "\(StoredValue.bytes(chain.digest))")
            }
            judged[digest] = Judged(
                chain: chain, key: try VerificationKey(chain.leaf),
                identity: try CertificateIdentity(certificateDER: chain.leafDER))
        } catch {
            return refused("a signer's chain", "\(error)")
        }
        return []
    }

    subscript(digest: [UInt8]) -> Judged? { judged[digest] }

    /// Why the chain led to no root when a form was accepted; `nil` if it did, or if that is not
    /// asked.
    ///
    /// Cost: a path is looked for once for each chain, and again when a certificate on it may have
    /// expired since.
    mutating func pathFault(_ digest: [UInt8], at time: Timestamp) async -> String? {
        guard let roots, let known = judged[digest] else { return nil }
        if let validUntil = known.validUntil, time <= validUntil { return nil }
        switch await known.chain.validate(roots: roots, at: time) {
        case .invalid(let reason): return reason
        case .valid:
            let ends = (known.chain.certificates + roots)
                .map {
                    Timestamp(
                        microseconds: Int64($0.notValidAfter.timeIntervalSince1970) * 1_000_000)
                }
                .filter { time <= $0 }
            judged[digest]?.validUntil = ends.min()
            return nil
        }
    }
}
