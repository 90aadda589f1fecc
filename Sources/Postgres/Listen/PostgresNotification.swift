/// What a `notify` carried.
public struct PostgresNotification: Hashable, Sendable {
    public let channel: String
    /// Up to 8,000 bytes; empty if the `notify` had none.
    public let payload: String
    /// The server process that sent it.
    public let processID: Int32
}
