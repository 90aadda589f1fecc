import FormDocument
import FormProtocol
import FormSchemas
import SwiftProtobuf

@testable import formclient

/// Inspections as an agency of the region might see them, made up; the same ones in each run.
enum SampleInspections {
    /// 6 November 2026, 13:05 UTC.
    static let now = Timestamp(microseconds: 1_793_970_300_000_000)

    static let heading = InspectionReport.Heading(
        agency: "BE-SIOD", officer: "SIOD-2041", reason: "Benelux working party, autumn 2026",
        filters: "country BE, NL, DE; from 2025-11-01; to 2026-12-31", madeAt: now)

    static func report(_ language: Language) -> InspectionReport {
        InspectionReport(
            heading, statistics, inspections: inspections, visits: visits, in: language)
    }

    static func moment(days: Int64, hours: Int64 = 0) -> Google_Protobuf_Timestamp {
        .init(
            Timestamp(
                microseconds: now.microseconds + (days * 86_400 + hours * 3_600) * 1_000_000))
    }

    static func id(_ number: Int) -> String {
        "0190f3\(String(number + 16, radix: 16))-7a10-7000-8000-000000000000"
    }

    // MARK: Visits

    private static let sites: [(place: String, country: String, latitude: Double, Double)] = [
        ("Antwerpen", "BE", 51.262, 4.371), ("Horst", "NL", 51.454, 6.052),
        ("Coesfeld", "DE", 51.944, 7.168), ("Liège", "BE", 50.645, 5.573),
        ("Venlo", "NL", 51.370, 6.172), ("Esch-sur-Alzette", "LU", 49.496, 5.981),
        ("Genk", "BE", 50.965, 5.502), ("Rotterdam", "NL", 51.905, 4.466),
        ("Kleve", "DE", 51.788, 6.138), ("Lommel", "BE", 51.230, 5.313),
        ("Mol", "BE", 51.191, 5.116), ("Zeebrugge", "BE", 51.330, 3.207),
        ("Roosendaal", "NL", 51.531, 4.465), ("Bitburg", "DE", 49.967, 6.527),
    ]

    static let visits: [WireInspectionVisit] = (0..<46).map { number in
        // A few places again and again, others once.
        let site = sites[[number % 14, number % 5, number % 3][number % 3]]
        return .with {
            $0.inspection = .with {
                $0.sender = ["BE-SIOD", "NL-LA", "DE-NW-FKS", "LU-ITM"][number % 4]
                $0.id = id(number / 2)
            }
            $0.title = titles[number / 2 % titles.count]
            $0.state = number < 30 ? "PLANNED" : "REQUESTED"
            $0.type = number.isMultiple(of: 3) ? "CONCERTED" : "JOINT"
            $0.site = "S\(number % 2 + 1)"
            $0.place = site.place
            $0.country = site.country
            if number % 11 != 10 {
                $0.latitude = site.latitude + Double(number % 4) * 0.004
                $0.longitude = site.3 - Double(number % 5) * 0.006
            }
            $0.host = ["BE": "BE-TSW", "NL": "NL-LA", "DE": "DE-NW-FKS"][site.country] ?? "LU-ITM"
            $0.guests = Array(["NL-LA", "BE-RSZ", "EU-ELA"].prefix(1 + number % 3))
            $0.officers = ["NL-LA NLA\(20_417 + number)"]
            $0.from = moment(days: Int64(number * 2 + 3), hours: -7)
            $0.until = moment(days: Int64(number * 2 + 3), hours: -2)
            $0.cancelled = number % 9 == 4
            $0.revision = UInt64(1_000 + number)
        }
    }

    // MARK: Inspections

    private static let titles = [
        "Leiharbeit in der Fleischzerlegung im Grenzgebiet",
        "Détachement sur le chantier de la ligne 3",
        "Huisvesting van seizoenarbeiders in de fruitteelt",
        "Cabotage and posting on the E34", "Schijnzelfstandigheid bij pakketbezorgers",
        "Untervermietung von Wohnraum an Entsandte", "Sous-traitance en cascade dans l'éolien",
    ]

    private static let kinds = [
        "POSTING_NOT_DECLARED", "A1_MISSING", "UNDECLARED_WORK", "HOUSING", "WAGE_UNDERPAID",
        "FALSE_SELF_EMPLOYMENT", "A1_INVALID", "WORKING_TIME", "SAFETY",
    ]

    static let inspections: [WireInspectionSummary] = (0..<124).map { number in
        let isReported = number >= 24
        return .with {
            $0.form = .with {
                $0.sender = ["BE-SIOD", "NL-LA", "DE-NW-FKS", "LU-ITM"][number % 4]
                $0.id = id(number)
            }
            $0.caseID = "0190f3c2-7a10-7000-8000-00000000ffff"
            $0.title = titles[number % titles.count]
            $0.state = isReported ? (number % 5 == 0 ? "CLOSED" : "REPORTED") : "PLANNED"
            $0.type = number.isMultiple(of: 3) ? "CONCERTED" : "JOINT"
            $0.sector = ["41.20", "10.11", "49.41", "01.24", "53.20"][number % 5]
            $0.openedAt = moment(days: Int64(-40 - number * 3))
            $0.changedAt = moment(days: Int64(-number * 3))
            if number % 13 != 0 {
                $0.from = moment(days: Int64(40 - number * 3))
                $0.until = moment(days: Int64(40 - number * 3 + number % 3))
            }
            $0.places = [sites[number % 14].place, sites[(number * 5 + 3) % 14].place]
            $0.entities = ["Kasteel Bouw BV", "Fleischzerlegung Nord GmbH"]
            $0.parties = ["BE-SIOD", "BE-TSW", "NL-LA", "DE-NW-FKS"]
            $0.siteCount = 2
            $0.entityCount = UInt32(1 + number % 4)
            guard isReported else { return }
            $0.workerCount = UInt32(12 + number * 7 % 90)
            $0.victimCount = number % 17 == 0 ? 3 : 0
            $0.arrearsCents = number % 3 == 0 ? 0 : Int64(number * 730_457 % 19_000_000)
            guard number % 3 != 0 else { return }
            $0.findings = (0...(number % 3)).map { place in
                .with {
                    $0.kind = kinds[(number + place * 4) % kinds.count]
                    $0.country = ["BE", "NL", "DE", "BE", "LU"][(number + place) % 5]
                    $0.count = UInt32(1 + (number * 5 + place * 3) % 14)
                }
            }
        }
    }

    // MARK: Statistics

    /// What the exchange would count: more than the list has.
    static let statistics: WireStatisticsResponse = .with {
        $0.total = sums(412, 331, 214, workers: 7_384, victims: 19)
        $0.total.findings = kinds.enumerated().flatMap { place, kind in
            ["BE", "NL", "DE", "LU", "FR", "PL", "RO"].enumerated().compactMap { column, country in
                let count = (148 - place * 15) / (column + 1) - column * (place % 3) * 4
                return count > 3
                    ? .with {
                        $0.kind = kind
                        $0.country = country
                        $0.count = UInt32(count)
                    } : nil
            }
        }
        $0.total.arrears = [
            .with {
                $0.currency = "EUR"
                $0.cents = 1_184_230_650
            },
            .with {
                $0.currency = "PLN"
                $0.cents = 41_250_000
            },
        ]
        let months = [31, 12, 18, 22, 37, 41, 28, 34, 46, 0, 29, 52, 39, 23]
        $0.periods = months.enumerated().compactMap { place, count in
            guard count > 0 else { return nil }
            let month = (10 + place) % 12 + 1
            let key = "\(place < 2 ? 2025 : 2026)-\(month < 10 ? "0" : "")\(month)"
            let inspected = place < 10 ? count - place % 3 : max(0, count - (place - 9) * 14)
            return group(key, sums(count, inspected, inspected * 5 / 8, workers: count * 18))
        }
        $0.partners = [
            ("NL-LA", 188), ("DE-NW-FKS", 141), ("BE-TSW", 127), ("LU-ITM", 64), ("EU-ELA", 52),
            ("BE-RSZ", 41), ("FR-DGT", 9),
        ].map { group($0, sums($1, $1 * 4 / 5, $1 / 2, workers: $1 * 17)) }
        $0.sectors = [
            ("F", 163), ("C", 88), ("H", 71), ("A", 38), ("I", 21), ("N", 17), ("Q", 8), ("", 6),
        ].map { group($0, sums($1, $1 * 4 / 5, $1 / 2, workers: $1 * 19)) }
    }

    private static func group(_ key: String, _ sums: WireInspectionSums) -> WireInspectionGroup {
        .with {
            $0.key = key
            $0.sums = sums
        }
    }

    private static func sums(
        _ inspections: Int, _ inspected: Int, _ withInfringements: Int, workers: Int,
        victims: Int = 0
    ) -> WireInspectionSums {
        .with {
            $0.inspections = UInt32(inspections)
            $0.inspected = UInt32(inspected)
            $0.withInfringements = UInt32(withInfringements)
            $0.sites = UInt32(inspections * 2)
            $0.entities = UInt32(inspections + inspections / 3)
            $0.workers = UInt32(workers)
            $0.victims = UInt32(victims)
        }
    }
}
