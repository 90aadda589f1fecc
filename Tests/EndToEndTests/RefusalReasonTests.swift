import Testing

@testable import FormService
@testable import formclient

/// Client and server write the reasons down each on its own side of the wire.
struct RefusalReasonTests {
    @Test("The client knows every reason of the server, and no other")
    func agree() {
        let sent = Set(ServiceError.Code.allCases.map(\.rawValue))
        #expect(Set(RefusalReason.allCases.map(\.rawValue)) == sent)
    }
}
