import FormSchemas
import Testing

@testable import TransparencyLog

@Suite struct Base64Tests {
    /// Source: RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func publishedVectors(_ plain: String, _ text: String) {
        let bytes = Array(plain.utf8)
        #expect(Base64.standard.encode(bytes) == text)
        #expect(Base64.standard.decode(text) == bytes)
        let unpadded = String(text.prefix { $0 != "=" })
        #expect(Base64.url.encode(bytes) == unpadded)
        #expect(Base64.url.decode(unpadded) == bytes)
    }

    @Test func everyByteSurvives() {
        var generator = SeededRandom(seed: 3)
        for length in 0..<200 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(Base64.standard.decode(Base64.standard.encode(bytes)) == bytes)
            #expect(Base64.url.decode(Base64.url.encode(bytes)) == bytes)
            #expect(Hex.decode(Hex.encode(bytes)) == bytes)
        }
    }

    @Test(arguments: [
        "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Z", "=", "====", "Zm9v=", "Zm9v\n", "Zm 9v", "Zm9-",
        "Zg==Zg==", "Zé==", "A===",
    ])
    func refusesStandard(_ text: String) {
        #expect(Base64.standard.decode(text) == nil)
    }

    @Test(arguments: ["Zg==", "Zh", "Zm9", "Z", "=", "Zm9v\n", "Zm9+", "Zm9/", "Z g"])
    func refusesURL(_ text: String) {
        #expect(Base64.url.decode(text) == nil)
    }

    @Test(arguments: ["0", "0g", "AB", "00 ", "0x00"])
    func refusesHex(_ text: String) {
        #expect(Hex.decode(text) == nil)
    }
}
