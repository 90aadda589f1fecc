import Testing

/// Real processes, real mutual TLS, a real PostgreSQL, the real client.
///
/// One after another: each suite has servers of its own, and two cores are soon full.
@Suite("End to end", .serialized, .needsPostgres)
enum EndToEnd {}
