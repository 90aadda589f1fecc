import FormProtocol
import FormSchemas

/// Statistics of inspections: sums, then small bar charts.
struct StatisticsView {
    private let statistics: WireStatisticsResponse
    private let language: Language
    /// How many bars a chart has at most.
    private static let barsMax = 24

    init(_ statistics: WireStatisticsResponse, _ language: Language) {
        self.statistics = statistics
        self.language = language
    }

    func lines(columns: Int, style: TextStyle = .plain) -> [String] {
        let total = statistics.total
        var lines = [
            Phrase.inspectionsCounted(
                total.inspections, inspected: total.inspected,
                withInfringements: total.withInfringements)[language],
            Phrase.met(
                sites: total.sites, entities: total.entities, workers: total.workers,
                victims: total.victims)[language],
        ]
        if !total.arrears.isEmpty {
            let sums = total.arrears.map {
                "\(amount($0.cents)) \($0.currency)"
            }
            lines.append(Phrase.arrearsEstimated(sums)[language])
        }
        lines = lines.flatMap { $0.wrapped(to: max(30, columns)) }
        func chart(_ title: Phrase, _ bars: [Bar], newestLast: Bool = false) {
            guard !bars.isEmpty else { return }
            let shown =
                newestLast ? Array(bars.suffix(Self.barsMax)) : Array(bars.prefix(Self.barsMax))
            lines += ["", style.emphasised(title[language])]
            lines += BarChart(shown, language).lines(columns: columns)
            if shown.count < bars.count {
                lines.append("  " + Phrase.more(bars.count - shown.count)[language])
            }
        }
        chart(.byPeriod, statistics.periods.map(bar), newestLast: true)
        chart(
            .byInfringement,
            total.findings.map { finding in
                let label = FormLibrary.label(of: finding.kind, in: "irregularity", language)
                return Bar(label: "\(label) (\(finding.country))", count: Int64(finding.count))
            })
        chart(.byPartner, statistics.partners.map(bar))
        chart(
            .bySector,
            statistics.sectors.map { group in
                let label = FormLibrary.label(of: group.key, in: "nace", language)
                return Bar(
                    label: group.key.isEmpty
                        ? Phrase.sectorUnknown[language] : "\(group.key)  \(label)",
                    count: Int64(group.sums.inspections))
            })
        return lines
    }

    private func bar(_ group: WireInspectionGroup) -> Bar {
        Bar(label: group.key, count: Int64(group.sums.inspections))
    }

    /// Whole units: the reader of a chart needs no hundredths.
    private func amount(_ cents: Int64) -> String {
        cents < 0 ? "-" + amount(-cents) : (cents / 100).grouped(in: language)
    }

    /// A line for each group, and for each kind of infringement and currency in it.
    var tabSeparated: [String] {
        let groups =
            [("total", "", statistics.total)]
            + statistics.periods.map { ("period", $0.key, $0.sums) }
            + statistics.partners.map { ("partner", $0.key, $0.sums) }
            + statistics.sectors.map { ("sector", $0.key, $0.sums) }
        return groups.flatMap { group, key, sums -> [String] in
            let counts = [
                sums.inspections, sums.inspected, sums.withInfringements, sums.sites,
                sums.entities, sums.workers, sums.victims,
            ]
            let rows =
                [[group, key] + counts.map { "\($0)" }]
                + sums.findings.map {
                    ["\(group)-finding", key, $0.kind, $0.country, "\($0.count)"]
                }
                + sums.arrears.map {
                    ["\(group)-arrears", key, $0.currency, WireInspectionSummary.euros($0.cents)]
                }
            return rows.map { $0.map(Table.oneLine).joined(separator: "\t") }
        }
    }
}

/// A value with its name.
struct Bar: Equatable {
    let label: String
    let count: Int64
}

/// Bars beside their names, the longest as wide as there is room.
struct BarChart {
    private let bars: [Bar]
    private let language: Language

    private static let labelWidthMax = 40
    private static let barWidthMin = 8

    init(_ bars: [Bar], _ language: Language) {
        self.bars = bars
        self.language = language
    }

    func lines(columns: Int) -> [String] {
        let labels = bars.map { Table.oneLine($0.label) }
        let counts = bars.map { $0.count.grouped(in: language) }
        let countWidth = counts.map(\.displayWidth).max() ?? 0
        let width = min(
            labels.map(\.displayWidth).max() ?? 0, Self.labelWidthMax,
            max(8, columns - countWidth - 6 - Self.barWidthMin))
        let room = max(1, columns - width - countWidth - 6)
        let most = max(1, bars.map(\.count).max() ?? 1)
        return bars.indices.map { place in
            let label = labels[place]
            let shown = label.displayWidth <= width ? label : label.shortened(to: width)
            let count = String(repeating: " ", count: countWidth - counts[place].displayWidth)
            return "  \(shown.padded(to: width))  \(count)\(counts[place]) "
                + Self.bar(bars[place].count, of: most, columns: room)
        }
    }

    /// Blocks in eighths of a column; something for anything above nothing.
    private static func bar(_ count: Int64, of most: Int64, columns: Int) -> String {
        guard count > 0 else { return "" }
        let eighths = max(1, Int(Double(count) / Double(most) * Double(columns * 8)))
        let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
        return String(repeating: "█", count: eighths / 8) + rest
    }
}
