import Testing
import TransparencyLog

@testable import FormDocument

/// The signatures that the RFCs print, which any implementation must agree with.
@Suite struct PublishedSignatureTests {
    /// Source: RFC 8037, appendices A.1 and A.4. Ed25519 is deterministic: the very same bytes.
    @Test func edDSA() throws {
        let key = try SigningKey(
            pem: """
                -----BEGIN PRIVATE KEY-----
                MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
                -----END PRIVATE KEY-----
                """)
        #expect(key.algorithm == .edDSA)
        let prefix = Array("eyJhbGciOiJFZERTQSJ9.".utf8)
        let payload = Array("RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc".utf8)
        let published =
            "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
        let signature = try key.sign(prefix: prefix, payload: payload)
        #expect(Base64.url.encode(signature) == published)
        #expect(VerificationKey(key).isValid(signature, prefix: prefix, payload: payload))
        #expect(!VerificationKey(key).isValid(signature, prefix: prefix, payload: [1]))
    }

    /// Source: RFC 7515, appendix A.3.
    @Test func es256() throws {
        let key = try SigningKey(
            pem: """
                -----BEGIN PRIVATE KEY-----
                MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjpsQnnGQmL+YBIff
                H1136cspYG6+0iY7X1fCE9+E9LKhRANCAAR/zc4ncPbEXUGDy+5v20t7WAczNXvp
                7xO6z248e9FURcfxRM0bvZt+hyzf7bnuufSzaV1uqQskrYpGIyiFiOWt
                -----END PRIVATE KEY-----
                """)
        let prefix = Array("eyJhbGciOiJFUzI1NiJ9.".utf8)
        let payload = Array(
            """
            eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt\
            cGxlLmNvbS9pc19yb290Ijp0cnVlfQ
            """.utf8)
        let signature = try #require(
            Base64.url.decode(
                """
                DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSA\
                pmWQxfKTUJqPP3-Kg6NU1Q
                """))
        let verifier = VerificationKey(key)
        #expect(verifier.isValid(signature, prefix: prefix, payload: payload))
        #expect(!verifier.isValid(signature, prefix: payload, payload: prefix))
        #expect(
            verifier.isValid(
                try key.sign(prefix: prefix, payload: payload), prefix: prefix, payload: payload))
    }
}
