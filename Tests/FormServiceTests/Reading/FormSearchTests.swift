import FormDocument
import FormProtocol
import Testing

@testable import FormService

@Suite("Search requests")
struct FormSearchTests {
    private let limits = Limits()

    @Test("A page token goes on where it was made, with the same filters only")
    func pageToken() throws {
        let first = try FormSearch(.with { $0.form = "VIP-01" }, limits: limits)
        let token = first.pageToken(after: 41)
        let next = try FormSearch(
            .with {
                $0.form = "VIP-01"
                $0.pageToken = token
            }, limits: limits)
        #expect(next.before == 41)
        let error = #expect(throws: ServiceError.self) {
            try FormSearch(
                .with {
                    $0.form = "RSK-01"
                    $0.pageToken = token
                }, limits: limits)
        }
        #expect(error?.code == .invalidCursor)
    }

    @Test(
        "Wrong filters are refused with the field's name",
        arguments: [
            ("form", WireSearchRequest.with { $0.form = "vip" }),
            ("partner", .with { $0.partner = "nobody" }),
            ("case_id", .with { $0.caseID = "7" }),
            ("limit", .with { $0.limit = 1_000_000 }),
            ("direction", .with { $0.direction = .UNRECOGNIZED(9) }),
            ("state", .with { $0.state = .UNRECOGNIZED(9) }),
            ("accepted_from", .with { $0.acceptedFrom = .with { $0.seconds = .max } }),
            (
                "accepted_before",
                .with {
                    $0.acceptedFrom = .with { $0.seconds = 5 }
                    $0.acceptedBefore = .with { $0.seconds = 5 }
                }
            ),
        ])
    func refused(field: String, request: WireSearchRequest) {
        let error = #expect(throws: ServiceError.self) {
            try FormSearch(request, limits: limits)
        }
        #expect(error?.code == .malformedRequest)
        #expect(error?.message.contains(field) == true)
    }

    @Test(
        "A token that was not made here is refused",
        arguments: ["", "41", "41.", "-1.0", "x.y", "41.000000000000"].dropFirst())
    func foreignToken(token: String) {
        #expect(throws: ServiceError.self) {
            try FormSearch(.with { $0.pageToken = token }, limits: limits)
        }
    }
}
