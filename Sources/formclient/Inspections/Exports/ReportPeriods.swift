import FormProtocol
import FormSchemas

/// Results over time, without gaps: the exchange leaves out periods in which there is nothing, a
/// drawing of time must not.
///
/// Where there are too many periods for a drawing, several become one: months become quarters,
/// quarters years. Of years the last ones stay.
struct ReportPeriods: Sendable {
    struct Period: Sendable, Equatable {
        /// `Nov`, `Q4` or `2026`.
        let label: String
        let year: Int
        var results = InspectionResults()

        /// The period alone: `Nov 2026`.
        var title: String { label == "\(year)" ? label : "\(label) \(year)" }
    }

    private(set) var periods: [Period] = []

    static let countMax = 36

    init(_ groups: [WireInspectionGroup], _ language: Language) {
        let known = groups.compactMap { group in
            Span(group.key).map { (span: $0, results: InspectionResults(group.sums)) }
        }
        guard let first = known.map(\.span.firstMonth).min(),
            let last = known.map(\.span.firstMonth).max(),
            let shortest = known.map(\.span.months).min()
        else { return }
        let lengths = [1, 3, 12].filter { $0 >= shortest }
        let months =
            lengths.first { last / $0 - first / $0 < Self.countMax } ?? 12
        let end = last / months
        let begin = max(first / months, end - Self.countMax + 1)
        periods = (begin...end).map { Span(number: $0, months: months).period(language) }
        for (span, results) in known where span.firstMonth / months >= begin {
            periods[span.firstMonth / months - begin].results += results
        }
    }

    /// A year, quarter or month.
    private struct Span {
        /// Counted from January of the year 0.
        let firstMonth: Int
        let months: Int

        init(number: Int, months: Int) {
            firstMonth = number * months
            self.months = months
        }

        /// Reads `2026`, `2026-Q4` or `2026-11`; `nil` for others.
        init?(_ key: String) {
            let parts = key.split(separator: "-", omittingEmptySubsequences: false)
            guard let year = Int(parts[0]), (0...9_999).contains(year) else { return nil }
            switch parts.dropFirst().first {
            case nil: self.init(number: year, months: 12)
            case let part? where part.hasPrefix("Q"):
                guard let quarter = Int(part.dropFirst()), (1...4).contains(quarter) else {
                    return nil
                }
                self.init(number: year * 4 + quarter - 1, months: 3)
            case let part?:
                guard let month = Int(part), (1...12).contains(month) else { return nil }
                self.init(number: year * 12 + month - 1, months: 1)
            }
        }

        func period(_ language: Language) -> Period {
            let (year, month) = (firstMonth / 12, firstMonth % 12)
            let label =
                switch months {
                case 1: LocalTime.month(month, in: language)
                case 3: Phrase.quarter(month / 3 + 1)[language]
                default: "\(year)"
                }
            return Period(label: label, year: year)
        }
    }
}
