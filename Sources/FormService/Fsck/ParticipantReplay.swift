internal import Crypto
internal import FormDocument
internal import TransparencyLog

/// The tables of participants as they follow from the administrative acts, one after the other.
struct ParticipantReplay: Sendable {
    private(set) var agencies: [AgencyCode: [String: StoredValue]] = [:]
    private(set) var certificates: [[UInt8]: [String: StoredValue]] = [:]
    private(set) var witnesses: [AgencyCode: [String: StoredValue]] = [:]
    /// Every key that an agency has, or had, for its cosignatures.
    private(set) var witnessKeys: [AgencyCode: [NoteVerifier]] = [:]
    /// Whether every act was one that the log commits to.
    private(set) var isSound = true

    /// Holds the acts of a run of leaves against them.
    static func misfits(_ rows: [StoredRow], _ leaves: [Int64: StoredLeaf]) -> [FsckMisfit] {
        var acts: [Int64: StoredRow] = [:]
        for row in rows { acts[row["leaf_index"].number ?? -1] = row }
        var misfits: [FsckMisfit] = []
        for (index, stored) in leaves.sorted(by: { $0.key < $1.key }) {
            guard case .administration(let action, let digest) = stored.contents else { continue }
            let key: [String: StoredValue] = ["leaf_index": .number(index)]
            guard let row = acts.removeValue(forKey: index) else {
                misfits.append(
                    FsckMisfit(
                        FsckFinding(.administrativeAct, key, expected: "a row", found: "none")))
                continue
            }
            misfits += FsckMisfit.compare(
                .administrativeAct, some: key.merging(["action": .text(action)]) { $1 }, with: row)
            let found = Array(SHA256.hash(data: row["record"].bytes ?? []))
            if found != digest {
                misfits.append(
                    FsckMisfit(
                        FsckFinding(
                            .administrativeAct, key, column: "record",
                            expected: "SHA-256 \(Hex.encode(digest))", found: Hex.encode(found))))
            }
        }
        misfits += acts.sorted { $0.key < $1.key }
            .map { .surplus(.administrativeAct, $0.value, isRepairable: false) }
        return misfits
    }

    /// Plays one act; requires that they come in the order of their leaves.
    mutating func play(_ row: StoredRow, _ leaf: StoredLeaf?) {
        guard let time = leaf?.time,
            let action = row["action"].text, let record = row["record"].bytes,
            let act = AdministrativeAct(action: action, record: record),
            act.contents == leaf?.contents
        else {
            isSound = false
            return
        }
        switch act {
        case .admit(let agency, let name, let certificate):
            agencies[agency, default: ["admitted_at": StoredValue(time)]].merge([
                "agency": StoredValue(agency), "name": .text(name), "left_at": .null,
            ]) { $1 }
            certificates[certificate.fingerprint, default: ["admitted_at": StoredValue(time)]]
                .merge([
                    "fingerprint": .bytes(certificate.fingerprint),
                    "agency": StoredValue(agency), "holder": .text(certificate.holder),
                    "kind": .text(certificate.kind.rawValue),
                    "roles": .texts(certificate.roles.map(\.rawValue).sorted()),
                    "withdrawn_at": .null,
                ]) { $1 }
        case .withdraw(let fingerprint):
            certificates[fingerprint]?["withdrawn_at"] = StoredValue(time)
        case .registerWitness(let agency, let key):
            witnesses[agency] = [
                "agency": StoredValue(agency), "public_key": .text(key), "since": StoredValue(time),
            ]
            if let key = try? NoteVerifier(key) { witnessKeys[agency, default: []].append(key) }
        case .removeWitness(let agency): witnesses[agency] = nil
        }
    }

    /// Compares the tables with what follows from the acts.
    ///
    /// In an order in which they can be mended: certificates and witnesses need their agency.
    func misfits(
        agencies: [StoredRow], certificates: [StoredRow], witnesses: [StoredRow],
        isRepairable: Bool
    ) -> [FsckMisfit] {
        let agencies = Self.compare(
            .agency, self.agencies.values.sorted { $0.text("agency") < $1.text("agency") },
            with: agencies, isRepairable)
        let certificates = Self.compare(
            .certificate,
            self.certificates.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value),
            with: certificates, isRepairable)
        let witnesses = Self.compare(
            .witness, self.witnesses.values.sorted { $0.text("agency") < $1.text("agency") },
            with: witnesses, isRepairable)
        return agencies.misfits + certificates.misfits + witnesses.misfits + witnesses.surplus
            + certificates.surplus + agencies.surplus
    }

    private static func compare(
        _ table: FsckTable, _ expected: [[String: StoredValue]], with stored: [StoredRow],
        _ isRepairable: Bool
    ) -> (misfits: [FsckMisfit], surplus: [FsckMisfit]) {
        var rows: [[StoredValue]: StoredRow] = [:]
        for row in stored { rows[table.key.map { row[$0] }] = row }
        let misfits = expected.flatMap { values in
            FsckMisfit.compare(
                table, values,
                with: rows.removeValue(forKey: table.key.map { values[$0] ?? .null }),
                isRepairable: isRepairable)
        }
        let surplus = stored.filter { row in rows[table.key.map { row[$0] }] != nil }
        return (misfits, surplus.map { .surplus(table, $0, isRepairable: isRepairable) })
    }
}

extension [String: StoredValue] {
    fileprivate func text(_ name: String) -> String { self[name]?.text ?? "" }
}
