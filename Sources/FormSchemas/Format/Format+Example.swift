extension Format {
    /// A value of this format, for templates.
    var example: String {
        switch self {
        case .dateTime: "2026-01-01T12:00:00+01:00"
        case .date: "2026-01-01"
        case .time: "12:00:00+01:00"
        case .duration: "PT1H"
        case .email, .idnEmail: "name@example.org"
        case .hostname, .idnHostname: "example.org"
        case .ipv4: "192.0.2.1"
        case .ipv6: "2001:db8::1"
        case .uri, .uriReference, .iri, .iriReference: "https://example.org/"
        case .uriTemplate: "https://example.org/{id}"
        case .uuid: "00000000-0000-4000-8000-000000000000"
        case .jsonPointer: "/name"
        case .relativeJSONPointer: "0"
        case .regex: "^[A-Z]+$"
        }
    }
}
