/// What inspections have found: in all, by period, by partner and by sector.
struct InspectionStatistics: Sendable {
    /// Into what the time is divided, as the database's function knows it.
    enum Period: String {
        case year = "YEAR"
        case quarter = "QUARTER"
        case month = "MONTH"
    }

    struct Finding: Hashable, Sendable {
        let kind: String
        let country: String
    }

    struct Sums: Sendable {
        var inspections: Int64 = 0
        var inspected: Int64 = 0
        var withInfringements: Int64 = 0
        var sites: Int64 = 0
        var entities: Int64 = 0
        var workers: Int64 = 0
        var victims: Int64 = 0
        var findings: [Finding: Int64] = [:]
        /// Hundredths by currency.
        var arrears: [String: Int64] = [:]

        fileprivate mutating func add(_ row: InspectionStatisticsRow) {
            switch (row.item, row.sums.first) {
            case ("finding", let count?):
                findings[Finding(kind: row.name, country: row.country), default: 0] += count
            case ("arrears", let cents?): arrears[row.name, default: 0] += cents
            case (_, _?) where row.sums.count == 7:
                inspections += row.sums[0]
                inspected += row.sums[1]
                withInfringements += row.sums[2]
                sites += row.sums[3]
                entities += row.sums[4]
                workers += row.sums[5]
                victims += row.sums[6]
            default: break
            }
        }
    }

    private(set) var count = 0
    private(set) var total = Sums()
    private(set) var periods: [String: Sums] = [:]
    private(set) var partners: [String: Sums] = [:]
    /// By section of NACE.
    private(set) var sectors: [String: Sums] = [:]

    init(_ rows: [InspectionStatisticsRow]) {
        for row in rows {
            switch row.part {
            case "all": count = Int(row.sums.first ?? 0)
            case "partner": partners[row.key, default: Sums()].add(row)
            default:
                // A cell is a period and a section: `2026-11 F`.
                let names = row.key.split(separator: " ", omittingEmptySubsequences: false)
                total.add(row)
                periods[String(names[0]), default: Sums()].add(row)
                sectors[names.count > 1 ? String(names[1]) : "", default: Sums()].add(row)
            }
        }
    }
}
