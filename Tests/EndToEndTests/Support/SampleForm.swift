import FormDocument
import FormProtocol
import FormSchemas
import Foundation

/// A draft of the catalogue's samples, to be changed, signed and sent.
struct SampleForm: Sendable {
    var json: JSONValue

    /// A form that stands alone: it answers nothing and rests upon nothing. From BE-DAP to NL-DKDB.
    static func plainForm() throws -> SampleForm {
        try assessment().from("BE-DAP").to(("NL-DKDB", "TO"))
    }

    /// A mission with two confidential parts, from BE-DAP to LU-USP, with a copy to LU-GCT.
    ///
    /// - Parameter assessment: what it rests upon; its sender must have received it.
    static func mission(on assessment: SampleForm) throws -> SampleForm {
        var form = try SampleForm("VIP-01", "ministers-luxembourg-armed")
        form.json["body"]?["risk"]?["assessment_ref"] = [
            "form": "RSK-01", "sender": .string(assessment.sender), "id": .string(assessment.id),
        ]
        return form
    }

    /// A risk assessment, from BE-OCAM to BE-DAP, NL-DKDB and others.
    static func assessment() throws -> SampleForm {
        try SampleForm("RSK-01", "be-ocam-minister")
    }

    init(_ form: String, _ name: String) throws {
        let file = Self.folder(form).appending(path: "valid/\(name).json")
        json = JSONValue(try JSONDocument([UInt8](try Data(contentsOf: file))).root)
        id = SubmissionID.generate().description
    }

    var bytes: [UInt8] { json.bytes(pretty: true) }

    var id: String {
        get { header("id") }
        set { json["header"]?["id"] = .string(newValue) }
    }

    var sender: String { header("sender") }
    var caseID: String { header("case") }

    var reference: WireFormReference {
        .with {
            $0.sender = sender
            $0.id = id
        }
    }

    /// The same form with a new ID.
    func renewed() -> SampleForm {
        var form = self
        form.id = SubmissionID.generate().description
        return form
    }

    /// The same form from `sender`.
    func from(_ sender: String) -> SampleForm {
        setting("sender", .string(sender))
    }

    /// The same form, to these recipients.
    func to(_ recipients: (agency: String, role: String)...) -> SampleForm {
        setting(
            "recipients",
            .array(recipients.map { ["agency": .string($0.agency), "as": .string($0.role)] }))
    }

    /// The same form with another value in its header.
    func setting(_ name: String, _ value: JSONValue) -> SampleForm {
        var form = self
        form.json["header"]?[name] = value
        return form
    }

    func header(_ name: String) -> String {
        guard case .string(let text)? = json["header"]?[name] else { return "" }
        return text
    }

    /// Where the samples of a form lie.
    static func folder(_ form: String) -> URL {
        Programs.repository.appending(path: "catalogue/forms/\(form)/1.0/samples")
    }

    /// The paths of all samples of a kind (`valid`, `invalid`), of all forms.
    static func files(_ kind: String) throws -> [String] {
        let forms = Programs.repository.appending(path: "catalogue/forms")
        return try FileManager.default.contentsOfDirectory(atPath: forms.path).sorted().flatMap {
            let folder = folder($0).appending(path: kind)
            return try FileManager.default.contentsOfDirectory(atPath: folder.path)
                .filter { $0.hasSuffix(".json") }.sorted()
                .map { folder.appending(path: $0).path }
        }
    }
}
