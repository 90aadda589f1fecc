import ArgumentParser
import FormSchemas

/// Runs test files in the format of the JSON-Schema-Test-Suite.
struct SchemaTestCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Runs files in the format of the JSON-Schema-Test-Suite.",
        discussion: """
            Each failure is a line of the result; the last line says how many passed and failed. \
            Schemas are of draft 2020-12 and refer to nothing that is not below --remotes. The \
            exchange's own keywords count in schemas whose $id begins with urn:benelux:.

            EXAMPLES
              formclient schema test tests/draft2020-12 --remotes remotes
              formclient schema test tests/draft2020-12/optional/format --assert-format

            EXIT STATUS
              0 all passed, 1 some failed,
              2 nothing found, or something is not in that format
            """)

    @Argument(help: "Test files; a folder means the *.json in and below it, - standard input.")
    var paths: [String]

    @Option(
        help: ArgumentHelp(
            "The folder whose files stand for those below http://localhost:1234/.",
            valueName: "folder"),
        completion: .directory)
    var remotes: String?

    @Flag(help: "Let \"format\" assert, not only annotate.")
    var assertFormat = false

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let console = session.console
        var report = SuiteReport()
        let run = SuiteRun(remotes: try readRemotes(console), assertsFormats: assertFormat)
        let files = findFiles(console, &report)
        var progress = ProgressLine(console)
        for (index, file) in files.enumerated() {
            progress.update(
                Phrase.suiteProgress(file, done: index, of: files.count, report)[console.language])
            perform(run, on: file, console, &report, &progress) {
                Phrase.suiteProgress($0, done: index, of: files.count, $1)[console.language]
            }
        }
        progress.clear()
        if report.hasNoTests { console.say(ClientError(.undecided, .noTests)) }
        if report.undecided > 0 { console.tell(.seeSuiteFormat) }
        console.isJSON ? console.show(report.json) : console.show(report.summary)
        guard report.status == .done else { throw SilentEnd(status: report.status) }
    }

    private func readRemotes(_ console: Console) throws(ClientError) -> [String: JSONDocument] {
        guard let remotes else { return [:] }
        do throws(ClientError) {
            return try SuiteRemotes.read(below: remotes) { console.tell($0) }
        } catch {
            throw error.undecided
        }
    }

    /// The files to run, those below a folder in the order of their paths.
    private func findFiles(_ console: Console, _ report: inout SuiteReport) -> [String] {
        var files: [String] = []
        for path in paths {
            guard path != "-", LocalFile.isFolder(path) else {
                files.append(path)
                continue
            }
            do throws(ClientError) {
                // The remotes may lie below the tests; they are schemas, no tests.
                let found = try LocalFile.jsonFiles(below: path, except: remotes)
                guard !found.isEmpty else {
                    throw ClientError(.undecided, .folderWithoutForms(path))
                }
                files += found
            } catch {
                console.say(error)
                report.countUndecided()
            }
        }
        return files
    }

    private func perform(
        _ run: SuiteRun, on file: String, _ console: Console, _ report: inout SuiteReport,
        _ progress: inout ProgressLine, _ describe: (String, SuiteReport) -> String
    ) {
        let suite: SuiteFile
        do throws(ClientError) {
            suite = try read(file)
        } catch {
            progress.clear()
            console.say(error)
            report.countUndecided()
            return
        }
        run.run(suite) { failure in
            if let failure {
                report.countFailed()
                progress.clear()
                show(failure, file, console)
            } else {
                report.countPassed()
            }
            progress.update(describe(file, report))
        }
        guard !suite.misfits.isEmpty else { return }
        progress.clear()
        var counter = LineCounter(suite.bytes)
        var lastLine = 0
        for offset in suite.misfits {
            report.countUndecided()
            let line = counter.line(of: offset)
            if line > lastLine {
                console.say(ClientError(.undecided, .notASuiteEntry(file, line: line)))
            }
            lastLine = line
        }
    }

    private func read(_ file: String) throws(ClientError) -> SuiteFile {
        let bytes = try LocalFile.read(file, bytesMax: JSONLimits.bytesCeiling)
        if let suite = SuiteFile(bytes) { return suite }
        throw ClientError(.undecided, .notASuite(file, Self.mistake(in: bytes)))
    }

    private static func mistake(in bytes: [UInt8]) -> JSONError? {
        do throws(JSONError) {
            _ = try JSONDocument(bytes, limits: SuiteFile.limits)
            return nil
        } catch {
            return error
        }
    }

    private func show(_ failure: SuiteRun.Failure, _ file: String, _ console: Console) {
        switch console.format {
        case .json: console.show(failure.json(file: file, in: console.language))
        case .plain: console.show(failure.tabSeparated(file: file, in: console.language))
        case .terminal:
            for line in failure.lines(file: file, in: console.language) { console.show(line) }
        }
    }
}
