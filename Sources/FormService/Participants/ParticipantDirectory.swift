internal import FormDocument
internal import GRPCCore
internal import Logging
internal import Synchronization

/// The participants as this server knows them: a snapshot of the tables, read again every few
/// seconds.
///
/// The snapshot's epoch is compared again inside the transaction that stores a form, so that nothing
/// is accepted on the strength of an outdated one.
final class ParticipantDirectory: Sendable {
    private let store: ParticipantStore
    private let peers: PeerIdentities
    private let snapshot = Mutex<ParticipantSnapshot?>(nil)

    /// Certificates that nobody knows must not become a load on the database.
    private static let pause = Duration.milliseconds(250)

    init(store: ParticipantStore, peers: PeerIdentities) {
        self.store = store
        self.peers = peers
    }

    /// Who makes the call that `context` belongs to.
    ///
    /// - Throws: ``ServiceError`` `.unauthenticated` (no identity for this connection, or its
    ///   certificate has expired meanwhile), `.certificateUnknown`, `.unavailable`.
    func caller(of context: ServerContext) async throws -> Caller {
        guard let identity = peers.find(context.remotePeer) else {
            throw ServiceError(
                .unauthenticated, "This connection has no identity. Connect again.")
        }
        guard Timestamp.now() <= identity.notAfter else {
            throw ServiceError(
                .unauthenticated, "Your certificate has expired. Connect with a new one.")
        }
        if let caller = try await current().callers[identity.fingerprint] { return caller }
        // It may have been admitted a moment ago.
        guard let caller = try await newer().callers[identity.fingerprint] else {
            throw ServiceError(
                .certificateUnknown,
                "Your certificate is not, or no longer, that of a participant. An administrator "
                    + "of the exchange admits certificates.")
        }
        return caller
    }

    /// A snapshot newer than the one at hand, at most one every ``pause`` however many ask.
    private func newer() async throws -> ParticipantSnapshot {
        let known = snapshot.withLock { $0?.startedAt }
        if let known {
            try await Task.sleep(until: known + Self.pause)
            let latest = try await current()
            if latest.startedAt > known { return latest }
        }
        return try await refresh()
    }

    /// The agency behind a call, for the log; `nil` where ``caller(of:)`` would refuse.
    func agency(of context: ServerContext) -> AgencyCode? {
        peers.find(context.remotePeer).flatMap { agency(of: $0) }
    }

    /// The agency that a certificate speaks for, as far as is known at the moment.
    func agency(of identity: PeerIdentity) -> AgencyCode? {
        snapshot.withLock { $0?.callers[identity.fingerprint]?.agency }
    }

    /// The newest snapshot; read now if there is none yet.
    func current() async throws -> ParticipantSnapshot {
        if let known = snapshot.withLock({ $0 }) { return known }
        return try await refresh()
    }

    /// Reads the tables again.
    ///
    /// - Throws: ``ServiceError`` `.unavailable`.
    @discardableResult
    func refresh() async throws -> ParticipantSnapshot {
        let started = ContinuousClock.now
        let fresh = try await store.snapshot(startedAt: started)
        snapshot.withLock { known in
            // The reading that began later counts, whatever its epoch: after a failover or a restored
            // backup the epoch may be lower than before.
            if let newer = known, newer.startedAt > started { return }
            known = fresh
        }
        return fresh
    }

    /// Refreshes every `interval` until the task is cancelled; an outage is survived, and logged when
    /// it begins and when it ends.
    func follow(every interval: Duration, log: Logger) async {
        var isAway = false
        while !Task.isCancelled {
            do {
                try await refresh()
                if isAway { log.notice("participants can be read again") }
                isAway = false
            } catch {
                if !isAway {
                    log.error("participants cannot be read", metadata: ["cause": "\(error)"])
                }
                isAway = true
            }
            try? await Task.sleep(for: interval)
        }
    }
}

/// The participants at one moment.
struct ParticipantSnapshot: Sendable {
    /// Changes with every change of the tables.
    let epoch: Int64
    let agencies: Set<AgencyCode>
    let callers: [[UInt8]: Caller]
    /// When the reading began.
    let startedAt: ContinuousClock.Instant

    init(
        epoch: Int64, agencies: [AgencyRow], certificates: [CertificateRow],
        startedAt: ContinuousClock.Instant
    ) {
        self.startedAt = startedAt
        self.epoch = epoch
        self.agencies = Set(agencies.map(\.agency))
        callers = Dictionary(
            uniqueKeysWithValues: certificates.map { row in
                let caller = Caller(
                    agency: row.agency, kind: row.kind, roles: row.roles,
                    fingerprint: row.fingerprint)
                return (row.fingerprint, caller)
            })
    }
}
