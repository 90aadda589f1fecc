import FormDocument
import FormProtocol
import FormSchemas
import Foundation
import SwiftProtobuf
import Testing

@testable import formclient

/// A case as the exchange tells it, made up.
struct SampleCase {
    static let now = Timestamp(microseconds: 1_800_000_000_000_000)
    static let caseID = "0190f3c2-7a10-7000-8000-00000000ffff"

    private(set) var response = WireGetCaseResponse()
    let agency: AgencyCode

    init(for agency: String) throws {
        self.agency = try #require(AgencyCode(agency))
    }

    var view: CaseView { CaseView(response, for: agency) }

    /// The ID of the form of that number; no two have the same beginning.
    static func id(_ number: Int) -> String {
        "0190f3\(String(number + 16, radix: 16))-7a10-7000-8000-000000000000"
    }

    static func reference(_ number: Int, of sender: String) -> WireFormReference {
        .with {
            $0.sender = sender
            $0.id = id(number)
        }
    }

    /// Adds a form that was accepted `number` minutes before now.
    @discardableResult
    mutating func add(
        _ number: Int, _ name: String, from sender: String, to recipients: [String],
        answers: WireFormReference? = nil,
        _ change: (inout WireCaseForm) -> Void = { _ in }
    ) throws -> WireFormReference {
        let name = try #require(TurnName(name))
        let own = Self.reference(number, of: sender)
        var form = WireCaseForm.with {
            $0.root = response.forms.first?.root ?? own
            $0.standing = .current
            $0.newest = own
            $0.summary = .with {
                $0.sender = sender
                $0.id = own.id
                $0.form = name.form
                $0.turn = name.turn
                $0.version = "1.0"
                $0.action = "NEW"
                $0.caseID = Self.caseID
                $0.urgency = "ROUTINE"
                $0.acceptedAt = Self.moment(minutes: -Int64(number))
                $0.deliveries = recipients.map { agency in
                    .with {
                        $0.recipient = agency
                        $0.role = "TO"
                        $0.state = .accepted
                        $0.stateAt = Self.moment(minutes: -Int64(number))
                    }
                }
                if let answers { $0.inReplyTo = answers }
            }
        }
        change(&form)
        response.forms.append(form)
        return own
    }

    mutating func setState(_ root: WireFormReference, _ state: String, isClosed: Bool = false) {
        response.dialogues.append(
            .with {
                $0.root = root
                $0.state = state
                $0.isClosed = isClosed
            })
    }

    mutating func owe(_ deadline: WireDeadline) { response.deadlines.append(deadline) }

    /// An answer that is owed, due in so many minutes.
    static func deadline(
        _ form: WireFormReference, by agency: String, inMinutes minutes: Int64
    ) -> WireDeadline {
        .with {
            $0.form = form
            $0.formCode = "RSK-01"
            $0.turn = "ASSESS"
            $0.caseID = caseID
            $0.urgency = "URGENT"
            $0.agency = agency
            $0.regime = "SOME-REGIME"
            $0.acceptedAt = moment(minutes: -600)
            $0.dueAt = moment(minutes: minutes)
            $0.state = minutes < 0 ? .overdue : .open
            $0.answers = ["RSK-02/CHANGE", "RSK-02/EXPIRE"]
        }
    }

    static func moment(minutes: Int64) -> Google_Protobuf_Timestamp {
        .init(Timestamp(microseconds: now.microseconds + minutes * 60_000_000))
    }

    /// How the reader's clock shows a moment.
    static func time(minutes: Int64, _ language: Language = .en) -> String {
        LocalTime(Timestamp(moment(minutes: minutes))).text(in: language, now: now)
    }
}
