import FormDocument
import FormSchemas
import Foundation
import Logging
import Postgres
import Testing
import TransparencyLog

@testable import FormService

/// The sequencer against a model, with two servers over one database and everything that can go
/// wrong between them and it, driven by seeds.
@Suite(
    "Log model", .needsPostgres, .inTurn)
struct LogModelTests {
    private static let rounds = 12

    @Test("Every outcome is one that the model allows", arguments: 1...6 as ClosedRange<UInt64>)
    func model(seed: UInt64) async throws {
        var random = SeededRandom(seed: seed)
        let forms = try ModelForms(using: &random)
        var reference = ReferenceLog()
        try await ModelServers.with { servers in
            for round in 0..<Self.rounds {
                if Int.random(in: 0..<6, using: &random) == 0 {
                    try await servers.changeParticipants()
                    reference.changeParticipants()
                }
                for _ in 0..<2 {
                    let manifest = forms.identity(using: &random)
                    try await servers.completeUpload(of: manifest)
                    reference.completeUploads.insert(manifest)
                }
                let batches = try (0..<2).map { _ in
                    try (0..<Int.random(in: 1...24, using: &random)).map { _ in
                        try forms.entry(epoch: reference.epoch, using: &random)
                    }
                }
                // The first round prepares the statements: the relay counts pipelines.
                let fault =
                    round == 0 ? nil : FaultyRelay.Fault.quick.randomElement(using: &random)
                if let fault { servers.relays[0].arm(fault) }
                async let first = servers.append(batches[0], to: 0)
                async let second = servers.append(batches[1], to: 1)
                let observed = try await [first, second]

                let (outcomes, after) = try #require(
                    Self.orders(batches, from: reference).first { $0.outcomes == observed },
                    "seed \(seed), round \(round), \(fault as Any): no order explains \(observed)")
                #expect(outcomes == observed)
                reference = after
                try await servers.expectTables(of: reference)
            }
            try await servers.expectWholeLog(of: reference)
        }
    }

    /// What the model says to one batch after the other, and the other way round.
    private static func orders(
        _ batches: [[LogEntry]], from reference: ReferenceLog
    ) -> [(outcomes: [[ReferenceLog.Expectation]], after: ReferenceLog)] {
        [[0, 1], [1, 0]].map { order in
            var reference = reference
            var outcomes: [[ReferenceLog.Expectation]] = [[], []]
            for index in order { outcomes[index] = reference.append(batches[index]) }
            return (outcomes, reference)
        }
    }

    @Test("A connection that dies while it holds the head is replaced, and nobody notices")
    func cutWhenHeld() async throws {
        var random = SeededRandom(seed: 10)
        let forms = try ModelForms(using: &random)
        var reference = ReferenceLog()
        try await ModelServers.with { servers in
            for round in 0..<20 {
                // One entry, as a batch of several would be split and tried again.
                let entry = try forms.entry(epoch: 0, using: &random)
                // The first round prepares the statements: the relay counts pipelines.
                if round > 0 { servers.relays[0].arm(.cutWhenHeld) }
                let outcomes = try await servers.append([entry], to: 0)
                #expect(outcomes == reference.append([entry]))
            }
            try await servers.expectTables(of: reference)
            try await servers.expectWholeLog(of: reference)
        }
    }

    @Test("A server that stalls in the middle of its commit keeps no other from the log")
    func stallInCommit() async throws {
        var random = SeededRandom(seed: 11)
        let forms = try ModelForms(using: &random)
        var reference = ReferenceLog()
        var limits = Limits()
        limits.statementTimeout = .seconds(60)
        try await ModelServers.with(limits) { servers in
            let entries = (0..<3).map { _ in
                LogEntry.consultation(forms.consultation(using: &random))
            }
            // The first prepares the statements: the relay counts pipelines.
            #expect(try await servers.append([entries[0]], to: 0) == reference.append([entries[0]]))
            servers.relays[0].arm(.stallInCommit)
            async let stalled = servers.append([entries[1]], to: 0)
            try await Task.sleep(for: .milliseconds(200))
            // Long before the stalled server notices anything.
            #expect(try await servers.append([entries[2]], to: 1) == reference.append([entries[2]]))
            #expect(try await stalled == reference.append([entries[1]]))
            try await servers.expectTables(of: reference)
            try await servers.expectWholeLog(of: reference)
        }
    }

    @Test(
        "A batch of which nobody knows is settled before its calls are, however long that takes",
        arguments: [Duration.seconds(600), .seconds(1)])
    func outcomeUnknown(outcomeWait: Duration) async throws {
        var random = SeededRandom(seed: 12)
        let forms = try ModelForms(using: &random)
        var reference = ReferenceLog()
        var limits = Limits()
        limits.outcomeWait = outcomeWait
        // The commit is held up until somebody waits for the head.
        limits.statementTimeout = .seconds(600)
        try await ModelServers.with(limits) { servers in
            let entries = (0..<2).map { _ in
                LogEntry.consultation(forms.consultation(using: &random))
            }
            #expect(try await servers.append([entries[0]], to: 0) == reference.append([entries[0]]))
            let struck = DispatchSemaphore(value: 0)
            let (strikes, strike) = AsyncStream.makeStream(of: Void.self)
            servers.relays[0].arm(.cutBeforeCommit) {
                strike.finish()
                struck.wait()
            }
            let (ends, end) = AsyncStream.makeStream(of: Void.self)
            async let results = {
                defer { end.finish() }
                return try await servers.sequencers[0].append([entries[1]])
            }()
            for await _ in strikes {}
            // Somebody who is no server is next for the head, and has it for some seconds, or until
            // the call is answered: no time would be long enough while other tests keep the processors busy.
            let isAnswered = outcomeWait > .seconds(4)
            async let held: Void = servers.holdHead {
                if isAnswered {
                    try await Task.sleep(for: .seconds(4))
                } else {
                    for await _ in ends {}
                }
            } queued: {
                struck.signal()
            }
            let result = try await results[0]
            try await held
            if isAnswered {
                guard case .recorded = try result.get() else {
                    Issue.record("not recorded")
                    return
                }
                _ = reference.append([entries[1]])
            } else {
                let error = #expect(throws: ServiceError.self) { try result.get() }
                #expect(error?.code == .outcomeUnknown)
            }
            try await servers.expectTables(of: reference)
            try await servers.expectWholeLog(of: reference)
        }
    }

    @Test("An entry that the database refuses costs no other entry of its batch")
    func refusedByDatabase() async throws {
        var random = SeededRandom(seed: 7)
        let forms = try ModelForms(using: &random)
        try await ModelServers.with { servers in
            // A rule inside of the transaction that no verdict foresees.
            try await servers.runScript(
                "alter table submission add constraint no_ocam check (sender <> 'BE-OCAM')")
            var entries: [LogEntry] = []
            while entries.count < 20 {
                let entry = try forms.entry(epoch: 0, using: &random)
                if case .submission = entry { entries.append(entry) }
            }
            let results = try await servers.sequencers[0].append(entries)
            var reference = ReferenceLog()
            for (entry, result) in zip(entries, results) {
                guard case .submission(let submission) = entry else { continue }
                if submission.identity.sender.description == "BE-OCAM",
                    submission.participantEpoch == 0, submission.bulk == nil,
                    submission.checked.header.corrects == nil
                {
                    #expect(throws: (any Error).self) { try result.get() }
                } else {
                    let expected = reference.append([entry])[0]
                    #expect(ReferenceLog.Expectation(try result.get()) == expected)
                }
            }
            try await servers.expectTables(of: reference)
            try await servers.expectWholeLog(of: reference)
        }
    }

    @Test("What does not fit into the queue is refused at once, and nothing of it is stored")
    func overload() async throws {
        var random = SeededRandom(seed: 8)
        let forms = try ModelForms(using: &random)
        var limits = Limits()
        limits.queuedEntriesMax = 10
        try await ModelServers.with(limits) { servers in
            let entries = try (0..<11).map { _ in try forms.entry(epoch: 0, using: &random) }
            let error = await #expect(throws: ServiceError.self) {
                _ = try await servers.sequencers[0].append(entries)
            }
            #expect(error?.code == .overloaded)
            try await servers.expectTables(of: ReferenceLog())
            _ = try await servers.append(Array(entries.prefix(10)), to: 0)
        }
    }

    @Test("A database that is away stores nothing and says so; a closed sequencer too")
    func away() async throws {
        var random = SeededRandom(seed: 9)
        let forms = try ModelForms(using: &random)
        let entry = try forms.entry(epoch: 0, using: &random)
        let sequencer = Sequencer(limits: Limits())
        let lane = LogLane(
            configuration: .lane("host=/nonexistent", limits: Limits()), catalogue: .builtIn,
            signer: try NoteSigner.generate(name: "forms.test"), limits: Limits(),
            log: Logger(label: "test"))
        async let running: Void = sequencer.run(lane)
        let results = try await sequencer.append([entry])
        let error = #expect(throws: ServiceError.self) { try results[0].get() }
        #expect(error?.code == .unavailable)
        sequencer.close()
        await running
        let refusal = await #expect(throws: ServiceError.self) {
            _ = try await sequencer.append([entry])
        }
        #expect(refusal?.code == .unavailable)
    }

    @Test("A server with another key does not append to the log")
    func otherLog() async throws {
        var random = SeededRandom(seed: 10)
        let forms = try ModelForms(using: &random)
        try await ModelServers.with { servers in
            let entry = LogEntry.consultation(forms.consultation(using: &random))
            _ = try await servers.append([entry], to: 0)
            let sequencer = Sequencer(limits: Limits())
            let lane = LogLane(
                configuration: .lane(servers.connectionString, limits: Limits()),
                catalogue: .builtIn, signer: try NoteSigner.generate(name: "forms.other"),
                limits: Limits(),
                log: Logger(label: "test"))
            async let running: Void = sequencer.run(lane)
            let results = try await sequencer.append([entry])
            #expect(throws: LogFailure.otherLog) { try results[0].get() }
            sequencer.close()
            await running
            var reference = ReferenceLog()
            _ = reference.append([entry])
            try await servers.expectTables(of: reference)
        }
    }
}
