/// The files beside what the database knows of them. No input or output.
struct MigrationHistory {
    let migrations: [Migration]
    let records: [StepRecord]
    private let byStep: [Key: StepRecord]

    private struct Key: Hashable {
        let name: String
        let step: Int
    }

    init(_ migrations: [Migration], _ records: [StepRecord]) {
        self.migrations = migrations
        self.records = records
        byStep = Dictionary(
            uniqueKeysWithValues: records.map { (Key(name: $0.name, step: $0.step), $0) })
    }

    func record(of step: MigrationStep) -> StepRecord? {
        byStep[Key(name: step.migration, step: step.number)]
    }

    func isApplied(_ step: MigrationStep) -> Bool { record(of: step)?.isApplied == true }

    /// Whether nothing was ever applied: then no server can be in the way of a contract.
    var isEmpty: Bool { !records.contains(where: \.isApplied) }

    // MARK: What is to be done

    /// What a server of this program needs, in the order of the files.
    var due: [MigrationStep] {
        migrations.flatMap(\.steps).filter { !$0.isHeld && !isApplied($0) }
    }

    /// What may only be done once no older server runs.
    var held: [MigrationStep] {
        migrations.flatMap(\.steps).filter { $0.isHeld && !isApplied($0) }
    }

    /// The steps of a run in their order: in a new database the files one after the other, otherwise
    /// contracts after everything else.
    func steps(contract: Bool) -> [MigrationStep] {
        if isEmpty { return migrations.flatMap(\.steps) }
        return contract ? due + held : due
    }

    /// The verify steps that must hold again before `step`, which is held, may run.
    func guards(of step: MigrationStep) -> [MigrationStep] {
        let steps = migrations.first { $0.name == step.migration }?.steps ?? []
        return steps.filter { $0.kind == .verify && !$0.isHeld }
    }

    // MARK: What is wrong

    /// What keeps anything from being applied.
    var findings: [MigrationFinding] {
        unknown.map(finding(unknown:)) + migrations.flatMap(edits) + strays
    }

    /// The migrations that the database has and this program has not.
    var unknown: [String] {
        let known = Set(migrations.map(\.name))
        var names: [String] = []
        for record in records where record.isApplied && !known.contains(record.name) {
            if names.last != record.name { names.append(record.name) }
        }
        return names
    }

    /// Whether a server of this program may start although the database has migrations that it does
    /// not know: as long as these have only added what it does not notice.
    var isTolerable: Bool {
        let unknown = Set(unknown)
        let harmless: Set<String?> = ["expand", "backfill", "verify", "concurrently"]
        let steps = records.filter { $0.isApplied && unknown.contains($0.name) }
        return steps.allSatisfy { harmless.contains($0.kind) }
    }

    private func finding(unknown name: String) -> MigrationFinding {
        MigrationFinding(
            kind: .unknown,
            what: "The database has the migration \(name), which this program does not know: it is "
                + "older than the database.",
            remedy: "Run a newer program.")
    }

    private func edits(of migration: Migration) -> [MigrationFinding] {
        let own = records.filter { $0.name == migration.name && $0.isApplied }
        return own.compactMap { record in
            guard let step = migration.steps.first(where: { $0.number == record.step }) else {
                return edited(
                    "\(migration.name) was applied with a step \(record.step), which the file no "
                        + "longer has.", [])
            }
            guard step.checksum != record.checksum else { return nil }
            guard record.hasAppliedText, let script = record.script else {
                return edited(
                    "\(step) was edited after it was applied. The text that was applied is not "
                        + "known any more.", [])
            }
            var lines = LineDiff(from: script, to: step.text).lines
            if let kind = record.kind, kind != step.kind.rawValue {
                lines = ["--- step: \(kind)", "+-- step: \(step.kind.rawValue)"] + lines
            }
            return edited(
                "\(step) was edited after it was applied (-: applied, +: the file now).", lines)
        }
    }

    private func edited(_ what: String, _ lines: [String]) -> MigrationFinding {
        MigrationFinding(
            kind: .edited, what: what,
            remedy: "Restore the file, and put the change into a new migration.", lines: lines)
    }

    /// Files that were put between those that are applied already.
    private var strays: [MigrationFinding] {
        let begun = Set(records.filter(\.isApplied).map(\.name))
        guard let last = migrations.last(where: { begun.contains($0.name) }) else { return [] }
        return migrations.filter { $0.name < last.name && !begun.contains($0.name) }.map {
            MigrationFinding(
                kind: .outOfOrder,
                what: "\($0.name) is not applied, but \(last.name), which comes after it, is.",
                remedy: "Give it the next number, so that every database has the same order.")
        }
    }
}

extension MigrationHistory {
    /// - Throws: ``MigrationError`` with everything that is wrong.
    func requireSound() throws(MigrationError) {
        let findings = findings
        guard findings.isEmpty else {
            throw MigrationError(
                .refused,
                findings.map(\.description).joined(separator: "\n\n") + "\nNothing was changed.")
        }
    }
}
