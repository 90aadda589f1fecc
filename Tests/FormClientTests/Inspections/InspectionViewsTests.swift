import FormDocument
import FormProtocol
import FormSchemas
import Foundation
import Testing

@testable import formclient

/// What people see of inspections on a terminal.
struct InspectionViewsTests {
    private static let arrears: [WireInspectionSum] = [
        .with {
            $0.cents = 3_315_005
            $0.currency = "EUR"
        }
    ]

    private static let fine: [WireInspectionOutcome] = [
        .with {
            $0.outcome = "FINE"
            $0.on = "2026-11-01"
            $0.cents = -150_000
            $0.currency = "EUR"
        }
    ]

    @Test("A condition without a value would ask for everything, and is refused")
    func withoutValue() {
        for words in [[""], [","], ["BE", " "]] {
            #expect(throws: ClientError.self) { try InspectionFilterOptions.numbers(words, "--a1") }
            #expect(throws: ClientError.self) { try InspectionFilterOptions.inspectors(words) }
            #expect(throws: ClientError.self) { try InspectionFilterOptions.regions(words) }
            #expect(throws: ClientError.self) {
                try InspectionFilterOptions.agencies(words, "--party")
            }
        }
    }

    @Test("More inspections than the exchange counts are too many for a file")
    func uncounted() throws {
        var found = FoundInspections()
        found.add(.with { $0.overview.total = 10_000 })
        try found.requireCounted()
        found.add(
            .with {
                $0.overview.total = 10_000
                $0.overview.isMore = true
            })
        let error = #expect(throws: ClientError.self) { try found.requireCounted() }
        #expect(error?.message[.en].contains("10,000") == true)
        #expect(error?.advice?[.en].contains("--from") == true)
    }

    private static let now = Timestamp("2026-11-23T09:00:00Z") ?? .now()

    private func visit(_ day: Int, _ hour: Int, _ place: String) -> WireInspectionVisit {
        .with {
            $0.inspection.sender = "NL-LA"
            $0.inspection.id = "0190f3c2-7a10-7000-8000-00000000000\(day % 10)"
            $0.site = "S1"
            $0.title = "Leiharbeit \u{202E}im Grenzgebiet"
            $0.state = "PLANNED"
            $0.siteName = "Kas 4"
            $0.place = place
            $0.street = "Zuidkaai 8"
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
        #expect(text.contains(columns >= 160 ? "Horst (NL), Zuidkaai 8" : "Horst (N"))
        let grid = MonthGrid(calendar.visits, language)
        let month = try #require(MonthGrid.months(from: from, until: until).first)
        let sheet = grid.lines(of: month, columns: 100, style: .plain)
        #expect(sheet.contains { $0.contains("+2") })
        #expect(sheet.contains { $0.contains("✗ Venlo") })
        // 1 November 2026 is a Sunday: the last of seven columns.
        #expect(sheet[2].drop { $0 == " " } == "1")
    }

    @Test("A visit of several days is in each of them, with its time in the first")
    func severalDays() throws {
        var long = visit(3, 20, "Horst")
        long.until.seconds = long.from.seconds + 2 * 86_400
        let grid = MonthGrid([long], .en)
        let month = try #require(CalendarDate("2026-11-01"))
        let sheet = grid.lines(of: month, columns: 160, style: .plain).joined(separator: "\n")
        #expect(sheet.components(separatedBy: "Horst").count == 4)
        #expect(sheet.components(separatedBy: "… Horst").count == 3)
        // What ends at midnight is not on the next day.
        long.until.seconds = LocalTime.start(of: try #require(CalendarDate("2026-11-04"))).seconds
        let short = MonthGrid([long], .en).lines(of: month, columns: 160, style: .plain)
        #expect(short.joined().components(separatedBy: "Horst").count == 2)
    }

    @Test(
        "Of a long time three months are drawn, and the others named", arguments: Language.allCases)
    func longTime(language: Language) throws {
        let from = try #require(Timestamp("2026-11-01T12:00:00Z"))
        func text(until: String) throws -> String {
            CalendarView(
                calendar, from: from, until: try #require(Timestamp(until)), language, now: Self.now
            ).lines(columns: 100).joined(separator: "\n")
        }
        let year = try text(until: "2027-10-15T12:00:00Z")
        let first = LocalTime.text(ofMonth: try #require(CalendarDate("2027-02-01")), in: language)
        let last = LocalTime.text(ofMonth: try #require(CalendarDate("2027-10-01")), in: language)
        #expect(year.contains("\(first) – \(last)"))
        #expect(try !text(until: "2027-01-15T12:00:00Z").contains("--month"))
    }

    @Test("Columns that a narrow terminal has no room for are named")
    func narrow() throws {
        let from = try #require(Timestamp("2026-11-01T12:00:00Z"))
        let view = CalendarView(calendar, from: from, until: from, .en, now: Self.now)
        let missing = view.titlesLeftOut(columns: 60)
        #expect(missing.contains("INSPECTORS"))
        let heading = try #require(view.lines(columns: 60).first { $0.contains("WHEN") })
        #expect(missing.allSatisfy { !heading.contains($0) })
        #expect(view.titlesLeftOut(columns: 200).isEmpty)
        let none = CalendarView(.init(), from: from, until: from, .en, now: Self.now)
        #expect(none.titlesLeftOut(columns: 20).isEmpty)
    }

    @Test("Results have their names among the facets, in a pipe their codes")
    func facets() {
        let overview = WireInspectionOverview.with {
            $0.facets = [
                .with {
                    $0.facet = "result"
                    $0.value = "NOTHING_FOUND"
                    $0.count = 3
                },
                .with {
                    $0.facet = "state"
                    $0.value = "PLANNED"
                    $0.count = 1
                },
            ]
        }
        let list = FacetList(overview, .de)
        let shown = list.lines(.terminal(columns: 80)).joined(separator: "\n")
        #expect(shown.contains("Nichts festgestellt 3") && shown.contains("geplant 1"))
        #expect(list.lines(.plain) == ["result\tNOTHING_FOUND\t3", "state\tPLANNED\t1"])
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
            $0.officers = [
                .with {
                    $0.agency = "NL-LA"
                    $0.serviceNumber = "NLA-20417"
                    $0.role = "INTERPRETER"
                }
            ]
            $0.arrears = Self.arrears
            $0.outcomes = Self.fine
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
            #expect(view.tabSeparated.contains("id\t\(inspection.summary.form.id)"))
            #expect(view.tabSeparated.contains("state\t\(inspection.summary.state)"))
            let role = FormLibrary.label(of: "INTERPRETER", in: "inspection-role", language)
            #expect(role != "INTERPRETER")
            #expect(view.tabSeparated.contains("officer\tNL-LA NLA-20417, \(role)"))
            #expect(view.hints.count == 2)
            #expect(view.hints[0][language].contains("0190f3c3"))
            #expect(view.hints[1][language].contains("A1-77"))
        }
    }

    @Test(
        "Amounts and days are written as the reader writes them",
        arguments: [
            (Language.nl, "33.150,05 EUR", "1 nov 2026", "-1.500,00 EUR"),
            (.fr, "33\u{202F}150,05 EUR", "1er nov. 2026", "-1\u{202F}500,00 EUR"),
            (.de, "33.150,05 EUR", "1. Nov. 2026", "-1.500,00 EUR"),
            (.en, "33,150.05 EUR", "1 Nov 2026", "-1,500.00 EUR"),
        ])
    func amounts(_ language: Language, _ sum: String, _ day: String, _ fine: String) {
        let view = InspectionView(
            .with {
                $0.arrears = Self.arrears
                $0.outcomes = Self.fine
            }, language, ids: [], now: Self.now)
        let lines = view.tabSeparated
        #expect(lines.contains { $0.hasPrefix("arrears\t") && $0.hasSuffix(sum) })
        #expect(lines.contains { $0.hasPrefix("outcome\t\(day), ") && $0.hasSuffix(fine) })
        #expect(Int64(-7).asAmount(in: .en) == "-0.07")
        #expect(Int64.min.asAmount(in: .de) == "-92.233.720.368.547.758,08")
    }

    @Test("As many others as the exchange tells of at most are at least so many")
    func manyHints() {
        func hint(_ count: Int) -> String {
            let inspection = WireInspection.with {
                $0.hints = [
                    .with {
                        $0.kind = .entity
                        $0.subject = "Fleisch GmbH"
                        $0.inspections = (0..<count).map { number in
                            .with {
                                $0.form.id = "0190f3\(number + 10)-7a10-7000-8000-0000000000aa"
                            }
                        }
                    }
                ]
            }
            return InspectionView(inspection, .en, ids: [], now: Self.now).hints[0][.en]
        }
        #expect(hint(20).hasPrefix("At least 20 other inspections"))
        #expect(hint(19).hasPrefix("19 other inspections"))
        #expect(hint(1).hasPrefix("One other inspection"))
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
        #expect(options.commandLine().contains("--near \"51.9, 7.1, 20\""))
        #expect(options.commandLine(month: "2026-11").contains("--month 2026-11"))
        for (arguments, word) in [
            (["--irregularity", "HOUSNG"], "HOUSING"), (["--type", "BOTH"], "CONCERTED"),
            (["--region", "BE9"], "--region"), (["--party", "?"], "?"),
            // Of protection missions, and of a whole country.
            (["--state", "UNDER_WAY"], "OPEN, PLANNED, INSPECTED, REPORTED, FOLLOWED_UP, CLOSED."),
            (["--region", "BE"], "--region"),
        ] {
            let options = try InspectionFilterOptions.parse(arguments)
            let error = #expect(throws: ClientError.self) { try options.filter() }
            #expect(error?.text(in: .en).contains(word) == true, "\(arguments)")
            #expect(error?.status == .usage)
        }
    }

    @Test(
        "What the exchange would refuse is said before, by the options' names",
        arguments: Language.allCases)
    func refusals(language: Language) throws {
        let many = (0..<51).map { "\($0 + 100)" }.joined(separator: ",")
        for (arguments, words) in [
            (["--sector", "F,41"], ["--sector"]), (["--name", "ab"], ["--name"]),
            (["--name", ""], ["--name"]), (["--text", "?!"], ["--text"]),
            (["--text", "a bc"], ["--text"]),
            (["--text", "a b c d e f g h i j kk"], ["--text"]), (["--number", "7"], ["--number"]),
            (["--a1", "?!"], ["--a1"]), (["--inspector", "nobody at all"], ["--inspector"]),
            (["--number", many], ["--number", "50"]),
            (["--outcome", "FINE", "--result", "PENDING"], ["--outcome", "--result"]),
            (
                ["--irregularity", "HOUSING", "--result", "PENDING"],
                ["--irregularity", "--result"]
            ),
            (["--state", "OPEN", "--result", "INFRINGEMENTS"], ["--state", "--result"]),
            (["--state", "reported", "--result", "pending"], ["--state", "--result"]),
            (["--state", "OPEN", "--irregularity", "HOUSING"], ["--state", "--irregularity"]),
            (["--state", "OPEN", "--outcome", "FINE"], ["--state", "--outcome"]),
        ] {
            let options = try InspectionFilterOptions.parse(arguments)
            let error = #expect(throws: ClientError.self, "\(arguments)") { try options.filter() }
            for word in words {
                #expect(error?.text(in: language).contains(word) == true, "\(arguments)")
            }
            #expect(error?.status == .usage)
        }
        for arguments in [
            ["--state", "OPEN", "--result", "PENDING"],
            ["--state", "OPEN,PLANNED", "--outcome", "FINE"],
            ["--state", "CLOSED", "--result", "PENDING"], ["--sector", "f,n"],
            ["--country", "NL", "--region", "LU00"], ["--inspector", "nl-la 20417"],
            ["--text", "a bcd"],
        ] {
            _ = try InspectionFilterOptions.parse(arguments).filter()
        }
    }

    @Test("A visit is in one country, and in a region of it")
    func countryAndRegion() throws {
        func request(_ countries: [String], _ regions: [String]) throws -> WireCalendarRequest {
            try VisitOptions.parse(
                countries.flatMap { ["--country", $0] } + regions.flatMap { ["--region", $0] }
                    + ["--inspector", "nl-la 1"]
            ).request()
        }
        let error = #expect(throws: ClientError.self) { try request(["NL"], ["LU00"]) }
        #expect(error?.text(in: .nl).contains("--region") == true)
        #expect(try request(["NL", "LU"], ["LU00", "BE2"]).regions == ["LU00", "BE2"])
        #expect(try request([], ["LU00"]).inspectors == ["NL-LA 1"])
    }
}
