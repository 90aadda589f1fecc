import FormDocument
import FormProtocol
import FormSchemas
import Testing

@testable import formclient

/// The tables of the client's commands on narrow terminals, with values as wide as usual ones get.
struct TableWidthTests {
    private struct Sample {
        let name: String
        let table: Table
        /// What a reader cannot do without, for each row.
        let essentials: [[String]]
    }

    /// Two forms that were drawn up in the same minute, so that their short IDs have two groups.
    private static let ids = (0...1).map { "0190f3c2-7a1\($0)-7000-8000-000000000000" }
    private static let shortIDs = ids.map { String($0.prefix(13)) }

    private func reference(_ number: Int) -> WireFormReference {
        .with {
            $0.sender = "DE-NW-FKS"
            $0.id = Self.ids[number]
        }
    }

    // MARK: Samples

    private func deadlines(_ language: Language) -> Sample {
        let rows = [(0, -28_800), (1, 2_700)].map { number, minutes in
            SampleCase.deadline(reference(number), by: "BE-OCAM", inMinutes: Int64(minutes))
        }
        let table = DeadlineTable(language, ids: Self.ids, now: SampleCase.now).table(rows)
        return Sample(
            name: "deadlines", table: table,
            essentials: zip(rows, Self.shortIDs).map { row, id in
                let due = LocalTime(Timestamp(row.dueAt)).text(in: language, now: SampleCase.now)
                return [due, "BE-OCAM", "DE-NW-FKS", id]
            })
    }

    private func figures(_ language: Language) -> Sample {
        let row = WireKeyFigures.with {
            $0.asker = "DE-NW-FKS"
            $0.agency = "DE-NW-LKA"
            $0.formCode = "SOC-08"
            $0.owed = 1_234
            $0.met = 1_000
            $0.metLate = 130
            $0.overdue = 104
            $0.medianAnswer = .with { $0.seconds = 43_100 }
        }
        return Sample(
            name: "figures", table: KeyFiguresTable(language: language).table([row]),
            essentials: [
                [
                    "DE-NW-LKA", "DE-NW-FKS", "SOC-08", Int64(1_234).grouped(in: language),
                    Int64(1_000).grouped(in: language),
                ]
            ])
    }

    /// What `inbox` and `search` show: a form, that one was taken over, that an answer is due.
    private func summaries(_ language: Language) throws -> Sample {
        let agency = try #require(AgencyCode("DE-NW-LKA"))
        let rows = SummaryTable(agency, language, ids: Self.ids)
        // So long ago that the year is shown.
        let accepted = SampleCase.moment(minutes: -3_000_000)
        let form = WireFormSummary.with {
            $0.sender = "DE-NW-FKS"
            $0.id = Self.ids[0]
            $0.form = "SOC-11"
            $0.version = "1.0"
            $0.caseID = SampleCase.caseID
            $0.urgency = "ROUTINE"
            $0.acceptedAt = accepted
            $0.deliveries = ["DE-NW-LKA", "NL-DKDB", "BE-OCAM"].map { agency in
                .with {
                    $0.recipient = agency
                    $0.state = .acknowledged
                }
            }
        }
        let made = WireAcknowledgement.with {
            $0.form = reference(1)
            $0.recipient = "BE-OCAM"
            $0.acknowledgedAt = accepted
        }
        let reminder = WireReminder.with {
            $0.deadline = SampleCase.deadline(reference(1), by: "BE-OCAM", inMinutes: -600)
            $0.deadline.acceptedAt = accepted
            $0.kind = .overdue
        }
        var table = Table(rows.columns)
        table.append(rows.row(form))
        table.append(rows.row(made))
        table.append(rows.row(reminder, now: SampleCase.now))
        let time = LocalTime(Timestamp(accepted)).text(in: language)
        return Sample(
            name: "summaries", table: table,
            essentials: [0, 1, 1].map { [Self.shortIDs[$0], "DE-NW-FKS", time] })
    }

    private func types(_ language: Language) -> Sample {
        Sample(
            name: "types", table: IDCheckCommand.typeTable(in: language),
            essentials: IdentifierType.all.map { [$0.name] })
    }

    private func bench(_ language: Language) throws -> Sample {
        var counts = BenchTally.Counts()
        counts.succeeded = 1_234_567
        for _ in 0..<3 { counts.latencies.record(nanoseconds: 1_000_000) }
        let failure = BenchFailure(
            status: "RESOURCE_EXHAUSTED", reason: "TOO_MANY_CONNECTIONS_OF_THE_AGENCY")
        counts.failures[failure] = 17
        let result = BenchResult(
            plan: try BenchPlan(
                .submit, connections: 1, inFlight: 1, warmup: 0, duration: 1, count: nil,
                formsPerRequest: 1),
            form: nil, bodyBytes: 1,
            outcome: .init(counts: counts, seconds: 1, stopped: false, formsUsedUp: false))
        let table = result.table(in: language)
        return Sample(
            name: "bench", table: table,
            essentials: table.rows.map { $0.prefix(2).map(\.shown) })
    }

    private func samples(_ language: Language) throws -> [Sample] {
        [
            deadlines(language), figures(language), try summaries(language), types(language),
            try bench(language),
        ]
    }

    // MARK: Tests

    @Test(
        "No line is wider than the terminal, and what matters most stays in full",
        arguments: Language.allCases, [60, 80])
    func narrow(language: Language, columns: Int) throws {
        for sample in try samples(language) {
            let lines = sample.table.aligned(columns: columns)
            #expect(lines.count == sample.essentials.count + 1)
            for line in lines {
                #expect(line.displayWidth <= columns, "\(sample.name): \(line)")
            }
            for (line, words) in zip(lines.dropFirst(), sample.essentials) {
                for word in words {
                    #expect(line.contains(word), "\(sample.name): no \(word) in \(line)")
                }
            }
        }
    }

    @Test("Where there is room, nothing is shortened or left out", arguments: Language.allCases)
    func wide(language: Language) throws {
        for sample in try samples(language) {
            let lines = sample.table.aligned(columns: .max)
            let titles = sample.table.columns.map(\.title)
            let rows = [titles] + sample.table.rows.map { $0.map(\.shown) }
            for (line, cells) in zip(lines, rows) {
                // A row may have nothing to say in a column.
                for cell in cells where !cell.isEmpty {
                    #expect(line.contains(cell), "\(sample.name): \(cell)")
                }
            }
            let width = try #require(lines.map(\.displayWidth).max())
            #expect(sample.table.aligned(columns: width) == lines)
            #expect(sample.table.titlesLeftOut(columns: width).isEmpty)
        }
    }

    @Test("On 80 columns only what says least is left out", arguments: Language.allCases)
    func leftOut(language: Language) throws {
        let least: [String: [Phrase]] = [
            "deadlines": [.columnForm, .columnAnswers],
            "summaries": [.columnVersion, .columnCase, .columnUrgency],
        ]
        for sample in try samples(language) {
            let missing = sample.table.titlesLeftOut(columns: 80)
            let least = least[sample.name, default: []].map { $0[language] }
            #expect(Set(missing).isSubset(of: least), "\(sample.name): \(missing)")
            let heading = try #require(sample.table.aligned(columns: 80).first)
            for title in sample.table.columns.map(\.title) where !missing.contains(title) {
                #expect(heading.contains(title.prefix(7)), "\(sample.name): \(title)")
            }
        }
    }

    @Test("The list of forms keeps codes and headings", arguments: Language.allCases, [60, 80])
    func forms(language: Language, columns: Int) {
        let lines = FormsList(FormLibrary.catalogue, in: language).lines(columns: columns)
        for line in lines { #expect(line.displayWidth <= columns, "\(line)") }
        for form in FormLibrary.catalogue.forms {
            #expect(lines.contains { $0.hasPrefix("  \(form.code) ") })
        }
    }
}
