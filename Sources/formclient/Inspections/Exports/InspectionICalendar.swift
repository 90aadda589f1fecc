import FormDocument
import FormProtocol
import FormSchemas

/// Visits as an iCalendar object, for the calendars of inspectors.
///
/// To be imported again and again: a visit keeps its UID, and what is exported later replaces what
/// was imported earlier, also by taking it back.
///
/// There is no ORGANIZER, though RFC 5546 asks for one: agencies have no address for answers, and
/// some calendars would send them to one that is made up.
///
/// Source: RFC 5545; RFC 5546, section 3.2.1.
enum InspectionICalendar {
    /// The whole file. Without visits it has no component, which most calendars read and some
    /// refuse.
    ///
    /// - Parameter madeAt: when the exchange was asked.
    static func text(
        _ visits: [WireInspectionVisit], in language: Language, madeAt: Timestamp
    ) -> String {
        var lines = ICalendarLines()
        lines.add("BEGIN", "VCALENDAR")
        lines.add("VERSION", "2.0")
        lines.add("PRODID", text: "-//Benelux Form Exchange//formclient \(FormClient.version)//EN")
        lines.add("CALSCALE", "GREGORIAN")
        lines.add("METHOD", "PUBLISH")
        for name in ["NAME", "X-WR-CALNAME"] {
            lines.add(name, text: Phrase.calendarName[language])
        }
        for visit in visits { add(visit, to: &lines, language, madeAt) }
        lines.add("END", "VCALENDAR")
        return lines.text
    }

    private static func add(
        _ visit: WireInspectionVisit, to lines: inout ICalendarLines, _ language: Language,
        _ madeAt: Timestamp
    ) {
        let (from, until) = (Timestamp(visit.from), Timestamp(visit.until))
        lines.add("BEGIN", "VEVENT")
        lines.add("UID", text: "\(visit.name)@forms.benelux")
        lines.add("DTSTAMP", time(madeAt))
        lines.add("SEQUENCE", "\(Int32(clamping: visit.revision))")
        lines.add("DTSTART", time(from))
        // An end that is not behind the beginning is not allowed, none at all is.
        if until.seconds > from.seconds { lines.add("DTEND", time(until)) }
        lines.add("SUMMARY", text: summary(of: visit)[language])
        lines.add("LOCATION", text: location(of: visit, language))
        if let point = visit.point {
            let degrees = [point.latitude, point.longitude].map(GeoPoint.text(degrees:))
            lines.add("GEO", degrees.joined(separator: ";"))
        }
        lines.add("DESCRIPTION", text: description(of: visit, language))
        if !visit.type.isEmpty {
            lines.add("CATEGORIES", text: FormLibrary.inspectionType(visit.type, language))
        }
        lines.add(
            "STATUS",
            visit.isTakenBack ? "CANCELLED" : visit.confirmed ? "CONFIRMED" : "TENTATIVE")
        lines.add("TRANSP", visit.isTakenBack ? "TRANSPARENT" : "OPAQUE")
        lines.add("CLASS", "CONFIDENTIAL")
        lines.add("END", "VEVENT")
    }

    /// A moment to the second, in UTC: `20261123T070000Z`.
    private static func time(_ moment: Timestamp) -> String {
        moment.description.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
    }

    private static func summary(of visit: WireInspectionVisit) -> Phrase {
        let words = [visit.place, visit.title].filter { !$0.isEmpty }.joined(separator: ": ")
        return visit.isTakenBack ? .calendarCancelled(words) : Phrase(verbatim: words)
    }

    private static func location(of visit: WireInspectionVisit, _ language: Language) -> String {
        let country = FormLibrary.label(of: visit.country, in: "country", language)
        return [visit.address, country].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private static func description(
        of visit: WireInspectionVisit, _ language: Language
    ) -> String {
        let state = FormLibrary.label(of: visit.state, in: Catalogue.stateList, language)
        let lines: [(Phrase, String)] = [
            (.calendarHost, visit.host),
            (.calendarGuests, visit.guests.joined(separator: ", ")),
            (.subjectOfficers, visit.officers.joined(separator: ", ")),
            (.calendarState, state),
            (.calendarInspection, visit.name),
        ]
        return lines.filter { !$0.1.isEmpty }
            .map { Phrase.calendarLine($0, $1)[language] }.joined(separator: "\n")
    }
}

extension WireInspectionVisit {
    /// Whether a calendar that has it is to give it up: nobody goes there, or somebody else.
    fileprivate var isTakenBack: Bool { cancelled || dropped }
}

extension FormLibrary {
    /// What kind of inspection it is, in a few words: its label up to the colon behind which it is
    /// explained.
    static func inspectionType(_ code: String, _ language: Language) -> String {
        var words = label(of: code, in: "inspection-type", language).prefix { $0 != ":" }
        while words.last?.isWhitespace == true { words.removeLast() }
        return String(words)
    }
}
