import Testing

@testable import formclient

struct ConnectionObstacleTests {
    @Test(
        arguments: [
            ("connect(descriptor:addr:size:): Connection refused (errno: 111)", .refused),
            (
                "handshakeFailed(sslError([error:1000007d:SSL routines:OPENSSL_internal:"
                    + "CERTIFICATE_VERIFY_FAILED]))", .serverNotTrusted
            ),
            ("failedToValidateHostname(forms.example)", .serverNotTrusted),
            ("SSL routines:OPENSSL_internal:TLSV1_ALERT_UNKNOWN_CA", .clientNotAccepted),
            ("Can't resolve address", .unknownHost), ("No route to host", .noRoute),
            ("Network is unreachable (errno: 101)", .noRoute),
            ("connectTimeout(NIOCore.TimeAmount(nanoseconds: 10))", .timedOut),
        ] as [(String, ConnectionObstacle)])
    func recognised(text: String, obstacle: ConnectionObstacle) {
        #expect(ConnectionObstacle(describedBy: text) == obstacle)
    }

    @Test("What is not recognised may have arrived", arguments: ["", "EOF", "Stream closed"])
    func unrecognised(text: String) {
        #expect(ConnectionObstacle(describedBy: text) == .brokenConnection)
        #expect(ConnectionObstacle(describedBy: text).status == .unreachable)
    }

    @Test("Trying again is offered only where it can help")
    func status() {
        #expect(ConnectionObstacle.refused.status == .unreachable)
        #expect(ConnectionObstacle.clientNotAccepted.status == .refused)
        #expect(ConnectionObstacle.serverNotTrusted.status == .local)
    }
}
