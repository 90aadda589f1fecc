import Dispatch
import Foundation

/// Lets SIGTERM and SIGINT end a server in an orderly way, and SIGHUP make it read its certificates.
final class ServerSignals {
    private let sources: [any DispatchSourceSignal]

    /// Without `reload` SIGHUP ends the process, as it does by default.
    init(
        shutdown: @escaping @Sendable () -> Void, reload: (@Sendable () -> Void)? = nil
    ) {
        func source(
            _ number: Int32, _ action: @escaping @Sendable () -> Void
        ) -> any DispatchSourceSignal {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler(handler: action)
            source.resume()
            return source
        }
        sources =
            [source(SIGTERM, shutdown), source(SIGINT, shutdown)]
            + (reload.map { [source(SIGHUP, $0)] } ?? [])
    }

    func cancel() {
        for source in sources { source.cancel() }
    }
}
