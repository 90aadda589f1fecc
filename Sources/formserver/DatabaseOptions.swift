import ArgumentParser
import Foundation

/// Where the database is: the same option in every command that needs it.
struct DatabaseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A PostgreSQL connection string, such as \"host=/run/postgresql dbname=forms\".",
            discussion: "Also taken from the environment variable FORMS_DATABASE."))
    var database: String?

    var connectionString: String {
        get throws {
            guard let text = database ?? ProcessInfo.processInfo.environment["FORMS_DATABASE"]
            else {
                throw ValidationError("Say where the database is: --database or FORMS_DATABASE.")
            }
            return text
        }
    }
}
