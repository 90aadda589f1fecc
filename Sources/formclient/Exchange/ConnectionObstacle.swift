import GRPCCore

/// What stood in the way of a call that was never answered.
///
/// The transport reports only texts and nested causes, so that the kind is read from those; what
/// is not recognised is a broken connection, after which nothing may be assumed.
enum ConnectionObstacle: Sendable, Equatable {
    case refused
    case unknownHost
    case noRoute
    case timedOut
    /// The server's certificate does not lead to a root of the profile, or is for another host.
    case serverNotTrusted
    /// The server has ended the handshake: it does not accept the client's certificate.
    case clientNotAccepted
    case brokenConnection

    init(_ error: RPCError) {
        var text = "\(error.message)"
        var cause = error.cause
        while let current = cause {
            text += " \(current)"
            cause = (current as? RPCError)?.cause
        }
        self.init(describedBy: text)
    }

    init(describedBy text: String) {
        let signs: [(ConnectionObstacle, [String])] = [
            (.serverNotTrusted, ["CERTIFICATE_VERIFY_FAILED", "unableToValidateCertificate"]),
            (.serverNotTrusted, ["noALPN", "failedToValidateHostname"]),
            (.clientNotAccepted, ["ALERT", "TLSV1_", "CERTIFICATE_REQUIRED", "BAD_CERTIFICATE"]),
            (.refused, ["onnection refused", "errno: 111", "ECONNREFUSED"]),
            (.unknownHost, ["resolve address", "DNS"]),
            (.noRoute, ["No route to host", "Network is unreachable"]),
            (.timedOut, ["connectTimeout", "timed out"]),
        ]
        let found = signs.first { sign in sign.1.contains { text.contains($0) } }
        self = found?.0 ?? .brokenConnection
    }

    /// The obstacle in a few words, to stand in parentheses.
    var phrase: Phrase {
        switch self {
        case .refused: .connectionRefused
        case .unknownHost: .hostUnknown
        case .noRoute: .noRoute
        case .timedOut: .connectionTimedOut
        case .serverNotTrusted: .serverNotTrusted
        case .clientNotAccepted: .clientNotAccepted
        case .brokenConnection: .connectionBroken
        }
    }

    /// Trying again helps, except where a certificate or the profile has to be changed first.
    var status: ExitStatus {
        switch self {
        case .clientNotAccepted: .refused
        case .serverNotTrusted: .local
        case .refused, .unknownHost, .noRoute, .timedOut, .brokenConnection: .unreachable
        }
    }

    var advice: Phrase? {
        switch self {
        case .serverNotTrusted: .checkTrust
        case .clientNotAccepted: .certificateNotAdmitted
        case .unknownHost: .checkServer
        default: nil
        }
    }
}
