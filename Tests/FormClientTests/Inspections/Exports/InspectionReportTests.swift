import FormProtocol
import FormSchemas
import Testing

@testable import formclient

struct InspectionReportTests {
    private func count(_ piece: String, in text: String) -> Int { text.ranges(of: piece).count }

    @Test("A report asks for nothing from elsewhere and runs nothing", arguments: Language.allCases)
    func selfContained(language: Language) {
        let html = SampleInspections.report(language).html
        #expect(html.hasPrefix("<!doctype html>\n<html lang=\"\(language.rawValue)\">"))
        #expect(html.contains(#"content="default-src 'none'; style-src 'unsafe-inline'""#))
        for piece in ["http:", "https:", "//", "src=", "@import", "url(", "<script", "<link"] {
            #expect(!html.contains(piece), "\(piece)")
        }
        #expect(html.ranges(of: /\son[a-z]+=|javascript:/).isEmpty)
    }

    @Test(
        "Parts have headings, tables captions and scopes, drawings texts",
        arguments: Language.allCases)
    func accessible(language: Language) {
        let html = SampleInspections.report(language).html
        #expect(count("<h1>", in: html) == 1)
        #expect(count("<section ", in: html) == 8 && count("<h2 id=", in: html) == 8)
        #expect(count("<table ", in: html) == 7 && count("<caption>", in: html) == 7)
        #expect(count("<tr>", in: html) == count("<th scope=\"row\">", in: html) + 7)
        #expect(count("<th>", in: html) == 0)
        let drawings = count("<svg class=\"drawing\"", in: html)
        #expect(drawings == 2 && count("role=\"img\"", in: html) == drawings)
        #expect(count("<desc id=", in: html) == drawings)
        #expect(
            count("<svg class=\"bar\"", in: html)
                == count("aria-hidden=\"true\" focusable", in: html))
        // Every reference within the file leads somewhere, and nowhere twice.
        let ids = html.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
        #expect(Set(ids).count == ids.count)
        let references = html.matches(of: /(?:href="#|aria-labelledby=")([^"]+)"/)
            .flatMap { $0.1.split(separator: " ").map(String.init) }
        #expect(references.count > 16 && Set(references).isSubset(of: ids))
    }

    @Test(
        "The reader's language is spoken throughout",
        arguments: [
            (
                Language.nl,
                ["Kerncijfers", "Verloop in de tijd", "Detachering niet gemeld", "Bouwnijverheid"]
            ),
            (
                .fr,
                [
                    "Chiffres clés", "Évolution dans le temps", "Détachement non déclaré",
                    "Construction",
                ]
            ),
            (.de, ["Kennzahlen", "Zeitlicher Verlauf", "Entsendung nicht gemeldet", "Baugewerbe"]),
            (.en, ["Key figures", "Over time", "Posting not declared", "Construction"]),
        ])
    func languages(language: Language, words: [String]) {
        let html = SampleInspections.report(language).html
        for word in words { #expect(html.contains(word), "\(word)") }
        guard language != .en else { return }
        for word in ["Key figures", "Over time", "Undertakings", "cancelled<", "left out"] {
            #expect(!html.contains(word), "\(word)")
        }
    }

    @Test(
        "Hostile texts stay texts, wherever they come from",
        arguments: [
            "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
            "' autofocus onfocus='x",
            "</style></title></svg><b>", "<a href=\"javascript:alert(1)\">x</a>", "&lt;b&gt;",
            "<!--", "]]>", "a\u{0}\u{202E}b",
        ])
    func hostile(text: String) {
        let report = InspectionReport(
            .init(
                agency: text, officer: text, reason: text, filters: text,
                madeAt: SampleInspections.now),
            .with {
                $0.total.inspections = 3
                $0.total.findings = [
                    .with {
                        $0.kind = text
                        $0.country = text
                        $0.count = 2
                    }
                ]
                $0.total.arrears = [.with { $0.currency = text }]
                let group = WireInspectionGroup.with { $0.key = text }
                ($0.periods, $0.partners, $0.sectors) = ([group], [group], [group])
            },
            inspections: [
                .with {
                    $0.form = .with {
                        $0.sender = text
                        $0.id = text
                    }
                    ($0.title, $0.state, $0.type, $0.sector) = (text, text, text, text)
                    ($0.places, $0.parties) = ([text], [text])
                    $0.findings = [
                        .with {
                            $0.kind = text
                            $0.count = 1
                        }
                    ]
                }
            ],
            visits: [
                .with {
                    ($0.title, $0.state, $0.type, $0.place) = (text, text, text, text)
                    ($0.country, $0.host, $0.guests) = (text, text, [text])
                    ($0.latitude, $0.longitude) = (51, 5)
                }
            ], in: .fr)
        let html = report.html
        #expect(!html.contains(text))
        #expect(!html.unicodeScalars.contains { $0 == "\u{0}" || $0 == "\u{202E}" })
        // Without the escapes there is no markup but what harmless texts have.
        let tags = html.matches(of: /<[a-z!\/]+/).map { $0.0 }
        #expect(tags.count { $0 == "<a" } == 8 && tags.count { $0 == "</style" } == 1)
        #expect(!tags.contains { $0 == "<script" || $0 == "<img" || $0 == "<b" || $0 == "<!--" })
    }

    @Test("Nothing is said of nothing", arguments: Language.allCases)
    func empty(language: Language) {
        let html = InspectionReport(
            SampleInspections.heading, WireStatisticsResponse(), inspections: [], visits: [],
            in: language
        ).html
        #expect(count("<section ", in: html) == 8 && count("<table ", in: html) == 0)
        let nothing: HTML = "\(Phrase.reportNothing[language])"
        #expect(count(nothing.text, in: html) == 7)
        #expect(count("<dd class=\"figure\">0</dd>", in: html) == 7)
        #expect(!html.contains("=\"nan") && !html.contains("%<"))
    }

    @Test("The greatest numbers there can be do no harm, nor do such as contradict each other")
    func bounds() {
        let most = WireInspectionSums.with {
            ($0.inspections, $0.inspected, $0.withInfringements) = (1, .max, .max)
            ($0.sites, $0.workers, $0.victims) = (.max, .max, .max)
            $0.findings = (0..<40).map { number in
                .with {
                    $0.kind = "K\(number)"
                    $0.country = "C\(number)"
                    $0.count = .max
                }
            }
            $0.arrears = [Int64.max, .min, -1].map { cents in .with { $0.cents = cents } }
        }
        let group = WireInspectionGroup.with {
            $0.key = "9999-12"
            $0.sums = most
        }
        let report = InspectionReport(
            SampleInspections.heading,
            .with {
                $0.total = most
                $0.periods = [group]
                $0.partners = Array(repeating: group, count: 31)
            },
            inspections: Array(repeating: SampleInspections.inspections[30], count: 101),
            visits: Array(repeating: SampleInspections.visits[0], count: 5_000), in: .en)
        let html = report.html
        #expect(html.contains("−92,233,720,368,547,758"))
        #expect(html.contains("4,294,967,295"))
        // Of 40 kinds 10, of 31 partners one, of 5,000 visits and 101 inspections all but 100.
        for left in ["And 10 more", "And 1 more", "And 4,900 more"] {
            #expect(html.contains(left), "\(left)")
        }
        #expect(count("And 1 more", in: html) == 2)
        #expect(html.utf8.count < 400_000)
    }

    @Test("The list says how many inspections it leaves out")
    func leftOut() {
        #expect(SampleInspections.report(.en).html.contains("And 312 more, left out here."))
    }

    @Test("What is to be read stands out from what it stands on, by day and by night")
    func contrast() throws {
        func luminance(_ colour: String) throws -> Double {
            let value = try #require(UInt32(colour.dropFirst(), radix: 16))
            let parts = [16, 8, 0].map { shift -> Double in
                let part = Double(value >> UInt32(shift) & 0xFF) / 255
                // The gamma of sRGB, near enough for a bound.
                return part <= 0.040_45 ? part / 12.92 : Self.power((part + 0.055) / 1.055)
            }
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
        }
        func ratio(_ one: String, _ other: String) throws -> Double {
            let sorted = [try luminance(one), try luminance(other)].sorted()
            return (sorted[1] + 0.05) / (sorted[0] + 0.05)
        }
        #expect(abs(try ratio("#ffffff", "#000000") - 21) < 0.01)
        #expect(abs(try ratio("#ffffff", "#767676") - 4.54) < 0.01)
        for theme in [\(name: String, day: String, night: String).day, \.night] {
            let colours = Dictionary(
                uniqueKeysWithValues: ReportStyle.colours.map { ($0.name, $0[keyPath: theme]) })
            for ground in ["paper", "wash"] {
                let below = try #require(colours[ground])
                for text in ["ink", "muted", "accent"] {
                    #expect(try ratio(#require(colours[text]), below) >= 4.5, "\(text)")
                }
                for drawn in ChartColour.allCases.map(\.rawValue) {
                    #expect(try ratio(#require(colours[drawn]), below) >= 3, "\(drawn)")
                }
            }
        }
    }

    /// A number to the power of 2.4, by its square and the fifth root of its square.
    private static func power(_ base: Double) -> Double {
        let square = base * base
        var root = 1.0
        for _ in 0..<60 { root -= (root - square / (root * root * root * root)) / 5 }
        return square * root
    }
}
