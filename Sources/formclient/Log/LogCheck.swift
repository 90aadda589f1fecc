import FormDocument
import FormSchemas
import TransparencyLog

/// One check of the log from the command line: runs it, and says what came of it.
struct LogCheck: Sendable {
    let profile: Profile
    let state: StateFolder
    private let console: Console
    private let witnesses: [NoteVerifier]

    init(_ session: Session) throws(ClientError) {
        console = session.console
        profile = try session.profile()
        state = try StateFolder(profile)
        // Its own cosignatures are known to the client without being told.
        witnesses = profile.witnesses + [try state.findWitness()?.verifier].compactMap(\.self)
    }

    /// Runs `body` with a connection.
    ///
    /// - Throws: ``LogAlarm``; ``ClientError``.
    func run(
        _ body: @Sendable (LogFollower) async throws -> LogFollower.Verdict
    ) async throws -> LogFollower.Verdict {
        try await ExchangeConnection.open(profile, console) { connection in
            try await body(
                LogFollower(
                    profile: profile, state: state, connection: connection,
                    witnesses: witnesses, console: console))
        }
    }

    // MARK: Result

    /// Shows what was found good.
    ///
    /// - Throws: ``ClientError`` `.answerIsNo` if a receipt is damaged.
    func show(_ verdict: LogFollower.Verdict, cosignedBy witness: NoteVerifier?) throws(ClientError)
    {
        switch console.format {
        case .json: console.show(json(verdict, cosignedBy: witness))
        case .plain: console.show(tabSeparated(verdict, cosignedBy: witness))
        case .terminal: for line in lines(verdict, cosignedBy: witness) { console.show(line) }
        }
        if !verdict.receipts.damaged.isEmpty {
            throw ClientError(
                .answerIsNo, .receiptsDamaged,
                details: verdict.receipts.damaged.map { Phrase(verbatim: $0) },
                advice: .verifyReceipts)
        }
    }

    private static func outcome(
        _ verdict: LogFollower.Verdict, _ witness: NoteVerifier?
    ) -> String {
        verdict.latest == nil ? "empty" : witness == nil ? "consistent" : "cosigned"
    }

    private func json(
        _ verdict: LogFollower.Verdict, cosignedBy witness: NoteVerifier?
    ) -> JSONValue {
        let latest = verdict.latest?.checkpoint
        var object: JSONValue = [
            "outcome": .string(Self.outcome(verdict, witness)),
            "origin": .string(profile.exchangeKey.name),
            "tree_size": .number("\(latest?.size ?? 0)"),
        ]
        object["root"] = latest.map { .string("\($0.root)") }
        object["previous_tree_size"] = verdict.history.lastSeen.map {
            .number("\($0.checkpoint.size)")
        }
        object["receipts_checked"] = .int(verdict.receipts.count)
        object["receipts_left"] = .int(verdict.receipts.leftCount)
        object["receipts_damaged"] = .array(verdict.receipts.damaged.map { .string($0) })
        if let cosigned = verdict.cosigned {
            object["cosigned_tree_size"] = .number("\(cosigned.checkpoint.size)")
            object["witnesses"] = .array(
                cosigners(of: cosigned).map { signer in
                    var object: JSONValue = [
                        "name": .string(signer.name), "verified": .bool(signer.signedAt != nil),
                    ]
                    object["cosigned_at"] = signer.signedAt.map { .string("\($0)") }
                    return object
                })
        }
        object["cosigned_by"] = witness.map { .string($0.name) }
        return object
    }

    private func tabSeparated(
        _ verdict: LogFollower.Verdict, cosignedBy witness: NoteVerifier?
    ) -> String {
        let latest = verdict.latest?.checkpoint
        let witnesses = verdict.cosigned.map { cosigners(of: $0).map(\.name) } ?? []
        return [
            Self.outcome(verdict, witness), profile.exchangeKey.name, "\(latest?.size ?? 0)",
            latest.map { "\($0.root)" } ?? "",
            verdict.history.lastSeen.map { "\($0.checkpoint.size)" } ?? "",
            "\(verdict.receipts.count)", witnesses.joined(separator: ","),
        ].joined(separator: "\t")
    }

    private func lines(
        _ verdict: LogFollower.Verdict, cosignedBy witness: NoteVerifier?
    ) -> [String] {
        let language = console.language
        guard let latest = verdict.latest?.checkpoint else {
            return [Phrase.logIsEmpty[language]]
        }
        var rows: [(label: Phrase, text: String)] = [(.labelRoot, "\(latest.root)")]
        let since = verdict.history.lastSeen.map { Phrase.leaves($0.checkpoint.size) }
        rows.insert((.labelSince, (since ?? .firstCheck)[language]), at: 0)
        let receipts = verdict.receipts
        rows.append(
            (
                .labelReceipts,
                Phrase.receiptsHold(
                    receipts.count - receipts.damaged.count, left: receipts.leftCount)[language]
            ))
        if let cosigned = verdict.cosigned {
            let names = cosigners(of: cosigned).map { signer in
                signer.signedAt.map { "\(signer.name) (\(LocalTime($0).text(in: language)))" }
                    ?? "\(signer.name) (\(Phrase.keyNotKnown[language]))"
            }
            rows.append(
                (
                    .labelWitnesses,
                    names.joined(separator: ", ") + " · "
                        + Phrase.leaves(cosigned.checkpoint.size)[language]
                ))
        }
        let width = rows.map { $0.label[language].count }.max() ?? 0
        let words: Phrase = witness == nil ? .consistent : .cosigned
        return ["\(words[language])  \(latest.origin)  \(Phrase.leaves(latest.size)[language])"]
            + rows.map { "  \($0.label[language].padded(to: width))  \($0.text)" }
    }

    /// Who cosigned a checkpoint, and when, as far as the key is known here.
    private func cosigners(
        of checkpoint: SignedCheckpoint
    ) -> [(name: String, signedAt: Timestamp?)] {
        let known = (try? checkpoint.cosignatures(of: witnesses)) ?? []
        return checkpoint.note.signatures.compactMap { signature in
            guard signature.name != checkpoint.checkpoint.origin else { return nil }
            let cosignature = known.first {
                $0.witness.name == signature.name && $0.witness.keyID == signature.keyID
            }
            return (signature.name, cosignature.flatMap { Timestamp(secondsSince1970: $0.time) })
        }
    }
}

extension Timestamp {
    /// `nil` for a time after the year 9999.
    fileprivate init?(secondsSince1970 seconds: Int64) {
        guard (0...253_402_300_799).contains(seconds) else { return nil }
        self.init(microseconds: seconds * 1_000_000)
    }
}
