import FormDocument
import FormSchemas
import Testing

@testable import FormService

@Suite("Agency turns")
struct AgencyTurnsTests {
    private static let agencies = ["BE-DAP", "LU-USP", "NL-DKDB"].compactMap { AgencyCode($0) }

    @Test("Agencies take turns, and each one's elements keep their order")
    func order() {
        var turns = AgencyTurns<String>()
        for (agency, element) in [(0, "a1"), (0, "a2"), (0, "a3"), (1, "b1"), (2, "c1")] {
            turns.add(element, of: Self.agencies[agency])
        }
        var taken = (0..<2).compactMap { _ in turns.removeFirst() }
        turns.add("b2", of: Self.agencies[1])
        #expect(turns.first?.agency == Self.agencies[2] && turns.first?.element == "c1")
        while let element = turns.removeFirst() { taken.append(element) }
        #expect(taken == ["a1", "b1", "c1", "a2", "b2", "a3"])
        #expect(turns.first == nil && turns.removeFirst() == nil)
        turns.add("again", of: Self.agencies[0])
        #expect(turns.removeFirst() == "again")
    }

    @Test("Nothing is lost or doubled, whatever is added and taken", arguments: 0..<5)
    func model(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var turns = AgencyTurns<(agency: Int, number: Int)>()
        var added = [0, 0, 0]
        var taken = [0, 0, 0]
        for _ in 0..<2_000 {
            let agency = Int.random(in: 0..<3, using: &random)
            if Bool.random(using: &random) {
                turns.add((agency, added[agency]), of: Self.agencies[agency])
                added[agency] += 1
            } else if let element = turns.removeFirst() {
                #expect(element.number == taken[element.agency])
                taken[element.agency] += 1
            } else {
                #expect(added == taken)
            }
        }
        while let element = turns.removeFirst() { taken[element.agency] += 1 }
        #expect(added == taken)
    }
}
