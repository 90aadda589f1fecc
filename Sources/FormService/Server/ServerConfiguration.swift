/// What a server needs to know to start.
public struct ServerConfiguration: Sendable {
    /// The address to listen on, and the port; 0 takes a free one.
    public var host: String
    public var port: Int
    /// A libpq connection string.
    public var database: String
    /// How many connections to the database to open at most.
    public var databaseConnections = 8
    public var tls: TLSCredentials.Files
    /// The secret text of the key that signs receipts; its name is that of the exchange.
    public var receiptKey: String
    /// Whether this is an exchange for tests: its receipts are worth nothing.
    public var isTestExchange: Bool
    public var limits = Limits()

    public init(
        host: String, port: Int, database: String, tls: TLSCredentials.Files, receiptKey: String,
        isTestExchange: Bool
    ) {
        self.host = host
        self.port = port
        self.database = database
        self.tls = tls
        self.receiptKey = receiptKey
        self.isTestExchange = isTestExchange
    }
}
