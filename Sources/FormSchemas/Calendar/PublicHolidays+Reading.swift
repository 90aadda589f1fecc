extension PublicHolidays {
    private static let folder = "calendars/"

    /// Reads the calendars of a catalogue.
    ///
    /// - Parameter files: path → bytes, as for ``Catalogue``.
    /// - Returns: the calendars by the name of their country or Land.
    /// - Throws: ``CatalogueError`` with the first file that cannot be used.
    static func read(files: [String: [UInt8]]) throws(CatalogueError) -> [String: PublicHolidays] {
        let reader = CatalogueReader(files: files)
        var calendars: [String: PublicHolidays] = [:]
        for path in files.keys.sorted() where path.hasPrefix(folder) && path.hasSuffix(".json") {
            let root = try reader.document(path).root
            guard let name = root["calendar"]?.string, path == folder + name + ".json" else {
                throw CatalogueError(path: path, message: "calendar is not the name of the file")
            }
            guard let nodes = root["holidays"], nodes.kind == .array, nodes.count > 0 else {
                throw CatalogueError(path: path, message: "holidays are missing")
            }
            var holidays: [Holiday] = []
            for node in nodes.elements {
                guard let holiday = Holiday(node) else {
                    let number = holidays.count + 1
                    throw CatalogueError(path: path, message: "holiday \(number) is not one")
                }
                holidays.append(holiday)
            }
            calendars[name] = PublicHolidays(holidays: holidays)
        }
        return calendars
    }
}

extension PublicHolidays.Holiday {
    /// Reads `{"code", "name", "date": "MM-DD" or "easter": days}` with, where it applies, `from`
    /// and `until` (years), `every` (it is one in years that this divides) and `moved`
    /// `{"weekday": 1…7, "days"}`.
    ///
    /// - Returns: `nil` if something is missing or out of range.
    fileprivate init?(_ node: JSONNode) {
        guard let code = node["code"]?.string, let place = HolidayRule.Place(node) else {
            return nil
        }
        let first = node["from"] == nil ? 0 : node["from"]?.int
        let last = node["until"] == nil ? 9_999 : node["until"]?.int
        let every = node["every"] == nil ? 1 : node["every"]?.int
        guard let first, let last, let every, (0...9_999).contains(first),
            (first...9_999).contains(last), (1...100).contains(every)
        else { return nil }
        var move = HolidayRule.Move()
        if let moved = node["moved"] {
            guard let weekday = moved["weekday"]?.int, let days = moved["days"]?.int,
                (1...7).contains(weekday), (-6...6).contains(days)
            else { return nil }
            move = HolidayRule.Move(weekday: weekday, days: days)
        }
        self.code = code
        name = LocalizedText(node["name"])
        rule = HolidayRule(place: place, years: first...last, every: every, move: move)
        guard name.texts.count == Language.allCases.count else { return nil }
    }
}

extension HolidayRule.Place {
    fileprivate init?(_ node: JSONNode) {
        switch (node["date"], node["easter"]) {
        case (let date?, nil):
            let steps = date.string?.split(separator: "-").compactMap { Int($0) } ?? []
            // A year that is no leap year: a holiday on 29 February would be none in most years.
            guard steps.count == 2, CivilDay(year: 2001, month: steps[0], day: steps[1]) != nil
            else { return nil }
            self = .date(month: steps[0], day: steps[1])
        case (nil, let easter?):
            guard let days = easter.int, (-100...100).contains(days) else { return nil }
            self = .easter(days)
        default: return nil
        }
    }
}
