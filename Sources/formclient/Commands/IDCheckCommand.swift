import ArgumentParser
import FormDocument
import FormSchemas

/// Explains the check of an identifier step by step.
struct IDCheckCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Explains step by step whether an identifier can be right.",
        discussion: """
            Values may have the spaces, dots and hyphens that people write. With - as the value, \
            standard input has one value a line. Without a type the types are listed.

            EXAMPLES
              formclient id check be-niss 85.07.30-033.28
              formclient id check iban 'BE68 5390 0754 7034' --lang fr

            EXIT STATUS
              0 nothing speaks against it, 1 it cannot be right, 2 no such type, or no value
            """)

    @Argument(help: "The type, such as be-niss.")
    var type: String?

    @Argument(help: "The value; - is standard input, one value a line.")
    var value: String?

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let console = session.console
        guard let type else {
            showTypes(console)
            throw SilentEnd(status: .undecided)
        }
        let wanted = try Self.find(type)
        var areAccepted = true
        for value in try values(of: wanted, console.language) {
            let check = wanted.check(value, today: Self.today)
            show(IdentifierReport(value: value, check), console)
            areAccepted = areAccepted && check.outcome.isAccepted
        }
        guard areAccepted else { throw SilentEnd(status: .answerIsNo) }
    }

    /// The reader's own day as YYYYMMDD: who is born after it is not born yet.
    private static var today: Int? {
        Int(LocalTime(.now()).date.filter { $0 != "-" })
    }

    static func find(_ name: String) throws(ClientError) -> IdentifierType {
        if let type = IdentifierType.named(name) { return type }
        let names = IdentifierType.all.map(\.name)
        let known = names + IdentifierType.all.map { $0.code.lowercased() }
        let nearest = Spelling.nearest(to: name, in: known).flatMap(IdentifierType.named)
        throw ClientError(
            .undecided, .unknownIdentifierType(name),
            details: names.joined(separator: ", ").wrapped(to: 76).map { Phrase(verbatim: $0) },
            advice: nearest.map { .didYouMean($0.name) } ?? .seeIdentifierTypes)
    }

    private func values(
        of type: IdentifierType, _ language: Language
    ) throws(ClientError) -> [String] {
        guard let value else {
            throw ClientError(.usage, .identifierNeeded(type.title(in: language), type.example))
        }
        guard value == "-" else { return [value] }
        let bytes = try LocalFile.read("-", bytesMax: DocumentLimits.documentBytesMax)
        let lines = bytes.split { $0 == 0x0A || $0 == 0x0D }
            .map { String(decoding: $0, as: UTF8.self) }
            .filter { !$0.allSatisfy(\.isWhitespace) }
        guard !lines.isEmpty else {
            throw ClientError(
                .undecided, .identifierNeeded(type.title(in: language), type.example))
        }
        return lines
    }

    private func show(_ report: IdentifierReport, _ console: Console) {
        switch console.format {
        case .json: console.show(report.json(in: console.language))
        case .plain: console.show(report.tabSeparated(in: console.language))
        case .terminal(let columns):
            let lines = report.lines(columns: columns, in: console.language)
            for (number, line) in lines.enumerated() {
                console.show(number == 0 ? console.outputStyle.emphasised(line) : line)
            }
        }
    }

    private func showTypes(_ console: Console) {
        let language = console.language
        if console.isJSON {
            for type in IdentifierType.all {
                console.show([
                    "type": .string(type.name),
                    "code": .string(type.code),
                    "title": .string(type.title(in: language)),
                    "form": .string(type.form(in: language)),
                    "example": .string(type.example),
                ])
            }
            return
        }
        console.show(Self.typeTable(in: language))
    }

    /// A row for each type: its name, its title and an example.
    static func typeTable(in language: Language) -> Table {
        var table = Table([
            .init(Phrase.columnIdentifierType[language], weight: 1),
            .init(Phrase.columnTitle[language], yields: true),
            .init(Phrase.columnExample[language], yields: true),
        ])
        for type in IdentifierType.all {
            table.append([
                .init(type.name), .init(type.title(in: language)), .init(type.example),
            ])
        }
        return table
    }
}
