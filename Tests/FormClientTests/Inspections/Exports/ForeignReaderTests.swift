import FormProtocol
import FormSchemas
import Testing

@testable import formclient

/// Exported files as programs of others read them.
@Suite(.needsPythonLibraries)
struct ForeignReaderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let hostile =
        "=cmd|' /C calc'!A0;\"x\"\r\n, Ünïcödé 👩‍👩‍👧‍👦 \\n \\ "
        + String(repeating: "€", count: 70)

    @Test("Python's csv reads every cell as it was meant")
    func csv() throws {
        var inspections = SampleInspections.inspections
        inspections[3].title = Self.hostile
        let path = try folder.write(InspectionCSV.text(inspections), as: "inspections.csv")
        let rows: [[String]] = try ForeignReader.read("csv", path)
        #expect(rows.count == inspections.count + 1)
        #expect(rows[0].first == "sender" && rows[0].count == 20)
        for (row, inspection) in zip(rows.dropFirst(), inspections) {
            let cells = Dictionary(uniqueKeysWithValues: zip(rows[0], row))
            #expect(cells["id"] == inspection.form.id)
            #expect(cells["places"] == inspection.places.joined(separator: "; "))
            #expect(cells["worker_count"] == "\(inspection.workerCount)")
            #expect(
                cells["arrears_eur"] == WireInspectionSummary.euros(inspection.arrearsCents))
        }
        #expect(rows[4][3] == "'" + Self.hostile)
    }

    @Test("The package icalendar reads every event as it was meant", arguments: Language.allCases)
    func calendar(language: Language) throws {
        var visits = SampleInspections.visits
        visits[3].title = Self.hostile
        for place in visits.indices {
            visits[place].siteName = "Hal \(place); A, B"
            visits[place].street = "Rue de l'Été \(place)"
            visits[place].postcode = "5961 ET"
            visits[place].confirmed = place % 2 == 0
            visits[place].dropped = place % 10 == 7
        }
        let text = InspectionICalendar.text(visits, in: language, madeAt: SampleInspections.now)
        let path = try folder.write(text, as: "visits.ics")
        let events: [[String: String]] = try ForeignReader.read("icalendar", path)
        #expect(events.count == visits.count)
        #expect(Set(events.map { $0["UID"] }).count == visits.count)
        for (event, visit) in zip(events, visits) {
            #expect(event["UID"] == "\(visit.name)@forms.benelux")
            #expect(event["SEQUENCE"] == "\(visit.revision)")
            #expect(
                event["STATUS"]
                    == (visit.cancelled || visit.dropped
                        ? "CANCELLED" : visit.confirmed ? "CONFIRMED" : "TENTATIVE"))
            #expect(event["CLASS"] == "CONFIDENTIAL")
            #expect(event["DTSTAMP"] == "2026-11-06T13:05:00+00:00")
            #expect(event["DTSTART"]?.hasSuffix("T06:05:00+00:00") == true)
            #expect(event["DTEND"]?.hasSuffix("T11:05:00+00:00") == true)
            #expect((event["GEO"] != nil) == visit.hasLatitude)
            #expect(
                event["LOCATION"]?.hasPrefix(
                    "\(visit.siteName), \(visit.street), 5961 ET \(visit.place), ") == true)
            #expect(
                event["CATEGORIES"] == FormLibrary.inspectionType(visit.type, language))
        }
        #expect(
            events[3]["SUMMARY"]
                == "\(visits[3].place): " + Self.hostile.replacing("\r\n", with: "\n"))
    }

    @Test("The package geojson finds the features valid, and where they are")
    func map() throws {
        struct Feature: Decodable {
            let id: String
            let coordinates: [Double]
            let title: String
        }
        var visits = SampleInspections.visits
        visits[3].title = Self.hostile
        let collection = InspectionGeoJSON.collection(of: visits)
        let path = try folder.write(collection.serialized(), as: "visits.geojson")
        let features: [Feature] = try ForeignReader.read("geojson", path)
        #expect(features.map(\.id) == visits.map(\.name))
        #expect(features.map(\.title) == visits.map(\.title))
        for (feature, visit) in zip(features, visits) {
            #expect(feature.coordinates.isEmpty == !visit.hasLatitude)
            guard let longitude = feature.coordinates.first, let latitude = feature.coordinates.last
            else { continue }
            #expect(abs(longitude - visit.longitude) < 0.000_001)
            #expect(abs(latitude - visit.latitude) < 0.000_001)
        }
        let none = try folder.write(
            InspectionGeoJSON.collection(of: []).serialized(), as: "none.geojson")
        #expect(try (ForeignReader.read("geojson", none) as [Feature]).isEmpty)
    }

    @Test(
        "A file that breaks a rule is noticed",
        arguments: [
            ("csv", "a,b\r\n1\r\n"), ("csv", "a\r\n\"b\"c\r\n"),
            ("icalendar", "BEGIN:VCALENDAR\nEND:VCALENDAR\n"),
            (
                "icalendar",
                "BEGIN:VCALENDAR\r\nX:\(String(repeating: "x", count: 74))\r\nEND:VCALENDAR\r\n"
            ),
            (
                "icalendar",
                "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:soon\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
            ),
            ("geojson", #"{"type":"Point","coordinates":[1,2]}"#),
            (
                "geojson",
                #"{"type":"FeatureCollection","features":[{"type":"Feature","#
                    + #""properties":{"title":""},"geometry":{"type":"Point","coordinates":[1]}}]}"#
            ),
        ])
    func broken(format: String, text: String) throws {
        let path = try folder.write(text, as: "broken")
        #expect(throws: ForeignReader.Failure.self) {
            _ = try ForeignReader.read(format, path) as [[String: String]]
        }
    }
}
