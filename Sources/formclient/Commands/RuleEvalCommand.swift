import ArgumentParser
import FormDocument
import FormSchemas

/// Evaluates an expression as the rules of forms have them.
struct RuleEvalCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Evaluates an expression, with a form's document as `self`.",
        discussion: """
            The language is that of rules (CEL, with the exchange's own functions). `self` is the \
            document of the file, a draft or a signed bundle, and null without a file; `tables` \
            are the reference tables of the catalogue. Put -- before an expression that begins \
            with a minus sign.

            EXAMPLES
              formclient rule eval 'self.body.legs.map(leg, leg.mode)' mission.json
              formclient rule eval 'decimal("0.10") + decimal("0.20")'

            EXIT STATUS
              0 there is a value (false is one, too), 1 the expression is wrong or has no value,
              2 the file cannot be read
            """)

    @Argument(help: "The expression.")
    var expression: String

    @Argument(help: "The document that `self` stands for; - is standard input.")
    var file: String?

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let console = session.console
        let evaluation: ExpressionEvaluation
        do throws(ClientError) {
            evaluation = ExpressionEvaluation(
                expression, document: try file.map(Self.document), tables: FormLibrary.tables)
        } catch {
            throw error.undecided
        }
        show(evaluation, console)
        guard case .success = evaluation.result else { throw SilentEnd(status: .answerIsNo) }
    }

    private func show(_ evaluation: ExpressionEvaluation, _ console: Console) {
        if console.isJSON { return console.show(evaluation.json) }
        switch evaluation.result {
        case .success(let value):
            let text = value.description
            if case .terminal = console.format {
                console.show(Table.oneLine(text))
            } else {
                console.show(text)
            }
        case .failure:
            let columns = Terminal.isTerminal(2) ? Terminal.columns : nil
            for line in evaluation.errorLines(columns: columns, in: console.language) {
                console.say(line)
            }
        }
    }

    /// The document in a file, taken out of its bundle where it is signed.
    private static func document(_ name: String) throws(ClientError) -> JSONDocument {
        switch try FormFile(name).content() {
        case .draft(let draft): return draft.json
        case .unreadable(let error):
            throw ClientError(.undecided, .notJSON(name, error), advice: .mending(error.code))
        case .bundle(let bundle):
            do {
                return try SealedDocument(bytes: bundle.document).json
            } catch {
                throw ClientError(.undecided, .notABundle(name, .json(error)))
            }
        }
    }
}
