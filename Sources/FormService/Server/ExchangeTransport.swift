internal import GRPCNIOTransportHTTP2

extension HTTP2ServerTransport.Custom {
    /// The port that is listened on, once it is.
    var port: Int? {
        get async {
            let address = await listeningAddress
            return address?.ipv4?.port ?? address?.ipv6?.port
        }
    }
}

extension HTTP2ServerTransport.Custom.Config {
    /// The transport's settings: nothing is left to defaults that matters for safety.
    static func exchange(_ limits: Limits) -> Self {
        var config = Self.defaults
        config.rpc.maxRequestPayloadSize = limits.messageBytesMax
        config.http2.maxConcurrentStreams = limits.streamsPerConnectionMax
        config.connection.maxIdleTime = .seconds(600)
        config.connection.maxAge = limits.connectionAgeMax
        config.connection.maxGraceTime = .seconds(60)
        config.connection.keepalive.clientBehavior.minPingIntervalWithoutCalls = .seconds(60)
        config.connection.keepalive.clientBehavior.allowWithoutCalls = true
        return config
    }
}
