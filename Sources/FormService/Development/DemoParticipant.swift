/// An agency that the development exchange admits: all that sign, read or get copies in the
/// catalogue's samples.
struct DemoParticipant: Sendable {
    let code: String
    let name: String
    let roles: [Role]

    private init(_ code: String, _ name: String, inspects: Bool = false) {
        self.code = code
        self.name = "\(name) (demo)"
        roles = [.submitter, .signer, .reader] + (inspects ? [.inspector] : [])
    }

    static let all: [DemoParticipant] = [
        DemoParticipant("BE-DAP", "Federal Police, protection (BE)"),
        DemoParticipant("BE-IBZ", "Ministry of the interior (BE)"),
        DemoParticipant("BE-OCAM", "Coordination unit for threat analysis (BE)"),
        DemoParticipant("BE-RIZIV", "Institute for health and disability insurance (BE)"),
        DemoParticipant("BE-RSZ", "Social security office (BE)"),
        DemoParticipant("BE-RVA", "Employment office (BE)"),
        DemoParticipant("BE-SIOD", "Social information and investigation (BE)", inspects: true),
        DemoParticipant("BE-TSW", "Supervision of social legislation (BE)", inspects: true),
        DemoParticipant("NL-AIVD", "General Intelligence and Security Service (NL)"),
        DemoParticipant("NL-DKDB", "Royal and Diplomatic Protection Service (NL)"),
        DemoParticipant("NL-JENV", "Ministry of justice and security (NL)"),
        DemoParticipant("NL-LA", "Labour Authority (NL)", inspects: true),
        DemoParticipant("NL-NCTV", "National Coordinator for Security (NL)"),
        DemoParticipant("NL-POL", "National Police (NL)"),
        DemoParticipant("NL-SVB", "Social Insurance Bank (NL)"),
        DemoParticipant("NL-SZW", "Ministry of social affairs and employment (NL)"),
        DemoParticipant("NL-UWV", "Employee Insurance Agency (NL)"),
        DemoParticipant("LU-CCSS", "Joint social security centre (LU)"),
        DemoParticipant("LU-CEMT", "Threat assessment unit (LU)"),
        DemoParticipant("LU-GCT", "Threat coordination group (LU)"),
        DemoParticipant("LU-ITM", "Inspectorate of labour and mines (LU)", inspects: true),
        DemoParticipant("LU-MAI", "Ministry of home affairs (LU)"),
        DemoParticipant("LU-MT", "Ministry of labour (LU)"),
        DemoParticipant("LU-USP", "Special unit, protection (LU)"),
        DemoParticipant("DE-NW-FKS", "Customs, undeclared work, NRW (DE)", inspects: true),
        DemoParticipant("DE-NW-IM", "Ministry of the interior, North Rhine-Westphalia (DE)"),
        DemoParticipant("DE-NW-LKA", "State criminal police North Rhine-Westphalia (DE)"),
        DemoParticipant("FR-SDLP", "Protection service (FR)"),
        DemoParticipant("BX-SG", "Secretariat-General of the Benelux Union"),
        DemoParticipant("EU-ELA", "European Labour Authority"),
        DemoParticipant("EU-EUROPOL", "Europol (observer)"),
    ]
}
