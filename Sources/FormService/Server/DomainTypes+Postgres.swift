public import FormDocument
public import Postgres

// How the domain's types are stored.

extension AgencyCode: PostgresRepresentable {
    public var postgresRepresentation: String { description }
    public init?(postgresRepresentation: String) { self.init(postgresRepresentation) }
}

extension SubmissionID: PostgresRepresentable {
    public var postgresRepresentation: PostgresUUID {
        PostgresUUID(high: halves.high, low: halves.low)
    }
    public init?(postgresRepresentation: PostgresUUID) {
        self.init(high: postgresRepresentation.high, low: postgresRepresentation.low)
    }
}

extension CaseID: PostgresRepresentable {
    public var postgresRepresentation: PostgresUUID {
        PostgresUUID(high: halves.high, low: halves.low)
    }
    public init?(postgresRepresentation: PostgresUUID) {
        self.init(high: postgresRepresentation.high, low: postgresRepresentation.low)
    }
}

extension Timestamp: PostgresRepresentable {
    public var postgresRepresentation: PostgresTimestamp {
        PostgresTimestamp(microsecondsSince1970: microseconds)
    }
    public init?(postgresRepresentation: PostgresTimestamp) {
        self.init(microseconds: postgresRepresentation.microsecondsSince1970)
    }
}

extension Role: PostgresRepresentable {}
extension HolderKind: PostgresRepresentable {}
