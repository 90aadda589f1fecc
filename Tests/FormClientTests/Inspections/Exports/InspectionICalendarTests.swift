import FormDocument
import FormProtocol
import FormSchemas
import Testing

@testable import formclient

struct InspectionICalendarTests {
    private static let visit: WireInspectionVisit = .with {
        $0.inspection = .with {
            $0.sender = "NL-LA"
            $0.id = SampleInspections.id(1)
        }
        $0.title = "Leiharbeit, Teil 2"
        $0.state = "PLANNED"
        $0.type = "JOINT"
        $0.site = "S2"
        $0.siteName = "De Peel"
        $0.place = "Horst"
        $0.street = "Steenstraat 61"
        $0.postcode = "5961 ET"
        $0.country = "NL"
        $0.latitude = 51.454
        $0.longitude = -0.000_05
        $0.host = "NL-LA"
        $0.guests = ["DE-NW-FKS", "BE-TSW"]
        $0.officers = ["NL-LA NLA20417"]
        $0.from = SampleInspections.moment(days: 3)
        $0.until = SampleInspections.moment(days: 3, hours: 5)
        $0.confirmed = true
        $0.revision = 41
    }

    private func text(
        _ language: Language = .en, _ change: (inout WireInspectionVisit) -> Void = { _ in }
    ) -> String {
        var visit = Self.visit
        change(&visit)
        return InspectionICalendar.text([visit], in: language, madeAt: SampleInspections.now)
    }

    /// The lines without their folds.
    private func lines(
        _ language: Language = .en, _ change: (inout WireInspectionVisit) -> Void = { _ in }
    ) -> [String] {
        unfolded(text(language, change)).split(separator: "\r\n").map(String.init)
    }

    /// Scalar by scalar: to Swift a space and a mark behind it are one character.
    private func unfolded(_ text: String) -> String {
        let pieces = text.unicodeScalars.split(separator: "\r\n ".unicodeScalars)
        return String(String.UnicodeScalarView(pieces.joined()))
    }

    @Test("A visit is an event with everything that a calendar needs")
    func event() {
        #expect(
            lines() == [
                "BEGIN:VCALENDAR", "VERSION:2.0",
                "PRODID:-//Benelux Form Exchange//formclient \(FormClient.version)//EN",
                "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "NAME:Joint inspections",
                "X-WR-CALNAME:Joint inspections", "BEGIN:VEVENT",
                "UID:NL-LA/\(SampleInspections.id(1))/S2@forms.benelux",
                "DTSTAMP:20261106T130500Z", "SEQUENCE:41",
                "DTSTART:20261109T130500Z", "DTEND:20261109T180500Z",
                "SUMMARY:Horst: Leiharbeit\\, Teil 2",
                "LOCATION:De Peel\\, Steenstraat 61\\, 5961 ET Horst\\, Netherlands",
                "GEO:51.454000;-0.000050",
                "DESCRIPTION:Host: NL-LA\\nGuests: DE-NW-FKS\\, BE-TSW\\nInspectors: NL-LA NLA20417"
                    + "\\nState: planned\\nInspection: NL-LA/\(SampleInspections.id(1))/S2",
                "CATEGORIES:Joint inspection", "STATUS:CONFIRMED", "TRANSP:OPAQUE",
                "CLASS:CONFIDENTIAL", "END:VEVENT", "END:VCALENDAR",
            ])
    }

    @Test("What is exported later replaces what was exported before: the same UID, a higher number")
    func updates() {
        func value(_ name: String, _ change: (inout WireInspectionVisit) -> Void) -> String? {
            lines(.en, change).first { $0.hasPrefix("\(name):") }
        }
        let moved: (inout WireInspectionVisit) -> Void = {
            $0.from = SampleInspections.moment(days: 9)
            $0.place = "Venlo"
            $0.title = "Other"
            $0.host = "BE-TSW"
            $0.cancelled = true
            $0.revision = 42
        }
        #expect(value("UID", moved) == value("UID") { _ in })
        #expect(value("UID") { $0.site = "S1" } != value("UID") { _ in })
        #expect(value("UID") { $0.inspection.sender = "BE-SIOD" } != value("UID") { _ in })
        #expect(value("SEQUENCE", moved) == "SEQUENCE:42")
        #expect(value("SEQUENCE") { $0.revision = .max } == "SEQUENCE:2147483647")
    }

    @Test(
        "A cancelled visit takes nobody's time and says so in words",
        arguments: zip(
            Language.allCases, ["Vervallen: ", "Annulé : ", "Abgesagt: ", "Cancelled: "]))
    func cancelled(language: Language, prefix: String) {
        let lines = lines(language) { $0.cancelled = true }
        #expect(lines.contains("STATUS:CANCELLED") && lines.contains("TRANSP:TRANSPARENT"))
        #expect(lines.contains("SUMMARY:\(prefix)Horst: Leiharbeit\\, Teil 2"))
    }

    @Test("Until everybody has signed a visit is tentative; what is dropped is taken back")
    func standing() {
        let tentative = lines { $0.confirmed = false }
        #expect(tentative.contains("STATUS:TENTATIVE") && tentative.contains("TRANSP:OPAQUE"))
        let dropped = lines { $0.dropped = true }
        #expect(dropped.contains("STATUS:CANCELLED") && dropped.contains("TRANSP:TRANSPARENT"))
        #expect(dropped.contains("SUMMARY:Cancelled: Horst: Leiharbeit\\, Teil 2"))
    }

    @Test("Texts cannot end their line or their value")
    func escaping() {
        let title = "a\\b;c,d\re\nf\r\ng\u{2028}h\u{0}\u{202E}END:VCALENDAR\nBEGIN:VEVENT"
        let lines = lines { $0.title = title }
        #expect(
            lines.contains(
                #"SUMMARY:Horst: a\\b\;c\,d\ne\nf\ng h  END:VCALENDAR\nBEGIN:VEVENT"#))
        #expect(lines.count { $0 == "BEGIN:VEVENT" } == 1)
    }

    @Test(
        "Lines are folded at 75 bytes, and never within a character",
        arguments: ["x", "é", "€", "𝄞", "👩‍👩‍👧‍👦", "e\u{301}"])
    func folding(piece: String) {
        for length in 60...80 {
            let title = String(repeating: "y", count: length) + String(repeating: piece, count: 90)
            let text = text { $0.title = title }
            let lines = text.utf8.split(separator: UInt8(ascii: "\n"))
            #expect(lines.allSatisfy { $0.last == UInt8(ascii: "\r") && $0.count <= 76 })
            // Pieces are as long as they can be, short of one character.
            #expect(lines.count { (73...76).contains($0.count) } >= 2)
            #expect(lines.allSatisfy { String(validating: $0, as: UTF8.self) != nil })
            #expect(unfolded(text).contains("SUMMARY:Horst: \(title)\r\n"))
        }
    }

    @Test("What is not known or cannot be is left out")
    func gaps() {
        let lines = lines {
            $0.until = $0.from
            $0.clearLatitude()
            $0.type = ""
            $0.guests = []
            $0.officers = []
            $0.country = ""
            $0.siteName = "Horst"
            $0.street = ""
            $0.postcode = ""
        }
        #expect(!lines.contains { $0.hasPrefix("DTEND") || $0.hasPrefix("GEO") })
        #expect(!lines.contains { $0.hasPrefix("CATEGORIES") || $0.contains("Guests") })
        #expect(lines.contains("LOCATION:Horst"))
        #expect(!self.lines { $0.latitude = .nan }.contains { $0.hasPrefix("GEO") })
        let empty = InspectionICalendar.text([], in: .nl, madeAt: SampleInspections.now)
        #expect(empty.hasPrefix("BEGIN:VCALENDAR\r\n") && empty.hasSuffix("\r\nEND:VCALENDAR\r\n"))
        #expect(!empty.contains("VEVENT"))
    }
}
