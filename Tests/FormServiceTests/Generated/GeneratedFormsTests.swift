import FormDocument
import FormSchemas
import Foundation
import Testing

@testable import FormService

/// Random dialogues are stored, form by form, and random mistakes in their forms are refused.
///
/// Two hundred of each form; `scripts/bench forms` has ten thousand.
@Suite(
    "Generated forms",
    .enabled(if: TestDatabase.server != nil, "needs a PostgreSQL: run scripts/test"))
struct GeneratedFormsTests {
    private static let settings = ProcessInfo.processInfo.environment
    private static let count = settings["FORMS_GENERATED_COUNT"].flatMap { Int($0) } ?? 200
    private static let isBenchmark = settings["FORMS_GENERATED_COUNT"] != nil
    /// How many stories one database gets.
    private static let roundCount = 200
    /// Later than the clock that the admissions have, so that the log's times are those of the
    /// stories.
    private static let now = Timestamp("2040-03-05T08:00:00Z")

    @Test("Every form is accepted that fits, and refused with exactly its mistake otherwise")
    func acceptedAndRefused() async throws {
        var tally = GeneratedTally(catalogue: .builtIn)
        var seed: UInt64 = 1
        while let turns = tally.missing(Self.count, atMost: 2 * Self.roundCount) {
            let seeds = (seed, seed + 1)
            let middle = turns.count / 2
            async let first = round(turns[..<middle], seed: seeds.0)
            async let second = round(turns[middle...], seed: seeds.1)
            for part in try await [first, second] {
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

    /// Makes a story for each of some turns, has the forms accepted in the order of their times,
    /// and tries each with a mistake.
    private func round(_ turns: ArraySlice<TurnName>, seed: UInt64) async throws -> GeneratedTally {
        let now = try #require(Self.now)
        var tally = GeneratedTally(catalogue: .builtIn)
        var generator = DialogueGenerator(at: now, seed: seed)
        var random = SeededRandom(seed: seed)
        var mutators: [String: DocumentMutator] = [:]
        var steps: [(place: Int, step: DialogueGenerator.Step)] = []
        for turn in turns {
            do {
                steps += try generator.story(of: turn).enumerated().map { ($0, $1) }
            } catch {
                tally.misfits.append("no story: \(error)")
            }
        }
        return try await GeneratedExchange.with(at: now) { exchange in
            try await exchange.admit(
                Set(
                    steps.flatMap {
                        [$0.step.form.identity.sender] + $0.step.form.recipients.map(\.agency)
                    }))
            let times = Dictionary(grouping: steps) { entry in
                Moment(time: entry.step.form.acceptedAt, place: entry.place)
            }
            for (_, steps) in times.sorted(by: { $0.key < $1.key }) {
                let steps = steps.map(\.step)
                tally.misfits += try await exchange.accept(steps)
                for step in steps {
                    tally.noteAccepted(step.form.form)
                    try tryMistake(in: step, at: exchange, &mutators, &tally, &random)
                }
            }
            #expect(try await exchange.formCount() == steps.count)
            try await exchange.expectClean()
            return tally
        }
    }

    private func tryMistake(
        in step: DialogueGenerator.Step, at exchange: GeneratedExchange,
        _ mutators: inout [String: DocumentMutator],
        _ tally: inout GeneratedTally, _ random: inout SeededRandom
    ) throws {
        let version = step.candidate.version
        let mutator = try mutators[version.code] ?? DocumentMutator(version)
        mutators[version.code] = mutator
        guard !step.candidate.turn.isBulk,
            let mutation = mutator.mutation(of: step.draft, using: &random),
            mutation.severity == .error
        else { return }
        // What cannot be sealed never comes to the exchange.
        guard let sealed = try? Draft(bytes: mutation.bytes).seal() else { return }
        let refusal = exchange.refusal(of: sealed.document, sealed.parts)
        let found =
            refusal?.violations.map { "\($0.code.rawValue) \($0.instanceLocation)" } ?? []
        let expected = ["\(mutation.code.rawValue) \(mutation.pointer)"]
        // Of a form that there is not nobody knows what holds in it.
        let names: [JSONPointer] = ["/header/form", "/header/version"]
        let isUnknown = names.contains(mutation.pointer) && refusal?.code == .formUnknown
        if found == expected || isUnknown {
            tally.noteRefused(step.form.form)
        } else {
            let answer = refusal.map { "\($0.code) \(found)" } ?? "accepted"
            tally.misfits.append(
                "\(step.form.name) \(mutation.kind): \(expected), not \(answer)")
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
