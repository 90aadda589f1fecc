import Testing

@testable import FormDocument

@Suite struct SigningKeyTests {
    @Test(arguments: [
        ("es256", "es256", SignatureAlgorithm.es256), ("es256.sec1", "es256", .es256),
        ("es384", "es384", .es384), ("es384.sec1", "es384", .es384),
        ("ps256", "ps256", .ps256), ("ps256.pkcs1", "ps256", .ps256), ("eddsa", "eddsa", .edDSA),
    ])
    func reads(_ file: String, _ chain: String, _ algorithm: SignatureAlgorithm) throws {
        let key = try Vectors.key(file)
        #expect(key.algorithm == algorithm)
        #expect(key.matches(try Vectors.chain(chain).leaf))
        #expect(!key.matches(try Vectors.roots().leaf))
    }

    @Test func passesOverOtherBlocks() throws {
        let file = try Vectors.text("chains/es256.pem") + Vectors.text("keys/es256.sec1.pem")
        #expect(try SigningKey(pem: file).algorithm == .es256)
    }

    @Test func refuses() throws {
        #expect(throws: SigningKeyError.encrypted) { try Vectors.key("es256.encrypted") }
        #expect(throws: SigningKeyError.unsupportedKey) { try Vectors.key("p521") }
        #expect(throws: SigningKeyError.rsaKeySize) { try Vectors.key("rsa1024") }
        #expect(throws: SigningKeyError.noPrivateKey) { try SigningKey(pem: "") }
        #expect(throws: SigningKeyError.noPrivateKey) {
            try SigningKey(pem: try Vectors.text("chains/es256.pem"))
        }
        let key = try Vectors.text("keys/es256.pem")
        #expect(throws: SigningKeyError.noPrivateKey) { try SigningKey(pem: key + key) }
        for type in ["", "EC ", "RSA "] {
            let block =
                "-----BEGIN \(type)PRIVATE KEY-----\nMAMCAQA=\n-----END \(type)PRIVATE KEY-----"
            #expect(throws: SigningKeyError.malformed) { try SigningKey(pem: block) }
        }
        #expect(throws: SigningKeyError.unsupportedKey) {
            try SigningKey(
                pem: "-----BEGIN DSA PRIVATE KEY-----\nMAMCAQA=\n-----END DSA PRIVATE KEY-----")
        }
    }

    @Test func aKeyDoesNotPrintItself() throws {
        let key = try Vectors.key("es256")
        var dumped = ""
        dump(key, to: &dumped)
        #expect("\(key)" == "SigningKey(ES256)")
        #expect(dumped.contains("SigningKey(ES256)"))
        #expect(dumped.split(separator: "\n").count == 1)
    }
}
