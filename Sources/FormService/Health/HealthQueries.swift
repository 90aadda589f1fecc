internal import Postgres

/// The statement with which the server asks whether its database is there.
enum HealthQueries {
    static func ping() -> Query<Void> {
        "select 1"
    }
}
