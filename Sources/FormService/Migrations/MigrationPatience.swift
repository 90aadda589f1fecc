/// How long the migrator waits, and how often it tries again.
struct MigrationPatience: Sendable {
    /// For another migrator.
    var forTurn = Duration.seconds(60)
    /// For a lock, in one attempt: whoever comes after it waits as long.
    var forLock = Duration.seconds(3)
    /// For a lock of a statement that runs concurrently: nobody waits behind it.
    var forConcurrentLock = Duration.seconds(3_600)
    /// Attempts of one transaction.
    var attempts = 10
    /// Between two attempts; it doubles each time, up to the longest.
    var pause = Duration.seconds(1)
    var longestPause = Duration.seconds(30)
    /// A statement of a migration may take long.
    var forStatement = Duration.seconds(24 * 3_600)

    func pause(after attempt: Int) -> Duration {
        min(pause * (1 << min(attempt - 1, 16)), longestPause)
    }
}
