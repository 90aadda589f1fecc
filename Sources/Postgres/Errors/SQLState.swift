/// A five-character SQLSTATE code.
///
/// The named ones are those that callers react to; any other code is still carried as it came.
///
/// - Source: PostgreSQL 15 manual, appendix A, "PostgreSQL Error Codes".
public struct SQLState: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    private init(_ code: StaticString) {
        self.init(rawValue: code.description)
    }

    public var description: String { rawValue }

    /// The first two characters, which name the class of the error.
    public var classCode: Substring { rawValue.prefix(2) }

    // Class 08 and 57: the connection or the server.
    public static let connectionFailure = SQLState("08006")
    public static let protocolViolation = SQLState("08P01")
    public static let queryCanceled = SQLState("57014")
    public static let adminShutdown = SQLState("57P01")
    public static let crashShutdown = SQLState("57P02")
    public static let cannotConnectNow = SQLState("57P03")
    public static let tooManyConnections = SQLState("53300")
    public static let diskFull = SQLState("53100")

    // Class 22 and 23: the values.
    public static let numericValueOutOfRange = SQLState("22003")
    public static let datetimeFieldOverflow = SQLState("22008")
    public static let divisionByZero = SQLState("22012")
    public static let characterNotInRepertoire = SQLState("22021")
    public static let invalidBinaryRepresentation = SQLState("22P03")
    public static let invalidTextRepresentation = SQLState("22P02")
    public static let restrictViolation = SQLState("23001")
    public static let notNullViolation = SQLState("23502")
    public static let foreignKeyViolation = SQLState("23503")
    public static let uniqueViolation = SQLState("23505")
    public static let checkViolation = SQLState("23514")
    public static let exclusionViolation = SQLState("23P01")

    // Class 25 and 40: the transaction.
    public static let readOnlyTransaction = SQLState("25006")
    public static let inFailedTransaction = SQLState("25P02")
    public static let idleInTransactionTimeout = SQLState("25P03")
    public static let serializationFailure = SQLState("40001")
    public static let deadlockDetected = SQLState("40P01")

    // Class 0A, 26, 42 and 55: the statement.
    public static let featureNotSupported = SQLState("0A000")
    public static let invalidStatementName = SQLState("26000")
    public static let insufficientPrivilege = SQLState("42501")
    public static let syntaxError = SQLState("42601")
    public static let undefinedColumn = SQLState("42703")
    public static let undefinedTable = SQLState("42P01")
    public static let duplicateTable = SQLState("42P07")
    public static let duplicateDatabase = SQLState("42P04")
    public static let lockNotAvailable = SQLState("55P03")
}
