import FormDocument
import FormProtocol
import FormSchemas
import Testing

@testable import formclient

/// What people see of inspections on a terminal.
struct InspectionViewsTests {
    private static let now = Timestamp("2026-11-23T09:00:00Z") ?? .now()

    private func visit(_ day: Int, _ hour: Int, _ place: String) -> WireInspectionVisit {
        .with {
            $0.inspection.sender = "NL-LA"
            $0.inspection.id = "0190f3c2-7a10-7000-8000-00000000000\(day % 10)"
            $0.site = "S1"
            $0.title = "Leiharbeit \u{202E}im Grenzgebiet"
            $0.state = "PLANNED"
            $0.place = place
            $0.country = "NL"
            $0.host = "NL-LA"
            $0.guests = ["BE-TSW"]
            $0.officers = ["NL-LA 20417", "BE-TSW 771"]
            let start = 1_793_491_200 + Int64(day - 1) * 86_400 + Int64(hour) * 3_600
            $0.from = .init(seconds: start)
            $0.until = .init(seconds: start + 7_200)
        }
    }

    private var calendar: WireCalendarResponse {
        .with {
            $0.visits = [
                visit(2, 9, "Horst"), visit(2, 10, "'s-Hertogenbosch aan de Dommel"),
                visit(2, 11, "漢字"), visit(2, 12, "Gent"), visit(2, 13, "Arlon"),
                visit(30, 9, "Venlo"),
            ]
            $0.visits[5].cancelled = true
            $0.conflicts = [
                .with {
                    $0.kind = .officer
                    $0.subject = "NL-LA 20417"
                    $0.first = 0
                    $0.second = 1
                    $0.from = .init(seconds: 1_793_613_600)
                    $0.until = .init(seconds: 1_793_617_200)
                }
            ]
            $0.free = [
                .with {
                    $0.from = .init(seconds: 1_793_692_800)
                    $0.until = .init(seconds: 1_793_736_000)
                }
            ]
        }
    }

    @Test(
        "A month shows its days, their first visits and how many more, in any width and language",
        arguments: Language.allCases, [40, 84, 100, 160])
    func month(language: Language, columns: Int) throws {
        let from = try #require(Timestamp("2026-11-01T00:00:00Z"))
        let until = try #require(Timestamp("2026-11-30T22:00:00Z"))
        let view = CalendarView(calendar, from: from, until: until, language, now: Self.now)
        let lines = view.lines(columns: columns)
        #expect(lines.allSatisfy { $0.displayWidth <= columns }, "\(lines)")
        #expect(!lines.joined().contains("\u{202E}"))
        let text = lines.joined(separator: "\n")
        if columns >= 84 { #expect(text.contains(Phrase.cancelled[language])) }
        #expect(text.contains(Phrase.collisions[language]))
        #expect(text.contains(Phrase.freeTimes[language]))
        let grid = MonthGrid(calendar.visits, language)
        let month = try #require(MonthGrid.months(from: from, until: until).first)
        let sheet = grid.lines(of: month, columns: 100, style: .plain)
        #expect(sheet.contains { $0.contains("+2") })
        #expect(sheet.contains { $0.contains("✗ Venlo") })
        // 1 November 2026 is a Sunday: the last of seven columns.
        #expect(sheet[2].drop { $0 == " " } == "1")
    }

    @Test("A year's end and a long time have their months")
    func months() throws {
        let from = try #require(Timestamp("2026-12-15T12:00:00Z"))
        let until = try #require(Timestamp("2027-01-15T12:00:00Z"))
        #expect(
            MonthGrid.months(from: from, until: until).map(\.description)
                == ["2026-12-01", "2027-01-01"])
    }

    @Test(
        "Bars are as long as their numbers, at least something, and fit",
        arguments: [30, 60, 120])
    func bars(columns: Int) {
        let chart = BarChart(
            [
                Bar(label: "a", count: 1_000_000), Bar(label: "half", count: 500_000),
                Bar(label: String(repeating: "long ", count: 20), count: 1),
                Bar(label: "\u{1B}[2Jnothing", count: 0),
            ], .en)
        let lines = chart.lines(columns: columns)
        #expect(lines.allSatisfy { $0.displayWidth <= columns }, "\(lines)")
        func blocks(_ line: String) -> Int { line.count { $0 == "█" } }
        #expect(abs(blocks(lines[0]) - 2 * blocks(lines[1])) <= 1)
        #expect(lines[2].hasSuffix("▏") && !lines[3].contains("\u{1B}"))
        #expect(lines[0].contains("1,000,000"))
    }

    @Test("An inspection's page says everything, fits, and names what else is known")
    func page() {
        let inspection = WireInspection.with {
            $0.summary.form.sender = "DE-NW-FKS"
            $0.summary.form.id = "0190f3c2-7a10-7000-8000-000000000001"
            $0.summary.title = "Leiharbeit"
            $0.summary.state = "REPORTED"
            $0.summary.siteCount = 2
            $0.summary.workerCount = 4
            $0.summary.findings = [
                .with {
                    $0.kind = "HOUSING"
                    $0.country = "NL"
                    $0.count = 2
                }
            ]
            $0.entities = [
                .with {
                    $0.name = "Fleisch\tGmbH"
                    $0.country = "DE"
                }
            ]
            $0.hints = [
                .with {
                    $0.kind = .entity
                    $0.subject = "Fleisch GmbH"
                    $0.inspections = [
                        .with { $0.form.id = "0190f3c2-7a10-7000-8000-0000000000aa" },
                        .with { $0.form.id = "0190f3c3-7a10-7000-8000-0000000000bb" },
                    ]
                },
                .with {
                    $0.kind = .a1Serial
                    $0.subject = "A1-77"
                    $0.inspections = [
                        .with { $0.form.id = "0190f3c4-7a10-7000-8000-0000000000cc" }
                    ]
                },
            ]
        }
        for language in Language.allCases {
            let view = InspectionView(
                inspection, language, ids: [inspection.summary.form.id], now: Self.now)
            for columns in [40, 80] {
                let lines = view.lines(columns: columns)
                #expect(lines.allSatisfy { $0.displayWidth <= columns }, "\(lines)")
                #expect(lines.contains { $0.contains("×2") })
            }
            #expect(view.tabSeparated.contains("entity\tFleisch GmbH (DE)"))
            #expect(view.hints.count == 2)
            #expect(view.hints[0][language].contains("0190f3c3"))
            #expect(view.hints[1][language].contains("A1-77"))
        }
    }

    @Test(
        "Codes are understood in any case and several at once; others are refused with the nearest")
    func conditions() throws {
        let options = try InspectionFilterOptions.parse([
            "--country", "be,nl", "--country", "LU", "--sector", "41", "--near", "51.9, 7.1, 20",
            "--party", "nl-la", "--from", "2026-01-01", "--name", "Kasteel",
        ])
        let filter = try options.filter()
        #expect(filter.countries == ["BE", "NL", "LU"])
        #expect(filter.sectors == ["41"] && filter.parties == ["NL-LA"])
        #expect(filter.near.kilometres == 20 && filter.hasFrom && !filter.hasUntil)
        #expect(options.description.contains("near 51.9, 7.1, 20"))
        for (arguments, word) in [
            (["--irregularity", "HOUSNG"], "HOUSING"), (["--type", "BOTH"], "CONCERTED"),
            (["--region", "BE9"], "--region"), (["--party", "?"], "?"),
        ] {
            let options = try InspectionFilterOptions.parse(arguments)
            let error = #expect(throws: ClientError.self) { try options.filter() }
            #expect(error?.text(in: .en).contains(word) == true, "\(arguments)")
            #expect(error?.status == .usage)
        }
    }

    @Test("What comes next follows from what is there, for each agency")
    func steps() throws {
        let own = try #require(AgencyCode("NL-LA"))
        let other = try #require(AgencyCode("BE-TSW"))
        let root = WireFormReference.with {
            $0.sender = "NL-LA"
            $0.id = "0190f3c2-7a10-7000-8000-000000000001"
        }
        var forms: [WireCaseForm] = []
        var inspection = WireInspection.with {
            $0.summary.form = root
            $0.parties = ["NL-LA", "BE-TSW"].map { code in .with { $0.agency = code } }
        }
        func add(_ name: TurnName, by sender: String, to original: WireFormReference) {
            forms.append(
                .with {
                    $0.standing = .current
                    $0.summary.form = name.form
                    $0.summary.turn = name.turn
                    $0.summary.sender = sender
                    $0.summary.id = "0190f3c2-7a10-7000-8000-00000000001\(forms.count)"
                    $0.summary.inReplyTo = original
                    $0.summary.deliveries = [
                        .with {
                            $0.recipient = sender == "NL-LA" ? "BE-TSW" : "NL-LA"
                            $0.role = "TO"
                        }
                    ]
                })
        }
        func step(_ agency: AgencyCode) -> PlanStep { PlanStep(inspection, forms, for: agency) }
        #expect(step(own) == .draft(PlanStep.request, to: root))
        #expect(step(other) == .wait(["NL-LA"], for: PlanStep.request, to: root))
        add(PlanStep.request, by: "NL-LA", to: root)
        let request = forms[0].summary.reference
        #expect(step(other) == .draft(PlanStep.answer, to: request))
        #expect(step(own) == .wait(["BE-TSW"], for: PlanStep.answer, to: request))
        add(PlanStep.answer, by: "BE-TSW", to: request)
        inspection.parties[1].decision = "DECLINE"
        #expect(step(own) == .declined(["BE-TSW"]))
        inspection.parties[1].decision = "AGREE"
        #expect(step(own) == .draft(PlanStep.plan, to: request))
        add(PlanStep.plan, by: "NL-LA", to: request)
        let plan = forms[2].summary.reference
        #expect(step(other) == .draft(PlanStep.sign, to: plan))
        add(PlanStep.sign, by: "BE-TSW", to: plan)
        #expect(step(other) == .wait(["NL-LA"], for: PlanStep.sign, to: plan))
        add(PlanStep.sign, by: "NL-LA", to: plan)
        #expect(step(own) == .signed)
    }
}
