import ArgumentParser

/// The commands about joint inspections.
struct InspectionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspections",
        abstract: "Finds, shows, plans and counts joint inspections.",
        discussion: """
            EXAMPLES
              formclient inspections find --country BE --sector F --reason "planning"
              formclient inspections calendar --reason "planning"
            """,
        subcommands: [
            InspectionsFindCommand.self, InspectionsShowCommand.self,
            InspectionsCalendarCommand.self, InspectionsStatsCommand.self,
            InspectionsPlanCommand.self, InspectionsExportCommand.self,
        ])
}
