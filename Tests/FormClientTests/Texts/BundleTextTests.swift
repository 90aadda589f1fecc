import FormDocument
import FormSchemas
import Foundation
import Testing

@testable import formclient

/// Why a bundle cannot be read is said in words.
struct BundleTextTests {
    private typealias Bundle = FormDocument.Bundle

    private static let refused = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/vectors/bundles/refused").path

    private func error(_ name: String) throws -> BundleError {
        let bytes = try LocalFile.read("\(Self.refused)/\(name).json", bytesMax: 1 << 24)
        return try #require(throws: BundleError.self) { try Bundle(decoding: bytes) }
    }

    @Test("No name of the program's is in it, in any language", arguments: Language.allCases)
    func words(language: Language) throws {
        let names = LocalFile.names(in: Self.refused).filter { $0 != "expected.json" }
        #expect(names.count > 10)
        for name in names {
            let error = try error(String(name.dropLast(".json".count)))
            let text = Phrase.notABundle("x", error)[language]
            #expect(text.hasPrefix("x ") && text.hasSuffix("."), "\(name)")
            #expect(!text.contains("Error") && !text.contains("malformed"), "\(text)")
        }
    }

    @Test("It names what cannot be read")
    func parts() throws {
        let cases = [
            ("receipt-leading-zero", "\"receipt\""), ("signature-hs256", "\"signature\""),
            ("chain-not-certificate", "\"chain\""), ("document-unpadded", "\"document\""),
            ("part-name", "\"parts\""), ("no-parts-member", "\"parts\""),
            ("version-2", "1"), ("not-json", "1:"),
        ]
        for (name, word) in cases {
            for language in Language.allCases {
                let text = Phrase.notABundle("x", try error(name))[language]
                #expect(text.contains(word), "\(name): \(text)")
            }
        }
        let receipt = Phrase.notABundle("x", try error("receipt-malformed-leaf"))
        #expect(
            receipt[.nl] == "x is geen leesbare bundel: onleesbaar is het ontvangstbewijs "
                + "(\"receipt\").")
    }
}
