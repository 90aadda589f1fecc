import ArgumentParser
import FormService

/// Brings a database to the state that this program works with.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Apply the database migrations that are missing.")

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        var count = 0
        try await Migrator(connectionString: try database.connectionString).up { name in
            print("applied  \(name)")
            count += 1
        }
        print(count == 0 ? "The database is up to date." : "The database is up to date now.")
    }
}
