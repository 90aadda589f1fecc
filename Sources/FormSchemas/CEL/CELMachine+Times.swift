extension CELMachine {
    /// A part of a moment in UTC or a time zone, or of a time span as a whole.
    func timeField(
        _ function: CELFunction, _ arguments: UnsafeMutablePointer<CELCell>, _ count: Int
    ) -> CELCell {
        let value = arguments[0]
        if value.kind == .duration, count == 1 { return spanField(function, value.time) }
        guard value.kind == .timestamp else { return .error(.noOverload) }
        var moment = value.time
        if count == 2 {
            guard arguments[1].kind == .string else { return .error(.noOverload) }
            guard let zone = CELZone(arguments[1].buffer) else { return .error(.zone) }
            guard let offset = zone.offset(at: moment.seconds) else { return .error(.zoneYears) }
            moment.seconds += offset
        }
        return momentField(function, moment)
    }

    private func momentField(_ function: CELFunction, _ moment: CELTime) -> CELCell {
        let days = CELTime.floorDivide(moment.seconds, 86_400)
        let second = moment.seconds - days * 86_400
        switch function {
        case .hours: return .int(second / 3_600)
        case .minutes: return .int(second / 60 % 60)
        case .seconds: return .int(second % 60)
        case .milliseconds: return .int(moment.nanoseconds / 1_000_000)
        default: break
        }
        guard let date = CivilDay(number: Int(days)) else { return .error(.timeRange) }
        switch function {
        case .fullYear: return .int(Int64(date.year))
        case .month: return .int(Int64(date.month - 1))
        case .date: return .int(Int64(date.day))
        case .dayOfMonth: return .int(Int64(date.day - 1))
        case .dayOfWeek: return .int(Int64(CivilDay.weekday(ofNumber: Int(days)) % 7))
        default:
            let first = CivilDay.number(year: date.year, month: 1, day: 1)
            return .int(days - Int64(first))
        }
    }

    private func spanField(_ function: CELFunction, _ span: CELTime) -> CELCell {
        // Toward zero, as everything that converts to whole numbers does.
        let isBorrowed = span.seconds < 0 && span.nanoseconds > 0
        let seconds = isBorrowed ? span.seconds + 1 : span.seconds
        let nanoseconds = isBorrowed ? span.nanoseconds - 1_000_000_000 : span.nanoseconds
        switch function {
        case .hours: return .int(seconds / 3_600)
        case .minutes: return .int(seconds / 60)
        case .seconds: return .int(seconds)
        case .milliseconds: return .int(nanoseconds / 1_000_000)
        default: return .error(.noOverload)
        }
    }
}
