import Crypto
import FormDocument
import TransparencyLog

/// What this client has seen of the exchange's log so far.
struct LogHistory: Sendable, Equatable {
    var lastSeen: SignedCheckpoint?
    /// The last one that it vouched for as a witness.
    var lastCosigned: SignedCheckpoint?
    fileprivate var lastSeenPath = ""
    fileprivate var lastCosignedPath = ""

    var known: [KnownCheckpoint] {
        [
            lastSeen.map {
                KnownCheckpoint(source: .lastSeen, signed: $0, path: lastSeenPath)
            },
            lastCosigned.map {
                KnownCheckpoint(source: .lastCosigned, signed: $0, path: lastCosignedPath)
            },
        ].compactMap(\.self)
    }
}

// The log as this client has seen it, what it vouched for, and evidence against it.
extension StateFolder {
    /// - Throws: ``ClientError`` `.local` if a file is damaged: what was known is not given up
    ///   silently.
    func logHistory() throws(ClientError) -> LogHistory {
        LogHistory(
            lastSeen: try checkpoint(at: lastSeenPath),
            lastCosigned: try checkpoint(at: lastCosignedPath),
            lastSeenPath: lastSeenPath, lastCosignedPath: lastCosignedPath)
    }

    /// Keeps a checkpoint that continues `history`.
    ///
    /// - Parameter cosigned: whether to keep it also as the last one that was cosigned.
    /// - Returns: `false`, and nothing is kept, if the history is another one by now.
    func keep(
        _ checkpoint: SignedCheckpoint, after history: LogHistory, cosigned: Bool
    ) throws(ClientError) -> Bool {
        try exclusively { () throws(ClientError) in
            guard try logHistory() == history else { return false }
            let bytes = Array(checkpoint.description.utf8)
            if cosigned {
                try LocalFile.makePrivateFolder(witnessFolder)
                try LocalFile.writePrivate(bytes, to: lastCosignedPath)
            }
            try LocalFile.writePrivate(bytes, to: lastSeenPath)
            return true
        }
    }

    private func checkpoint(at path: String) throws(ClientError) -> SignedCheckpoint? {
        guard let bytes = try LocalFile.readIfPresent(path, bytesMax: LogLimits.noteBytesMax) else {
            return nil
        }
        guard let text = String(validating: bytes, as: UTF8.self),
            let checkpoint = try? SignedCheckpoint(parsing: text)
        else { throw ClientError(.local, .checkpointDamaged(path), advice: .restoreCheckpoint) }
        return checkpoint
    }

    private var lastSeenPath: String { "\(folder)/checkpoint" }
    /// Beside the key: neither can be lost, or taken elsewhere, without the other.
    private var lastCosignedPath: String { "\(witnessFolder)/checkpoint" }
    private var witnessFolder: String { "\(folder)/witness" }

    // MARK: Witness

    /// Where the key is with which this client cosigns.
    var witnessKeyPath: String { "\(witnessFolder)/key" }

    /// The key with which this client cosigns; `nil` if it has none yet.
    ///
    /// - Throws: ``ClientError`` `.local` if others can read the file, or it holds no such key.
    func findWitness() throws(ClientError) -> NoteSigner? {
        guard LocalFile.exists(witnessKeyPath) else { return nil }
        let text = try Credentials.keyText(witnessKeyPath)
        guard let signer = try? NoteSigner(String(text.prefix { $0 != "\n" })),
            signer.verifier.type == .cosignature
        else { throw ClientError(.local, .notAWitnessKey(witnessKeyPath)) }
        return signer
    }

    /// The key with which this client cosigns, made if it has none yet.
    func witness(of agency: AgencyCode) throws(ClientError) -> (signer: NoteSigner, isNew: Bool) {
        try exclusively { () throws(ClientError) in
            if let signer = try findWitness() { return (signer, false) }
            guard
                let signer = try? NoteSigner.generate(
                    name: "\(agency)/witness", type: .cosignature)
            else { preconditionFailure("an agency's code can be part of a key's name") }
            try LocalFile.makePrivateFolder(witnessFolder)
            try LocalFile.writePrivate(Array("\(signer.secretText)\n".utf8), to: witnessKeyPath)
            return (signer, true)
        }
    }

    // MARK: Evidence

    /// How many files of evidence are kept: more say no more.
    static let evidenceFilesMax = 1_000

    /// Keeps the evidence of an alarm. Never overwrites any: what is found again has its file
    /// already.
    ///
    /// - Returns: the file; the folder if it holds as many as it may.
    func keepEvidence(
        _ alarm: LogAlarm, _ profile: Profile, at time: Timestamp
    ) throws(ClientError) -> String {
        let evidenceFolder = "\(folder)/evidence"
        let digest = Hex.encode(Array(SHA256.hash(data: alarm.facts.bytes())).prefix(8))
        let path = "\(evidenceFolder)/\(alarm.finding.rawValue.lowercased())-\(digest).json"
        return try exclusively { () throws(ClientError) in
            try LocalFile.makePrivateFolder(evidenceFolder)
            if LocalFile.exists(path) { return path }
            guard LocalFile.names(in: evidenceFolder).count < Self.evidenceFilesMax else {
                return evidenceFolder
            }
            try LocalFile.writePrivate(
                alarm.evidence(profile, at: time).bytes(pretty: true), to: path)
            return path
        }
    }
}
