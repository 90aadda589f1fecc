import ArgumentParser
import FormDocument
import FormSchemas

/// Writes a draft to begin with, and explains its fields.
struct NewCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Writes a filled-in draft of a form and explains its fields.",
        discussion: """
            With -o the draft goes to a file and the explanation to standard output; otherwise the \
            draft goes to standard output and the explanation to standard error.

            EXAMPLES
              formclient new VIP-01 -o mission.json
              formclient new RSK-01 --to NL-DKDB --quiet > assessment.json
            """)

    @Argument(help: "The form's code, such as VIP-01.")
    var form: String

    @Option(help: ArgumentHelp("The form's version; the newest otherwise.", valueName: "version"))
    var version: String?

    @Option(name: [.short, .long], help: "Where to write the draft.")
    var output: String?

    @Option(help: ArgumentHelp("Whom it is for; can be given several times.", valueName: "agency"))
    var to: [String] = []

    @Flag(help: "Put the fields that need not be filled in into the draft too.")
    var allFields = false

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let console = session.console
        let version = try FormLibrary.version(of: form, self.version)
        if let output { try session.requireMayWrite(output) }
        let draft = try session.newDraft(
            of: version, to: try to.compactMap { try agency($0) }, allFields: allFields)
        let bytes = draft.bytes(pretty: true)
        if let output {
            try LocalFile.writeOutput(bytes, to: output)
        } else {
            Terminal.write(String(decoding: bytes, as: UTF8.self), to: 1)
        }
        explain(version, console)
        console.tell(.draftAdvice(output ?? "FILE"))
    }

    private func explain(_ version: FormVersion, _ console: Console) {
        let fields = version.fields(in: console.language)
        if console.isJSON {
            // Without a file the one value on standard output is the draft.
            if output != nil { for field in fields { console.show(field.jsonValue) } }
            return
        }
        guard output != nil || !console.isQuiet else { return }
        let columns = Terminal.isTerminal(output == nil ? 2 : 1) ? Terminal.columns : 100
        let lines =
            ["\(version.code) v\(version.version)  \(version.title[console.language])"]
            + version.description[console.language].wrapped(to: columns)
            + ["", Phrase.fieldGuide[console.language], ""]
            + fields.flatMap { $0.lines(columns: columns, console.language) }
        for line in lines {
            if output == nil { console.say(line) } else { console.show(line) }
        }
    }
}

extension Session {
    /// A draft to begin with, with what is known of its sender.
    func newDraft(
        of version: FormVersion, to recipients: [AgencyCode] = [], allFields: Bool = false
    ) throws(ClientError) -> JSONValue {
        var template = FormTemplate(
            version, language: console.language, includesOptional: allFields)
        let profile = try profileIfAny()
        let header = DraftHeader(
            sender: profile?.agency, officer: officer ?? profile?.officer, recipients: recipients)
        return header.freshIDs(in: template.draft(values: header.values(for: version.form)))
    }
}

/// What the client can put into the header of a new draft.
struct DraftHeader {
    let sender: AgencyCode?
    let officer: String?
    let recipients: [AgencyCode]

    /// Values by their place in the document.
    func values(for form: FormDefinition, now: Timestamp = .now()) -> [JSONPointer: JSONValue] {
        let created = LocalTime(now).rfc3339
        var values: [JSONPointer: JSONValue] = [
            "/header/id": .string(SubmissionID.generate(at: now).description),
            "/header/case": .string(CaseID.generate(at: now).description),
            "/header/action": "NEW",
            "/header/created_at": .string(created),
            "/header/retention_until": .string(
                Self.lastDay(of: form.retentionDaysMax ?? 365, from: created)),
        ]
        if let sender { values["/header/sender"] = .string(sender.description) }
        if let officer { values["/header/sender_officer/name"] = .string(officer) }
        if !recipients.isEmpty {
            values["/header/recipients"] = .array(
                recipients.map { ["agency": .string($0.description), "as": "TO"] })
        }
        return values
    }

    /// The last of so many days from a moment on.
    ///
    /// Rules count from the moment's day as it is written, or in UTC; the earlier one fits both.
    static func lastDay(of days: Int, from moment: String) -> String {
        let inUTC = Timestamp(moment)?.description ?? moment
        let first = min(moment.prefix(10), inUTC.prefix(10))
        guard let start = Timestamp("\(first)T00:00:00Z") else { return String(first) }
        return String(start.adding(days: Int64(days)).description.prefix(10))
    }

    /// The draft with new IDs in the body where the template has examples: two drafts must not
    /// speak of the same mission. References to other forms stay, they have to be filled in.
    ///
    /// - Parameter known: the places of values that are none of the template's.
    func freshIDs(in draft: JSONValue, keeping known: Set<JSONPointer> = []) -> JSONValue {
        var draft = draft
        draft["body"] = draft["body"].map { Self.withFreshIDs($0, at: "/body", known) }
        return draft
    }

    private static func withFreshIDs(
        _ value: JSONValue, at place: JSONPointer, _ known: Set<JSONPointer>
    ) -> JSONValue {
        guard !known.contains(place) else { return value }
        switch value {
        case .array(let elements):
            return .array(
                elements.enumerated().map { withFreshIDs($1, at: place.appending($0), known) })
        case .object(let members):
            return .object(
                members.map { member in
                    let place = place.appending(member.name)
                    guard member.name.hasSuffix("_id"), case .string(let text) = member.value,
                        SubmissionID(text) != nil, !known.contains(place)
                    else {
                        return .init(member.name, withFreshIDs(member.value, at: place, known))
                    }
                    return .init(member.name, .string(SubmissionID.generate().description))
                })
        default:
            return value
        }
    }
}

// MARK: - Explanation of fields

extension FieldDescription {
    /// How many codes are named; longer lists are cut.
    private static let codesMax = 16

    /// The field as people read it: place and title, then what it means and what may stand there.
    func lines(columns: Int, _ language: Language) -> [String] {
        let mark = isRequired ? "*" : " "
        let kind = [part == nil ? types.joined(separator: "|") : "", format ?? ""]
            .filter { !$0.isEmpty }.joined(separator: ", ")
        var texts = ["\(title)\(kind.isEmpty ? "" : " (\(kind))"). \(description)"]
        if !codes.isEmpty {
            let shown = codes.prefix(Self.codesMax).map { code in
                code.label == code.code || code.label.isEmpty
                    ? code.code : "\(code.code) (\(code.label))"
            }
            let more = codes.count - shown.count
            texts.append(shown.joined(separator: ", ") + (more > 0 ? ", … (+\(more))" : ""))
        }
        if part != nil { texts.append(Phrase.confidentialPart[language]) }
        return ["\(mark) \(path)"]
            + texts.flatMap { $0.wrapped(to: max(30, columns - 6)) }.map { "      \($0)" }
    }

    var jsonValue: JSONValue {
        var object: JSONValue = [
            "path": .string(path),
            "title": .string(title),
            "description": .string(description),
            "types": .array(types.map { .string($0) }),
            "required": .bool(isRequired),
            "codes": .array(
                codes.map { ["code": .string($0.code), "label": .string($0.label)] }),
            "personal_data": .int(personalData),
        ]
        object["code_list"] = codeList.map { .string($0) }
        object["format"] = format.map { .string($0) }
        object["part"] = part.map { .string($0) }
        return object
    }
}
