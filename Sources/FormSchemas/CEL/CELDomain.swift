/// What the functions of the exchange's own domain rest on.
enum CELDomain {
    /// The calendar of a country or a part of one; `nil` for an unknown one.
    static func holidays(_ country: UnsafeBufferPointer<UInt8>) -> PublicHolidays? {
        guard country.count <= 8 else { return nil }
        return PublicHolidays(country: String(decoding: country, as: UTF8.self))
    }
}

extension CELMachine {
    mutating func domain(
        _ function: CELFunction, _ arguments: UnsafeMutablePointer<CELCell>, _ count: Int
    ) -> CELCell {
        switch function {
        case .distance: return distance(arguments, count)
        case .normalized:
            guard arguments[0].kind == .string else { return .error(.noOverload) }
            return normalized(arguments[0])
        case .mentionsName:
            guard arguments[0].kind == .string, arguments[1].kind == .string else {
                return .error(.noOverload)
            }
            return mentionsName(arguments[0], arguments[1])
        case .isIdentifier:
            // The compiler has found the type.
            guard arguments[0].kind == .string, arguments[1].kind == .int else {
                return .error(.noOverload)
            }
            let type = IdentifierType.all[Int(arguments[1].int)]
            return .bool(type.accepts(arguments[0].bytes, arguments[0].size))
        default: return workingDays(function, arguments, count)
        }
    }

    // MARK: - Names

    /// The text as it is compared with others; plain ASCII is written where it will stay.
    private mutating func normalized(_ text: CELCell) -> CELCell {
        steps &+= text.size / 4
        guard let target = arena.allocate(UInt8.self, text.size) else { return .error(.memory) }
        var count = 0
        var isSeparated = false
        for byte in text.buffer {
            if byte >= 0x80 {
                return NormalizedText.of(text.buffer).withUnsafeBufferPointer { made($0) }
            }
            let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
            guard lower >= 0x61 && lower <= 0x7A || lower >= 0x30 && lower <= 0x39 else {
                isSeparated = count > 0
                continue
            }
            if isSeparated {
                target[count] = 0x20
                count &+= 1
                isSeparated = false
            }
            target[count] = lower
            count &+= 1
        }
        return .text(target, count)
    }

    private mutating func mentionsName(_ text: CELCell, _ name: CELCell) -> CELCell {
        let text = normalized(text)
        let name = normalized(name)
        guard text.kind == .string, name.kind == .string else { return .error(.memory) }
        steps &+= text.size &* (1 &+ name.size / 16)
        guard steps <= stepsMax else { return .error(.steps) }
        return .bool(NameMention.holds(text.buffer, name.buffer))
    }

    // MARK: - Days

    /// The day of a moment is that of the clocks of the country.
    private mutating func workingDays(
        _ function: CELFunction, _ arguments: UnsafeMutablePointer<CELCell>, _ count: Int
    ) -> CELCell {
        guard arguments[0].kind == .timestamp, arguments[count - 1].kind == .string,
            count == 2 || arguments[1].kind == .int
        else { return .error(.noOverload) }
        guard let holidays = CELDomain.holidays(arguments[count - 1].buffer) else {
            return .error(.country)
        }
        let moment = arguments[0].time
        guard let offset = CELZone.centralEuropean.offset(at: moment.seconds) else {
            return .error(.zoneYears)
        }
        let local = moment.seconds + offset
        let number = CELTime.floorDivide(local, 86_400)
        guard let day = CivilDay(number: Int(number)) else { return .error(.timeRange) }
        switch function {
        case .isWorkingDay:
            return .bool(holidays.isWorkingDay(year: day.year, month: day.month, day: day.day))
        case .isPublicHoliday:
            return .bool(holidays.isHoliday(year: day.year, month: day.month, day: day.day))
        default: return adding(arguments[1].int, to: day, holidays, arguments[0].time, offset)
        }
    }

    /// The same time of the day `count` working days later.
    private mutating func adding(
        _ count: Int64, to day: CivilDay, _ holidays: PublicHolidays, _ moment: CELTime,
        _ offset: Int64
    ) -> CELCell {
        let most = Int64(PublicHolidays.addedDaysMax)
        guard count >= -most, count <= most else { return .error(.rounds) }
        steps &+= 20 * abs(Int(count))
        if steps > stepsMax { return .error(.steps) }
        guard
            let found = holidays.addingWorkingDays(
                Int(count), to: (day.year, day.month, day.day))
        else { return .error(.timeRange) }
        let days = CivilDay.number(year: found.year, month: found.month, day: found.day)
        let local = moment.seconds + offset + Int64(days - day.number) * 86_400
        // The clock may have changed in between; the guess is off by an hour at most.
        let zone = CELZone.centralEuropean
        guard let guess = zone.offset(at: local - offset),
            let final = zone.offset(at: local - guess)
        else { return .error(.zoneYears) }
        let result = CELTime(seconds: local - final, nanoseconds: moment.nanoseconds)
        guard CELTime.momentSeconds.contains(result.seconds) else { return .error(.timeRange) }
        return .time(.timestamp, result)
    }

    // MARK: - Places

    /// The distance of two points given as four numbers of degrees, or as two maps with `lat` and
    /// `lon`; latitudes from −90 to 90, longitudes from −180 to 180.
    private mutating func distance(
        _ arguments: UnsafeMutablePointer<CELCell>, _ count: Int
    ) -> CELCell {
        var degrees: [Double] = []
        for index in 0..<count {
            if count == 4 {
                guard let value = degree(arguments[index]) else { return .error(.noOverload) }
                degrees.append(value)
                continue
            }
            guard arguments[index].kind == .map else { return .error(.noOverload) }
            for name in ["lat", "lon"] as [StaticString] {
                let key = CELCell.text(name.utf8Start, name.utf8CodeUnitCount)
                guard let member = entry(of: arguments[index], key) else {
                    return .error(.noSuchKey)
                }
                guard let value = degree(member) else { return .error(.noOverload) }
                degrees.append(value)
            }
        }
        // Written so that what is not a number is outside, too.
        let isOnEarth =
            abs(degrees[0]) <= 90 && abs(degrees[2]) <= 90 && abs(degrees[1]) <= 180
            && abs(degrees[3]) <= 180
        guard isOnEarth else { return .error(.coordinates) }
        return .double(GreatCircle.metres(degrees[0], degrees[1], degrees[2], degrees[3]))
    }

    private func degree(_ cell: CELCell) -> Double? {
        switch cell.kind {
        case .int: Double(cell.int)
        case .double: cell.double
        default: nil
        }
    }
}
