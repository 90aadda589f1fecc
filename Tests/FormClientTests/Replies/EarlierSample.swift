import FormDocument
import FormProtocol
import FormSchemas
import Foundation
import Testing

@testable import formclient

/// A valid sample of the catalogue as a form that an agency has fetched.
struct EarlierSample {
    let document: JSONDocument
    let parts: [DocumentPart]

    /// - Parameter change: what is different in the draft.
    init(
        _ form: String, _ name: String, _ change: (inout JSONValue) -> Void = { _ in }
    ) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let path = root.appending(
            path: "catalogue/forms/\(form)/1.0/samples/valid/\(name).json")
        var draft = JSONValue(try JSONDocument([UInt8](try Data(contentsOf: path))).root)
        change(&draft)
        let sealed = try Draft(bytes: draft.bytes()).seal()
        document = sealed.document.json
        parts = sealed.parts
    }

    var header: JSONNode? { document.root["header"] }

    func reference() throws -> WireFormReference {
        let sender = try #require(header?["sender"]?.string)
        let id = try #require(header?["id"]?.string)
        return .with {
            $0.sender = sender
            $0.id = id
        }
    }

    /// The form as `agency` sees it, in a case with these forms besides it.
    func fetched(
        by agency: String, without withheld: Set<String> = [],
        in response: WireGetCaseResponse = .init()
    ) throws -> EarlierForm {
        try EarlierForm(
            document, parts: parts.filter { !withheld.contains($0.name.description) },
            isBulk: false, in: CaseView(response, for: try #require(AgencyCode(agency))))
    }

    /// The case with the form alone.
    func response(
        state: String = "", _ change: (inout WireCaseForm) -> Void = { _ in }
    ) throws -> WireGetCaseResponse {
        let own = try reference()
        var form = WireCaseForm.with {
            $0.root = own
            $0.newest = own
            $0.standing = .current
            $0.summary.sender = own.sender
            $0.summary.id = own.id
        }
        change(&form)
        return .with {
            $0.forms = [form]
            $0.dialogues = [
                .with {
                    $0.root = own
                    $0.state = state
                }
            ]
        }
    }
}
