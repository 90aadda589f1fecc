import FormProtocol
import FormSchemas
import Testing

@testable import formclient

struct InspectionCSVTests {
    /// The cells of the one inspection that is exported, by a reader of RFC 4180 that knows no more
    /// than quotes.
    private func cells(_ fill: (inout WireInspectionSummary) -> Void) throws -> [String: String] {
        let lines = InspectionCSV.text([.with(fill)]).dropFirst()
        var rows: [[String]] = [[""]]
        var isQuoted = false
        for character in lines {
            let last = (rows.count - 1, rows[rows.count - 1].count - 1)
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: rows[last.0].append("")
            case "\r\n" where !isQuoted: rows.append([""])
            default: rows[last.0][last.1].append(character)
            }
        }
        #expect(rows.count == 3 && rows[2] == [""])
        return Dictionary(uniqueKeysWithValues: zip(rows[0], rows[1]))
    }

    @Test("The columns are the members of the JSON output, in its words")
    func columns() throws {
        let inspection = try #require(SampleInspections.inspections.first { $0.hasFrom })
        guard case .object(let members) = inspection.jsonValue else {
            Issue.record("not an object")
            return
        }
        let text = InspectionCSV.text([])
        #expect(text.hasPrefix("\u{FEFF}sender,id,case,") && text.hasSuffix(",findings\r\n"))
        let names = text.dropFirst().dropLast().split(separator: ",").map(String.init)
        #expect(Set(names) == Set(members.map(\.name)) && names.count == members.count)
    }

    @Test("Values stand in full: numbers with a point, times of RFC 3339, lists between semicolons")
    func values() throws {
        let found = try cells {
            $0.arrearsCents = 1_234_505
            $0.workerCount = .max
            $0.from = SampleInspections.moment(days: 0)
            $0.places = ["Horst", "Liège"]
            $0.findings = [
                .with {
                    $0.kind = "HOUSING"
                    $0.country = "NL"
                    $0.count = 4
                },
                .with {
                    $0.kind = "A1_MISSING"
                    $0.country = "BE"
                    $0.count = .max
                },
            ]
        }
        #expect(found["arrears_eur"] == "12345.05")
        #expect(found["worker_count"] == "4294967295")
        #expect(found["from"] == "2026-11-06T13:05:00.000000Z")
        #expect(found["until"] == "")
        #expect(found["places"] == "Horst; Liège")
        #expect(found["findings"] == "HOUSING NL 4; A1_MISSING BE 4294967295")
    }

    @Test(
        "Amounts at their bounds are exact, and numbers are never taken for formulas",
        arguments: [
            (Int64.max, "92233720368547758.07"), (.min, "-92233720368547758.08"), (-1, "-0.01"),
            (0, "0.00"),
        ])
    func bounds(cents: Int64, expected: String) throws {
        #expect(try cells { $0.arrearsCents = cents }["arrears_eur"] == expected)
    }

    @Test(
        "What a spreadsheet would compute gets an apostrophe, also behind a semicolon",
        arguments: [
            ("=1+1", "'=1+1"), ("+32 2 555", "'+32 2 555"), ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"), ("\rx", "'\rx"), ("＝1", "'＝1"), (" =1", " '=1"), ("\"=1", "'=1"),
            ("a;=1", "a;'=1"), ("a; \"\"=1", "a; '=1"), ("a\n=1", "a\n'=1"),
            ("a\r\n=1", "a\r\n'=1"),
            ("a\t-1", "a\t'-1"), (";;+", ";;'+"), ("a=b", "a=b"), ("10-11", "10-11"), ("", ""),
        ])
    func formulas(title: String, expected: String) throws {
        let found = try cells { $0.title = title }
        // The reader above drops quotes.
        #expect(found["title"] == expected)
        #expect(try cells { $0.places = ["Horst", title] }["places"]?.hasPrefix("Horst; ") == true)
    }

    @Test("Quotes are doubled, and stand where they are needed only")
    func quotes() {
        let text = InspectionCSV.text([
            .with {
                $0.title = "\"A\", b"
                $0.state = "PLANNED"
                $0.places = ["x\r\ny"]
            }
        ])
        #expect(text.contains(#","""A"", b",PLANNED,"#))
        #expect(text.contains(",\"x\r\ny\","))
    }
}
