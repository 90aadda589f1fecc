import Testing

@testable import formclient

struct EntryLayoutTests {
    private func lines(_ entries: [ShownEntry], columns: Int = 40) -> [String] {
        EntryLayout(columns: columns).lines(entries)
    }

    @Test("Texts stand beside their titles, further lines below")
    func texts() {
        let entries = [
            ShownEntry("Name", "Anna"),
            ShownEntry("Remark", "a remark that goes on and on until the line ends"),
            ShownEntry("Two", "first\nsecond"),
        ]
        #expect(
            lines(entries) == [
                "Name    Anna", "Remark  a remark that goes on and on",
                "        until the line ends", "Two     first", "        second",
            ])
    }

    @Test("Where there is no room beside the title, the text stands below it")
    func narrow() {
        let entry = ShownEntry("A title that is long", "value")
        #expect(lines([entry], columns: 40) == ["A title that is long", "  value"])
        #expect(lines([entry], columns: 60) == ["A title that is long  value"])
    }

    @Test("A title that is wider than any column takes lines of its own")
    func longTitle() {
        let entry = ShownEntry("A title that goes on beyond what a column may take", "value")
        #expect(
            lines([entry, ShownEntry("B", "w")], columns: 80) == [
                "A title that goes on beyond what a column may take",
                String(repeating: " ", count: 34) + "value", "B".padded(to: 34) + "w",
            ])
    }

    @Test("Groups are indented, and what is very deep does not lose its room")
    func groups() {
        let group = ShownEntry("Person", .group([ShownEntry("Name", "Anna")]))
        #expect(lines([group]) == ["Person", "  Name  Anna"])
        let deep = (0..<100).reduce(ShownEntry("Name", "Anna")) { inner, _ in
            ShownEntry("x", .group([inner]))
        }
        // No room is left beside the title.
        #expect(
            lines([deep]).suffix(2) == [
                String(repeating: " ", count: 20) + "Name",
                String(repeating: " ", count: 22) + "Anna",
            ])
        #expect(lines([deep], columns: 80).last == String(repeating: " ", count: 40) + "Name  Anna")
    }

    @Test("A list of flat objects is a table; gaps stay empty")
    func table() {
        let list = ShownEntry(
            "Cars",
            .list([
                [ShownEntry("Plate", "1-ABC"), ShownEntry("Colour", "red")],
                [ShownEntry("Colour", "blue")],
            ]))
        #expect(
            lines([list]) == [
                "Cars", "  #  Plate  Colour", "  1  1-ABC  red", "  2         blue",
            ])
    }

    @Test("What fits no table is numbered")
    func numbered() {
        let long = String(repeating: "ab ", count: 12)
        let list = ShownEntry(
            "Cars", .list([[ShownEntry("Plate", long)], [ShownEntry("", "none\nat all")]]))
        #expect(
            lines([list]) == [
                "Cars", "  1. Plate  ab ab ab ab ab ab ab ab ab", "            ab ab ab",
                "  2. none", "     at all",
            ])
        let groups = ShownEntry("Cars", .list([[ShownEntry("Owner", .group([]))]]))
        #expect(lines([groups]) == ["Cars", "  1. Owner"])
        let twice = ShownEntry("Cars", .list([[ShownEntry("A", "1"), ShownEntry("A", "2")]]))
        #expect(lines([twice]) == ["Cars", "  1. A  1", "     A  2"])
    }
}
