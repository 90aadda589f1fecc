import Foundation
import FormSchemas
import Testing

/// Random and damaged texts: the reader answers, and agrees with Foundation on what is not JSON.
struct JSONFuzzTests {
    private static let pieces: [String] = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\"a\"", "\"a\":", "1", "-", "0", ".5", "e9",
        "true",
        "null", " ", "\n", "é", "\\u0041", "\\ud800", "\u{1}", "\"b\":2",
    ]

    @Test(arguments: 0..<20 as Range<UInt64>)
    func randomTexts(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<500 {
            let count = Int.random(in: 0..<14, using: &random)
            let text = (0..<count).map { _ in Self.pieces.randomElement(using: &random)! }.joined()
            check(Array(text.utf8))
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func randomBytes(seed: UInt64) {
        var random = SeededRandom(seed: seed &+ 1_000)
        for _ in 0..<500 {
            let count = Int.random(in: 0..<40, using: &random)
            check((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
        }
    }

    @Test(arguments: CatalogueFiles.samples("valid"))
    func damagedSamples(path: String) throws {
        let bytes = try #require(CatalogueFiles.all[path])
        let version = try #require(try CatalogueFiles.version(ofSample: path))
        var random = SeededRandom(seed: UInt64(bytes.count))
        for _ in 0..<60 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 0..<damaged.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: damaged[place] = UInt8.random(in: 0...255, using: &random)
                case 1: damaged.remove(at: place)
                default: damaged.removeSubrange(place...)
                }
                if damaged.isEmpty { break }
            }
            check(damaged)
            guard let document = try? JSONDocument(damaged) else { continue }
            let violations = version.violations(in: document, mode: .draft)
            let isInvalid = violations.contains { $0.severity == .error }
            #expect(isInvalid != version.isValid(document, mode: .draft))
        }
    }

    /// What this reader accepts, Foundation accepts too; it never crashes.
    private func check(_ bytes: [UInt8]) {
        guard let document = try? JSONDocument(bytes) else { return }
        let foreign = try? JSONSerialization.jsonObject(
            with: Data(bytes), options: [.fragmentsAllowed])
        #expect(foreign != nil, "\(String(decoding: bytes, as: UTF8.self))")
        #expect(document.root.byteRange.upperBound <= bytes.count)
    }
}
