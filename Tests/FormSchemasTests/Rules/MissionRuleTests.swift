import Testing

@testable import FormSchemas

/// Where the rules of VIP-01 on stays, contacts and times draw their lines: on each side of it.
///
/// The mission goes to Luxembourg: arrival until 10:00 on the 10th, departure from 13:30 on the
/// 11th, borders at 9:05 and 14:05.
struct MissionRuleTests {
    private static let base =
        "forms/VIP-01/1.0/samples/valid/ministers-luxembourg-armed.json"

    private func codes(_ change: (JSONValue) -> JSONValue) throws -> [String] {
        let version = try #require(try CatalogueFiles.version(ofSample: Self.base))
        let sample = try JSONDocument(try #require(CatalogueFiles.all[Self.base]))
        let changed = try JSONDocument(change(JSONValue(sample.root)).bytes())
        return version.violations(in: changed, mode: .draft).map(\.code.rawValue)
    }

    private static func set(
        _ document: JSONValue, _ pointer: JSONPointer, _ text: String
    ) -> JSONValue {
        document.setting(.string(text), at: pointer.tokens[...])
    }

    /// The first stay, from one moment to another, and copies of it for the further pairs.
    private static func stays(_ document: JSONValue, _ times: [(String, String)]) -> JSONValue {
        guard case .array(let stays)? = document["body"]?["stays"], let first = stays.first else {
            return document
        }
        let all = times.map { from, to in
            set(set(first, "/from", "2026-12-\(from)+01:00"), "/to", "2026-12-\(to)+01:00")
        }
        let pointer: JSONPointer = "/body/stays"
        return document.setting(.array(all), at: pointer.tokens[...])
    }

    @Test(arguments: [
        // Six hours of the gap without a stay, before, after and on both sides.
        ([("10T16:00:00", "11T14:00:00")], []),
        ([("10T16:00:01", "11T14:00:00")], ["STAY_MISSING"]),
        ([("10T10:00:00", "11T07:30:00")], []),
        ([("10T13:00:00", "11T10:30:00")], []),
        ([("10T13:00:00", "11T10:29:59")], ["STAY_MISSING"]),
        // Together, one after the other, in any order; never at once.
        ([("10T10:00:00", "10T18:00:00"), ("10T18:00:00", "11T13:30:00")], []),
        ([("10T20:00:00", "11T13:30:00"), ("10T10:00:00", "10T18:00:00")], []),
        (
            [("10T10:00:00", "10T18:00:00"), ("10T17:59:59", "11T13:30:00")], ["STAYS_OVERLAP"]
        ),
        // A leg is under way from its latest departure to its earliest arrival.
        ([("10T09:29:59", "11T14:00:00")], ["STAY_DURING_LEG"]),
        ([("10T09:30:00", "11T14:00:01")], ["STAY_DURING_LEG"]),
    ])
    func stays(times: [(String, String)], expected: [String]) throws {
        let found = try codes { Self.stays($0, times) }
        #expect(found.sorted() == expected.sorted())
    }

    @Test(arguments: [
        ("/body/contacts/0/from", "2026-12-10T09:05:00+01:00", []),
        ("/body/contacts/0/from", "2026-12-10T09:05:01+01:00", ["CONTACT_BEGINS_LATE"]),
        ("/body/contacts/0/to", "2026-12-11T14:05:00+01:00", []),
        ("/body/contacts/0/to", "2026-12-11T14:04:59+01:00", ["CONTACT_ENDS_EARLY"]),
        // The mission begins and ends in Belgium.
        ("/body/contacts/1/from", "2026-12-10T06:30:00+01:00", []),
        ("/body/contacts/1/from", "2026-12-10T06:30:01+01:00", ["CONTACT_BEGINS_LATE"]),
        ("/body/contacts/1/to", "2026-12-11T16:59:59+01:00", ["CONTACT_ENDS_EARLY"]),
        // Other contacts need not always answer.
        ("/body/contacts/2/from", "2026-12-11T09:00:00+01:00", []),
        // Nobody is told twice.
        ("/body/contacts/0/to", "2026-12-09T00:00:00+01:00", ["CONTACT_PERIOD_REVERSED"]),
        (
            "/header/created_at", "2026-12-12T00:00:00+01:00",
            ["DUE_BEFORE_CREATION", "MISSION_OVER"]
        ),
    ])
    func contacts(pointer: String, moment: String, expected: [String]) throws {
        let pointer = try #require(JSONPointer(pointer))
        #expect(try codes { Self.set($0, pointer, moment) } == expected)
    }

    @Test(arguments: [
        ("2026-12-10T20:00:00+01:00", "2026-12-10T20:00:00+01:00", []),
        ("2026-12-10T20:00:00+01:00", "2026-12-10T19:00:00+01:00", []),
        (
            "2026-12-10T20:00:00+01:00", "2026-12-10T20:00:01+01:00",
            ["CONTACT_BEGINS_LATE", "CONTACT_ENDS_EARLY"]
        ),
    ])
    func contactsTakeTurns(to: String, from: String, expected: [String]) throws {
        let found = try codes { document in
            guard case .array(let contacts)? = document["body"]?["contacts"] else {
                return document
            }
            let turns = [
                Self.set(contacts[0], "/to", to), Self.set(contacts[0], "/from", from),
            ]
            let pointer: JSONPointer = "/body/contacts"
            return document.setting(.array(turns + contacts.dropFirst()), at: pointer.tokens[...])
        }
        #expect(found.sorted() == expected)
    }
}
