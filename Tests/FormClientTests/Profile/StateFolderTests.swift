import FormDocument
import Testing
import TransparencyLog

@testable import formclient

struct StateFolderTests {
    @Test("The name tells profiles, agencies and exchanges apart")
    func name() throws {
        let dap = try #require(AgencyCode("BE-DAP"))
        let dkdb = try #require(AgencyCode("NL-DKDB"))
        let live = try NoteSigner.generate(name: "forms.example/live").verifier
        let test = try NoteSigner.generate(name: "forms.example/live").verifier
        let names = [
            StateFolder.name("BE-DAP", dap, live), StateFolder.name("BE-DAP", dap, test),
            StateFolder.name("work", dap, live), StateFolder.name("work", dkdb, live),
        ]
        #expect(Set(names).count == names.count)
        #expect(StateFolder.name("work", dap, live) == StateFolder.name("work", dap, live))
        #expect(names.allSatisfy { !$0.contains("/") })
    }
}
