import Dispatch
import FormService
import Foundation

/// Lets SIGTERM and SIGINT end a server in an orderly way, and SIGHUP make it read its certificates.
final class ServerSignals {
    private let sources: [any DispatchSourceSignal]

    init(_ server: FormServer) {
        func source(
            _ number: Int32, _ action: @escaping @Sendable () -> Void
        ) -> any DispatchSourceSignal {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler(handler: action)
            source.resume()
            return source
        }
        sources = [
            source(SIGTERM) { server.beginShutdown() },
            source(SIGINT) { server.beginShutdown() },
            source(SIGHUP) { server.reloadCredentials() },
        ]
    }

    func cancel() {
        for source in sources { source.cancel() }
    }
}
