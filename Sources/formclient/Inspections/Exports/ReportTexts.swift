import FormDocument
import FormProtocol
import FormSchemas

/// How a report writes numbers, sums and times in the reader's language.
struct ReportTexts: Sendable {
    let language: Language

    subscript(phrase: Phrase) -> String { phrase[language] }

    func label(_ code: String, _ list: String) -> String {
        FormLibrary.label(of: code, in: list, language)
    }

    func count(_ number: Int64) -> String { number.grouped(in: language) }

    func count(_ number: UInt32) -> String { count(Int64(number)) }

    /// A part of a whole, in per cent; `nil` of nothing.
    func share(_ part: Int64, of whole: Int64) -> String? {
        guard whole > 0 else { return nil }
        let percent = (Double(part) / Double(whole) * 100).rounded()
        // Few are not none.
        let number = percent == 0 && part > 0 ? "<\u{202F}1" : "\(Int(percent))"
        return "\(number)\(language == .en || language == .nl ? "" : "\u{202F}")%"
    }

    /// A sum in whole units: the reader of a report needs no hundredths.
    func amount(cents: Int64, _ currency: String) -> String {
        let units = Int64(clamping: (cents.magnitude + 50) / 100)
        let number = (cents < 0 && units > 0 ? "−" : "") + units.grouped(in: language)
        return language == .en ? "\(currency)\u{A0}\(number)" : "\(number)\u{A0}\(currency)"
    }

    /// Degrees to some hundred metres.
    func degrees(_ degrees: Double) -> String {
        let rounded = (degrees * 1_000).rounded() / 1_000
        let text = rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
        return language == .en ? text : text.replacing(".", with: ",")
    }

    /// A day with its year, not to be broken into lines.
    func day(_ moment: Timestamp) -> String {
        let date = LocalTime(moment).date
        let text = CalendarDate(date).map { LocalTime.text(of: $0, in: language) } ?? date
        return text.replacing(" ", with: "\u{A0}")
    }

    /// The days from one moment to another; the day once if it is one.
    func days(from: Timestamp, until: Timestamp) -> String {
        let (first, last) = (day(from), day(until))
        return first == last ? first : "\(first)\u{A0}– \(last)"
    }

    /// Day and time with the offset of the reader's zone, which all times of the report have.
    func moment(_ moment: Timestamp) -> String {
        let time = LocalTime(moment)
        return "\(day(moment)), \(time.clock) (UTC\(time.rfc3339.suffix(6)))"
    }
}
