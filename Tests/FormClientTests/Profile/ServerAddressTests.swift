import Testing

@testable import formclient

struct ServerAddressTests {
    @Test(arguments: [
        ("forms.example:7443", "forms.example", 7_443), ("127.0.0.1:1", "127.0.0.1", 1),
        ("[::1]:65535", "::1", 65_535), ("[2001:db8::7]:443", "2001:db8::7", 443),
        ("localhost:07443", "localhost", 7_443),
    ])
    func good(text: String, host: String, port: Int) throws {
        let address = try #require(ServerAddress(text))
        #expect(address.host == host)
        #expect(address.port == port)
        #expect(ServerAddress(address.description)?.host == host)
    }

    @Test(arguments: [
        "", ":", ":7443", "forms.example", "forms.example:", "forms.example:0",
        "forms.example:65536", "forms.example:-1", "forms.example:port", "::1:7443", "[]:7443",
        "https://forms.example:7443", "forms example:7443", "forms.example:7443/", "[::1]",
    ])
    func bad(text: String) {
        #expect(ServerAddress(text) == nil)
    }
}
