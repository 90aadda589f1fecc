import Foundation

/// Where the programs under test and their tools are.
enum Programs {
    /// The checkout.
    static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let formserver = built("formserver")
    static let formclient = built("formclient")

    /// The interpreter that has the libraries of `scripts/requirements.txt`; `nil` outside of
    /// `scripts/test`.
    static let pythonWithLibraries = ProcessInfo.processInfo.environment["FORMS_TEST_PYTHON"]

    /// An interpreter for scripts that need the standard library only.
    static let python = pythonWithLibraries ?? "/usr/bin/env"

    /// The arguments that ``python`` needs before those of a script.
    static let pythonArguments = pythonWithLibraries == nil ? ["python3"] : []

    /// A file of `Tests/EndToEndTests/Clients`.
    static func clientScript(_ name: String) -> String {
        repository.appending(path: "Tests/EndToEndTests/Clients/\(name)").path
    }

    /// The programs lie beside the test binary.
    private static func built(_ name: String) -> String {
        let beside = URL(filePath: ProcessInfo.processInfo.arguments[0])
            .deletingLastPathComponent().appending(path: name).path
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        return repository.appending(path: ".build/debug/\(name)").path
    }
}
