import ArgumentParser
import FormSchemas

/// The options that every command has and that mean the same in each.
struct CommonOptions: ParsableArguments {
    @Option(
        name: [.customShort("p"), .long],
        help: ArgumentHelp(
            "The profile to use: a name, or the path of its folder.",
            discussion: "Otherwise FORMS_PROFILE, then \"default\", then the only one there is.",
            valueName: "name"))
    var profile: String?

    @Option(
        help: ArgumentHelp(
            "The language to speak: nl, fr, de or en.", valueName: "language"),
        completion: .list(Language.allCases.map(\.rawValue)))
    var lang: String?

    @Flag(help: "Write the result as JSON, one object a line.")
    var json = false

    @Flag(name: [.customShort("q"), .long], help: "Say nothing but results and errors.")
    var quiet = false

    @Flag(help: "Never use colour or bold; NO_COLOR does the same.")
    var noColor = false

    @Option(
        help: ArgumentHelp(
            "The officer on whose behalf forms are read.", valueName: "name or number"))
    var officer: String?

    @Option(
        help: ArgumentHelp(
            "Why forms are read; the exchange keeps it in its audit trail.", valueName: "text"))
    var reason: String?

    @Flag(name: [.customShort("y"), .long], help: "Do not ask before overwriting something.")
    var yes = false
}
