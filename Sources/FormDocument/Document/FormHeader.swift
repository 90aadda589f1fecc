public import FormSchemas

/// The header of a document, typed.
///
/// Reading it does not replace validation: bounds, uniqueness and the rules between fields are the
/// header schema's. What is read here can be trusted to be of the right kind, and no more.
public struct FormHeader: Hashable, Sendable {
    /// The version of the header's own format; always 1.
    public let format: Int
    public let id: SubmissionID
    public let form: FormCode
    public let version: FormVersionNumber
    public let action: DocumentAction
    public let sender: AgencyCode
    public let senderOfficer: SenderOfficer
    public let recipients: [Recipient]
    public let caseID: CaseID
    public let inReplyTo: FormReference?
    /// The document that this one corrects, withdraws or sends again.
    public let corrects: FormReference?
    public let purpose: String
    public let purposesPermitted: [String]
    public let onward: OnwardUse
    public let legalBasis: [LegalBasis]
    public let handling: Handling
    public let urgency: Urgency
    public let dueBy: Timestamp?
    public let language: DocumentLanguage
    /// When the sender says that the document was made. Its offset from UTC stays in the document.
    public let createdAt: Timestamp
    public let retentionUntil: CalendarDate

    /// Reads the header of the document that `root` is the outermost value of.
    ///
    /// - Throws: ``HeaderError`` with the first member that cannot be read.
    public init(documentRoot root: JSONNode) throws(HeaderError) {
        let header = try HeaderReader(documentRoot: root)
        guard let format = try header.required("format").int else {
            throw header.failure("format", .type)
        }
        guard format == 1 else { throw header.failure("format", .const) }
        self.format = format
        id = try header.value("id", .pattern) { SubmissionID($0) }
        form = try header.value("form", .pattern, FormCode.init)
        version = try header.value("version", .pattern, FormVersionNumber.init)
        action = try header.code("action")
        sender = try header.value("sender", .pattern, AgencyCode.init)
        senderOfficer = try SenderOfficer(try header.object("sender_officer"))
        recipients = try header.objects("recipients", Recipient.init(_:))
        caseID = try header.value("case", .pattern) { CaseID($0) }
        inReplyTo = try header.optionalReference("in_reply_to")
        corrects = try header.optionalReference("corrects")
        purpose = try header.text("purpose")
        purposesPermitted = try header.texts("purposes_permitted")
        onward = try header.code("onward")
        legalBasis = try header.objects("legal_basis", LegalBasis.init(_:))
        handling = try Handling(try header.object("handling"))
        urgency = try header.code("urgency")
        dueBy = try header.optionalValue("due_by", .format, Timestamp.init(_:))
        language = try header.code("language")
        createdAt = try header.value("created_at", .format, Timestamp.init(_:))
        retentionUntil = try header.value("retention_until", .format, CalendarDate.init(_:))
    }
}

extension FormHeader {
    /// By what other forms refer to the document.
    public var reference: FormReference { FormReference(form: form, sender: sender, id: id) }
}

/// What tells a document from every other: who sent it, and the ID that the sender gave it.
public struct DocumentIdentity: Hashable, Sendable {
    public let sender: AgencyCode
    public let id: SubmissionID

    public init(sender: AgencyCode, id: SubmissionID) {
        self.sender = sender
        self.id = id
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.id == right.id && left.sender == right.sender
    }

    /// The IDs alone tell nearly all forms apart.
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }

    /// Reads nothing but `sender` and `id`: a retry must be recognised even if the rest of the
    /// header would not be acceptable any more.
    public init(documentRoot root: JSONNode) throws(HeaderError) {
        let header = try HeaderReader(documentRoot: root)
        sender = try header.value("sender", .pattern, AgencyCode.init)
        id = try header.value("id", .pattern) { SubmissionID($0) }
    }
}

extension SenderOfficer {
    init(_ block: HeaderReader) throws(HeaderError) {
        name = try block.optionalText("name")
        serviceNumber = try block.optionalText("service_number")
        function = try block.text("function")
        phone = try block.optionalText("phone")
        email = try block.optionalText("email")
    }
}

extension Recipient {
    init(_ block: HeaderReader) throws(HeaderError) {
        agency = try block.value("agency", .pattern, AgencyCode.init)
        role = try block.code("as")
    }
}

extension LegalBasis {
    init(_ block: HeaderReader) throws(HeaderError) {
        instrument = try block.text("instrument")
        article = try block.optionalText("article")
    }
}

extension Handling {
    init(_ block: HeaderReader) throws(HeaderError) {
        var codes: [Code] = []
        for (node, pointer) in try block.elements("codes") {
            guard let text = node.string else { throw HeaderError(pointer: pointer, code: .type) }
            guard let code = Code(rawValue: text) else {
                throw HeaderError(pointer: pointer, code: .enum)
            }
            codes.append(code)
        }
        self.codes = codes
        text = try block.optionalText("text")
        classification = try block.code("classification")
        sourceEvaluation = try block.optionalValue("source_evaluation", .enum) {
            SourceEvaluation(rawValue: $0)
        }
        informationEvaluation = try block.optionalValue("information_evaluation", .enum) {
            InformationEvaluation(rawValue: $0)
        }
    }
}
