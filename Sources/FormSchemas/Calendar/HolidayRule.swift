/// When one public holiday is: on a date or a number of days from Easter, in some years.
struct HolidayRule: Sendable {
    enum Place {
        case date(month: Int, day: Int)
        /// Days after Easter Sunday, before it if negative.
        case easter(Int)
    }

    /// What happens in a year in which the holiday would fall on this weekday.
    struct Move {
        /// 1 for Monday to 7 for Sunday; 0 never.
        var weekday = 0
        var days = 0
    }

    let place: Place
    let years: ClosedRange<Int>
    /// It is one only in years that this divides.
    let every: Int
    let move: Move

    /// The holiday's day in a year, as a number of days since 1 January 1970.
    ///
    /// - Parameter easter: Easter Sunday of that year.
    /// - Returns: `nil` if the year has it not.
    /// - Cost: a few nanoseconds.
    func number(in year: Int, easter: Int) -> Int? {
        guard years.contains(year), every == 1 || year % every == 0 else { return nil }
        let number =
            switch place {
            case .date(let month, let day): CivilDay.number(year: year, month: month, day: day)
            case .easter(let days): easter + days
            }
        guard move.weekday != 0 else { return number }
        return CivilDay.weekday(ofNumber: number) == move.weekday ? number + move.days : number
    }
}
