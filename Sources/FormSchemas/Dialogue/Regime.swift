/// The times within which forms are to be acknowledged and answered.
///
/// Read from catalogue/regimes; moments are seconds since 1970.
public struct Regime: Sendable {
    /// A length of time.
    public enum Span: Hashable, Sendable {
        case hours(Int)
        /// Whole days, the last of them to its end.
        case days(Int)
        case workingDays(Int)
        case months(Int)

        static let amountMax = 1_000
    }

    public let name: String
    public let label: LocalizedText
    public let source: String
    /// The times to acknowledge a form, by urgency.
    public let acknowledge: [String: Span]
    /// The times to answer it, by urgency.
    public let reply: [String: Span]

    /// The urgency whose times count where another one has none.
    public static let usual = "ROUTINE"

    /// Until when a form is to be acknowledged; `nil` if the regime does not say.
    ///
    /// - Parameters:
    ///   - moment: from when the time runs.
    ///   - urgency: the header's.
    ///   - agency: the code of the agency that owes it, whose state's working days count.
    public func acknowledgement(from moment: Int64, urgency: String, by agency: String) -> Int64? {
        (acknowledge[urgency] ?? acknowledge[Self.usual])?.end(from: moment, for: agency)
    }

    /// Until when a form is to be answered; `nil` if the regime does not say.
    public func answer(from moment: Int64, urgency: String, by agency: String) -> Int64? {
        (reply[urgency] ?? reply[Self.usual])?.end(from: moment, for: agency)
    }
}

extension Regime.Span {
    /// The end of the time; `nil` where no calendar reaches.
    func end(from moment: Int64, for agency: String) -> Int64? {
        if case .hours(let count) = self { return moment + Int64(count) * 3_600 }
        guard let offset = CELZone.centralEuropean.offset(at: moment),
            let today = CivilDay(number: Int(CELTime.floorDivide(moment + offset, 86_400)))
        else { return nil }
        let last: CivilDay?
        switch self {
        case .hours: last = nil
        case .days(let count): last = CivilDay(number: today.number + count)
        case .months(let count): last = today.adding(months: count)
        case .workingDays(let count):
            let day = PublicHolidays.ofAgency(agency).addingWorkingDays(
                count, to: (today.year, today.month, today.day))
            last = day.flatMap { CivilDay(year: $0.year, month: $0.month, day: $0.day) }
        }
        guard let last else { return nil }
        // Its last second, by the clock on the wall.
        let local = Int64(last.number + 1) * 86_400 - 1
        guard let guess = CELZone.centralEuropean.offset(at: local - offset),
            let final = CELZone.centralEuropean.offset(at: local - guess)
        else { return nil }
        return local - final
    }
}

extension PublicHolidays {
    /// The calendar by which an agency works: its state's, or one without public holidays.
    static func ofAgency(_ agency: String) -> PublicHolidays {
        let groups = agency.split(separator: "-")
        let part = groups.prefix(2).joined(separator: "-")
        return PublicHolidays(country: part) ?? PublicHolidays(country: String(groups.first ?? ""))
            ?? PublicHolidays(holidays: [])
    }
}

extension CivilDay {
    /// The same day of a later month, or that month's last.
    func adding(months: Int) -> CivilDay? {
        let total = year * 12 + month - 1 + months
        let (year, month) = (total / 12, total % 12 + 1)
        return CivilDay(
            year: year, month: month, day: min(day, Self.days(ofMonth: month, year: year)))
    }
}

// MARK: - Reading

extension Regime {
    init(_ node: JSONNode, path: String) throws(CatalogueError) {
        guard let name = node["regime"]?.string, path == "regimes/\(name).json" else {
            throw CatalogueError(path: path, message: "the regime is not called like its file")
        }
        self.name = name
        label = LocalizedText(node["label"])
        source = node["source"]?.string ?? ""
        guard label.texts.count == Language.allCases.count, !source.isEmpty else {
            throw CatalogueError(path: path, message: "a label or the source is missing")
        }
        acknowledge = try Self.spans(node["acknowledge"], path)
        reply = try Self.spans(node["reply"], path)
    }

    private static func spans(
        _ node: JSONNode?, _ path: String
    ) throws(CatalogueError) -> [String: Span] {
        var spans: [String: Span] = [:]
        for (urgency, value) in node?.members.map({ $0 }) ?? [] {
            guard value.count == 1, let member = value.members.first(where: { _ in true }),
                let amount = member.value.int, (0...Span.amountMax).contains(amount),
                let span = Span(amount, member.name)
            else {
                throw CatalogueError(
                    path: path,
                    message: "\(urgency): a time is a number of hours, days, working_days or months"
                )
            }
            spans[urgency] = span
        }
        return spans
    }
}

extension Regime.Span {
    fileprivate init?(_ amount: Int, _ unit: String) {
        switch unit {
        case "hours": self = .hours(amount)
        case "days": self = .days(amount)
        case "working_days": self = .workingDays(amount)
        case "months": self = .months(amount)
        default: return nil
        }
    }
}
