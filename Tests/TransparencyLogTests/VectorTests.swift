import Testing

@testable import TransparencyLog

@Suite struct VectorTests {
    @Test(arguments: [
        ("trees.json", 60), ("tiles.json", 50), ("checkpoints.json", 60),
        ("logged-leaves.json", 35),
    ])
    func everyVectorHasTheResultItPromises(_ file: String, _ least: Int) throws {
        let cases = try LogCase.list(file)
        #expect(cases.count >= least)
        for entry in cases {
            #expect(try entry.judge() == entry.promised, "\(entry.about)")
        }
    }
}
