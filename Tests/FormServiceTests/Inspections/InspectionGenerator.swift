import FormSchemas
import Foundation
import Testing

@testable import FormDocument
@testable import FormService

/// Random inspections after the distribution of Benchmarks/inspections.json: the same number gives the
/// same inspection.
struct InspectionGenerator: Sendable {
    private struct Town: Decodable {
        let name, country, postcode: String
        let latitude, longitude, weight: Double
    }

    private struct Agency: Decodable {
        let code, country: String
        let weight: Double
    }

    private struct Names: Decodable {
        let first, second, third: [String]
        /// How many have a first word that is made of syllables, and these.
        let madeUp: Double
        let starts, middles, ends: [String]
        let forms: [String: [String]]
        let countries: [String: Double]
    }

    private struct Distribution: Decodable {
        let years: [String: Double]
        let months: [Double]
        let agencies: [Agency]
        let parties: [String: Double]
        let towns: [Town]
        let sites, types, sectors, areas, irregularities: [String: Double]
        let entitiesPerInspection: [String: Double]
        let entityShare, entitySkew: Double
        /// So many are inspected equally often, and more often than all others.
        let entitiesOnTop: Int
        let workers: [String: Double]
        let officersPerAgency: Int
        let pending, withInfringements, reported, victims, a1: Double
        let names: Names
    }

    /// A draw in proportion to weights, each in one look-up of its running sum.
    private struct Wheel<Value: Sendable>: Sendable {
        private let values: [Value]
        private let sums: [Double]

        init(_ weights: [(Value, Double)]) {
            values = weights.map(\.0)
            var sum = 0.0
            sums = weights.map { weight in
                sum += weight.1
                return sum
            }
        }

        func draw(_ random: inout SeededRandom) -> Value {
            let place = Double.random(in: 0..<(sums.last ?? 1), using: &random)
            return values[sums.firstIndex { place < $0 } ?? 0]
        }
    }

    private let distribution: Distribution
    private let entityCount: Int
    private let seed: UInt64
    private let agencies: Wheel<Agency>
    private let towns: Wheel<Town>
    private let years, parties, sites, types, sectors, areas, irregularities: Wheel<String>
    private let entitiesPerInspection, workers, entityCountries: Wheel<String>
    private let months: Wheel<Int>

    /// - Parameter count: of how many inspections the pool of undertakings is made.
    init(count: Int, seed: UInt64 = 1) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = try Data(contentsOf: root.appending(path: "Benchmarks/inspections.json"))
        distribution = try JSONDecoder().decode(Distribution.self, from: file)
        entityCount = max(20, Int(Double(count) * distribution.entityShare))
        self.seed = seed
        func wheel(_ weights: [String: Double]) -> Wheel<String> {
            Wheel(weights.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        }
        agencies = Wheel(distribution.agencies.map { ($0, $0.weight) })
        towns = Wheel(distribution.towns.map { ($0, $0.weight) })
        years = wheel(distribution.years)
        parties = wheel(distribution.parties)
        sites = wheel(distribution.sites)
        types = wheel(distribution.types)
        sectors = wheel(distribution.sectors)
        areas = wheel(distribution.areas)
        irregularities = wheel(distribution.irregularities)
        entitiesPerInspection = wheel(distribution.entitiesPerInspection)
        workers = wheel(distribution.workers)
        entityCountries = wheel(distribution.names.countries)
        months = Wheel(distribution.months.enumerated().map { ($0.offset + 1, $0.element) })
    }

    var agencyCodes: [String] { distribution.agencies.map(\.code) }

    /// The inspection of a number; numbers are leaves. Its time does not follow from it: use
    /// ``opened(_:of:)`` for an order like that of a log.
    func inspection(_ number: Int, opened: Timestamp) throws -> Inspection {
        var random = SeededRandom(seed: seed &* 0x9E37_79B9 &+ UInt64(number))
        var involved: [Agency] = []
        let wanted = Int(parties.draw(&random)) ?? 2
        while involved.count < wanted {
            let agency = agencies.draw(&random)
            if !involved.contains(where: { $0.code == agency.code }) { involved.append(agency) }
        }
        let sender = try #require(AgencyCode(involved[0].code))
        let id = SubmissionID.generate(at: opened)
        let form = DocumentIdentity(sender: sender, id: id)
        var inspection = Inspection(
            form: form, leafIndex: Int64(number), openedAt: opened, root: form,
            caseID: CaseID.generate(at: opened), lastLeaf: Int64(number), changedAt: opened)
        let isPending = chance(distribution.pending, &random)
        let from = opened.adding(
            hours: 24 * Int64.random(in: 10...60, using: &random)
                + Int64.random(in: 6...14, using: &random))
        inspection.from = from
        inspection.until = from.adding(hours: 10)
        inspection.type = types.draw(&random)
        inspection.areas = (0..<Int.random(in: 1...3, using: &random))
            .map { _ in areas.draw(&random) }.distinct()
        inspection.sector = sectors.draw(&random)
        inspection.sectorEdition = "2.1"
        inspection.suspected = (0..<Int.random(in: 1...2, using: &random))
            .map { _ in irregularities.draw(&random) }.distinct()
        inspection.lead = involved[0].code
        inspection.parties = involved.map {
            Inspection.Party(agency: $0.code, role: "HOST", decision: nil)
        }
        let count = Int(sites.draw(&random)) ?? 1
        for place in 1...count {
            inspection.sites.append(
                site("S\(place)", of: involved, from: from, isPending: isPending, &random))
        }
        inspection.countries = inspection.sites.map(\.place.country).distinct()
        for _ in 0..<(Int(entitiesPerInspection.draw(&random)) ?? 1) {
            let found = entity(using: &random)
            if !inspection.entities.contains(where: { $0.name == found.name }) {
                inspection.entities.append(found)
            }
        }
        inspection.title =
            "\(inspection.entities.first?.name ?? "") in \(inspection.sites[0].place.city ?? "")"
        for agency in involved {
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let number = Int.random(in: 1...distribution.officersPerAgency, using: &random)
                inspection.officers.append(
                    Inspection.Officer(
                        agency: agency.code, serviceNumber: "\(10_000 + number)",
                        role: "INSPECTOR",
                        sites: inspection.sites.filter { _ in chance(0.6, &random) }.map(\.id)))
            }
        }
        addResults(to: &inspection, isPending: isPending, &random)
        return inspection
    }

    private func addResults(
        to inspection: inout Inspection, isPending: Bool, _ random: inout SeededRandom
    ) {
        guard !isPending else {
            inspection.state = chance(0.7, &random) ? "PLANNED" : "OPEN"
            return
        }
        inspection.siteCount = inspection.sites.count
        inspection.entityCount = inspection.entities.count
        inspection.workerCount =
            (Int(workers.draw(&random)) ?? 0) + Int.random(in: 0...4, using: &random)
        if chance(distribution.a1, &random) {
            inspection.a1Serials = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                "A1-\(Int.random(in: 0..<40_000_000, using: &random))"
            }
        }
        inspection.isReported = chance(distribution.reported, &random)
        inspection.state =
            inspection.isReported
            ? ["REPORTED", "FOLLOWED_UP", "CLOSED"].randomElement(using: &random) : "INSPECTED"
        guard chance(distribution.withInfringements, &random) else { return }
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let finding = Inspection.Finding(
                kind: irregularities.draw(&random),
                country: inspection.sites.randomElement(using: &random)?.place.country ?? "BE",
                count: Int.random(in: 1...6, using: &random))
            if !inspection.findings.contains(where: {
                $0.kind == finding.kind && $0.country == finding.country
            }) {
                inspection.findings.append(finding)
            }
        }
        guard inspection.isReported else { return }
        if chance(distribution.victims, &random) {
            inspection.victims = Int.random(in: 1...4, using: &random)
        }
        inspection.arrears = [
            Inspection.Sum(
                kind: "WAGES", country: "",
                cents: Int64.random(in: 10_000...9_000_000, using: &random),
                currency: "EUR")
        ]
    }

    private func site(
        _ id: String, of involved: [Agency], from: Timestamp, isPending: Bool,
        _ random: inout SeededRandom
    ) -> Inspection.Site {
        var town = towns.draw(&random)
        // Where one of the parties inspects at home.
        for _ in 0..<8 where !involved.contains(where: { $0.country == town.country }) {
            town = towns.draw(&random)
        }
        var site = Inspection.Site(id: id)
        site.place.name = "Site \(Int.random(in: 1...9_999, using: &random))"
        site.place.country = town.country
        site.place.city = town.name
        site.place.postcode = town.postcode
        site.place.street = "Street \(Int.random(in: 1...20_000, using: &random))"
        site.place.latitude = rounded(town.latitude + .random(in: -0.08...0.08, using: &random))
        site.place.longitude = rounded(town.longitude + .random(in: -0.12...0.12, using: &random))
        site.host = (involved.first { $0.country == town.country } ?? involved[0]).code
        site.guests = involved.map(\.code).filter { $0 != site.host }
        let start = from.adding(hours: Int64.random(in: 0...6, using: &random))
        site.from = start
        site.until = start.adding(hours: Int64.random(in: 2...4, using: &random))
        if !isPending { site.access = "GRANTED" }
        return site
    }

    private func rounded(_ degrees: Double) -> Double { (degrees * 10_000).rounded() / 10_000 }

    /// An undertaking of the pool: a few of them are met again and again.
    private func entity(using random: inout SeededRandom) -> Inspection.Entity {
        let place = pow(Double.random(in: 0..<1, using: &random), distribution.entitySkew * 2)
        var number = Int(place * Double(entityCount))
        if number < distribution.entitiesOnTop {
            number = Int.random(in: 0..<distribution.entitiesOnTop, using: &random)
        }
        var own = SeededRandom(seed: 0xABCD &+ UInt64(number))
        let country = entityCountries.draw(&own)
        let names = distribution.names
        func word(_ words: [String]) -> String { words.randomElement(using: &own) ?? "" }
        let family =
            chance(names.madeUp, &own)
            ? word(names.starts) + word(names.middles) + word(names.ends) : word(names.first)
        let name = [
            family, word(names.second), word(names.third), word(names.forms[country] ?? [""]),
        ].filter { !$0.isEmpty }.joined(separator: " ")
        return Inspection.Entity(
            name: name, country: country, roles: ["EMPLOYER"],
            numbers: [
                Inspection.Number(type: "VAT", value: "\(country)\(100_000_000 + number)")
            ])
    }

    private func chance(_ probability: Double, _ random: inout SeededRandom) -> Bool {
        Double.random(in: 0..<1, using: &random) < probability
    }

    /// When so many inspections were opened, in order.
    func openings(_ count: Int) -> [Timestamp] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in
            let year = years.draw(&random)
            let month = months.draw(&random)
            let day = Int.random(in: 1...28, using: &random)
            let second = Int.random(in: 0..<86_400, using: &random)
            let start = Timestamp("\(year)-\(month < 10 ? "0" : "")\(month)-01T00:00:00Z")
            return (start ?? .now()).adding(hours: Int64(24 * (day - 1)))
                .adding(microseconds: Int64(second) * 1_000_000)
        }.sorted()
    }
}

extension Timestamp {
    fileprivate func adding(hours: Int64) -> Timestamp {
        adding(microseconds: hours * 3_600_000_000)
    }

    fileprivate func adding(microseconds: Int64) -> Timestamp {
        Timestamp(microseconds: self.microseconds + microseconds)
    }
}
