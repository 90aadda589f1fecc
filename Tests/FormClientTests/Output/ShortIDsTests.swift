import Testing

@testable import formclient

struct ShortIDsTests {
    private static let first = "0190f3c2-7a10-7000-8000-000000000001"
    private static let sameSecond = "0190f3c2-7a11-7000-8000-000000000001"
    private static let sameGroups = "0190f3c2-7a10-7000-8000-000000000002"
    private static let other = "0290f3c2-7a10-7000-8000-000000000001"

    @Test func shortest() {
        #expect(ShortIDs([Self.first, Self.other]).short(Self.first) == "0190f3c2")
        #expect(ShortIDs([Self.first, Self.sameSecond]).short(Self.first) == "0190f3c2-7a10")
        #expect(ShortIDs([]).short(Self.first) == "0190f3c2")
    }

    @Test("What differs only in its last group is not shortened")
    func full() {
        let ids = ShortIDs([Self.first, Self.sameGroups])
        #expect(ids.short(Self.first) == Self.first)
        #expect(ids.short(Self.sameGroups) == Self.sameGroups)
    }

    @Test("An ID that is not among the known ones is told apart from them all the same")
    func unknown() {
        #expect(ShortIDs([Self.sameSecond]).short(Self.first) == "0190f3c2-7a10")
        #expect(ShortIDs([Self.first]).short(Self.sameSecond) == "0190f3c2-7a11")
    }

    @Test("Twice the same ID is one ID")
    func doubled() {
        #expect(ShortIDs([Self.first, Self.first]).short(Self.first) == "0190f3c2")
    }

    @Test("No two of many IDs are shortened alike")
    func distinct() {
        let all = (0..<400).map { number in
            "0190f3c\(number % 7)-7a1\(number % 5)-7000-800\(number % 3)-0000000\(10_000 + number)"
        }
        let ids = ShortIDs(all)
        #expect(Set(all.map(ids.short)).count == all.count)
        for id in all {
            let short = ids.short(id)
            #expect(all.filter { $0.hasPrefix(short) } == [id])
        }
    }
}
