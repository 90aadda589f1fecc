import FormDocument
import FormSchemas
import Foundation
import Testing

@testable import FormService

/// Random dialogues are stored, form by form, and random mistakes in their forms are refused.
///
/// A hundred of each form; `scripts/bench forms` has ten thousand.
@Suite(
    "Generated forms",
    .needsPostgres, .inTurn)
struct GeneratedFormsTests {
    private static let settings = ProcessInfo.processInfo.environment
    private static let count = settings["FORMS_GENERATED_COUNT"].flatMap { Int($0) } ?? 100
    private static let isBenchmark = settings["FORMS_GENERATED_COUNT"] != nil
    /// How many stories one database gets: few where other tests want to go on.
    private static let roundCount = isBenchmark ? 200 : 20
    /// Later than the clock that the admissions have, so that the log's times are those of the
    /// stories.
    private static let now = Timestamp("2040-03-05T08:00:00Z")

    @Test("Every form is accepted that fits, and refused with exactly its mistake otherwise")
    func acceptedAndRefused() async throws {
        var tally = GeneratedTally(catalogue: .builtIn)
        var seed: UInt64 = 1
        while let turns = tally.missing(Self.count, atMost: 2 * Self.roundCount) {
            let seeds = (seed, seed + 1)
            let halves = (turns[..<(turns.count / 2)], turns[(turns.count / 2)...])
            var parts: [GeneratedTally] = []
            if Self.isBenchmark {
                async let first = round(halves.0, seed: seeds.0)
                async let second = round(halves.1, seed: seeds.1)
                parts = try await [first, second]
            } else {
                parts.append(try await round(halves.0, seed: seeds.0))
                parts.append(try await round(halves.1, seed: seeds.1))
            }
            for part in parts {
                tally.add(part)
                if Self.isBenchmark { part.misfits.forEach { print($0) } }
            }
            seed += 2
            if Self.isBenchmark { print(tally.progress(to: Self.count)) }
        }
        if Self.isBenchmark { print(tally.table) }
        #expect(tally.misfits.isEmpty, "\(tally.misfits.prefix(10))")
        #expect(tally.forms.values.allSatisfy { $0.accepted >= Self.count })
        #expect(tally.forms.values.allSatisfy { $0.refused >= Self.count })
        if let target = Self.settings["FORMS_GENERATED_JSON"], !target.isEmpty {
            try tally.figures.write(toFile: target, atomically: true, encoding: .utf8)
        }
    }

    /// A form of a story, and the same with a mistake where one could be made.
    private struct Sample: Sendable {
        let place: Int
        let step: DialogueGenerator.Step
        let mutation: DocumentMutation?
    }

    /// Makes a story for each of some turns, has the forms accepted in the order of their times,
    /// and those with a mistake refused.
    private func round(_ turns: ArraySlice<TurnName>, seed: UInt64) async throws -> GeneratedTally {
        let now = try #require(Self.now)
        let (samples, failures) = try await Self.samples(of: turns, at: now, seed: seed)
        return try await GeneratedExchange.with(at: now) { exchange in
            var tally = GeneratedTally(catalogue: .builtIn)
            tally.misfits = failures
            try await exchange.admit(
                Set(
                    samples.map(\.step.form).flatMap {
                        [$0.identity.sender] + $0.recipients.map(\.agency)
                    }))
            let times = Dictionary(grouping: samples) { sample in
                Moment(time: sample.step.form.acceptedAt, place: sample.place)
            }
            for (_, samples) in times.sorted(by: { $0.key < $1.key }) {
                tally.misfits += try await exchange.accept(samples.map(\.step))
                for sample in samples {
                    tally.noteAccepted(sample.step.form.form)
                    tryMistake(of: sample, at: exchange, &tally)
                    await Task.yield()
                }
            }
            #expect(try await exchange.formCount() == samples.count)
            try await exchange.expectClean()
            return tally
        }
    }

    /// The forms of a story for each of some turns, and why there is none for others.
    ///
    /// On a thread of its own: it never waits for anything, and the tasks of other tests share few.
    private static func samples(
        of turns: ArraySlice<TurnName>, at now: Timestamp, seed: UInt64
    ) async throws -> ([Sample], failures: [String]) {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try make(turns, at: now, seed: seed) })
            }
        }
    }

    private static func make(
        _ turns: ArraySlice<TurnName>, at now: Timestamp, seed: UInt64
    ) throws -> ([Sample], failures: [String]) {
        var generator = DialogueGenerator(at: now, seed: seed)
        var random = SeededRandom(seed: seed)
        var mutators: [String: DocumentMutator] = [:]
        var samples: [Sample] = []
        var failures: [String] = []
        for turn in turns {
            do {
                for (place, step) in try generator.story(of: turn).enumerated() {
                    let version = step.candidate.version
                    let mutator = try mutators[version.code] ?? DocumentMutator(version)
                    mutators[version.code] = mutator
                    let mutation =
                        step.candidate.turn.isBulk
                        ? nil : mutator.mutation(of: step.draft, using: &random)
                    samples.append(Sample(place: place, step: step, mutation: mutation))
                }
            } catch let error as DialogueGenerator.Failure {
                failures.append("no story: \(error)")
            }
        }
        return (samples, failures)
    }

    private func tryMistake(
        of sample: Sample, at exchange: GeneratedExchange, _ tally: inout GeneratedTally
    ) {
        // What cannot be sealed never comes to the exchange.
        guard let mutation = sample.mutation, mutation.severity == .error,
            let sealed = try? Draft(bytes: mutation.bytes).seal()
        else { return }
        let refusal = exchange.refusal(of: sealed.document, sealed.parts)
        let found =
            refusal?.violations.map { "\($0.code.rawValue) \($0.instanceLocation)" } ?? []
        let expected = ["\(mutation.code.rawValue) \(mutation.pointer)"]
        // Of a form that there is not nobody knows what holds in it.
        let names: [JSONPointer] = ["/header/form", "/header/version"]
        let isUnknown = names.contains(mutation.pointer) && refusal?.code == .formUnknown
        if found == expected || isUnknown {
            tally.noteRefused(sample.step.form.form)
        } else {
            let answer = refusal.map { "\($0.code) \(found)" } ?? "accepted"
            tally.misfits.append(
                "\(sample.step.form.name) \(mutation.kind): \(expected), not \(answer)")
        }
    }

    private struct Moment: Hashable, Comparable {
        let time: Timestamp
        let place: Int

        static func < (left: Moment, right: Moment) -> Bool {
            (left.time, left.place) < (right.time, right.place)
        }
    }
}
