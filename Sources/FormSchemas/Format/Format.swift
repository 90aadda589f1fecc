/// The formats of JSON Schema 2020-12, each with a hand-written scanner over UTF-8.
///
/// - Source: JSON Schema 2020-12 Validation, section 7.3.
enum Format: String, CaseIterable {
    case dateTime = "date-time"
    case date
    case time
    case duration
    case email
    case idnEmail = "idn-email"
    case hostname
    case idnHostname = "idn-hostname"
    case ipv4
    case ipv6
    case uri
    case uriReference = "uri-reference"
    case iri
    case iriReference = "iri-reference"
    case uriTemplate = "uri-template"
    case uuid
    case jsonPointer = "json-pointer"
    case relativeJSONPointer = "relative-json-pointer"
    case regex

    private static let all = Array(allCases)

    /// The format's place in ``numbered(_:)``.
    var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    @inline(__always)
    static func numbered(_ number: Int) -> Format {
        // The cases have no payload, so their order is their value.
        unsafeBitCast(UInt8(truncatingIfNeeded: number), to: Format.self)
    }

    /// Whether `count` bytes of well-formed UTF-8 are of this format.
    func accepts(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var text = FormatScanner(bytes, count)
        switch self {
        case .dateTime: return text.dateTime() && text.isAtEnd
        case .date: return text.date() && text.isAtEnd
        case .time: return text.time() && text.isAtEnd
        case .duration: return text.duration()
        case .email: return text.email(allowsUnicode: false)
        case .idnEmail: return text.email(allowsUnicode: true)
        case .hostname: return Hostname.isValid(text, allowsUnicode: false)
        case .idnHostname: return Hostname.isValid(text, allowsUnicode: true)
        case .ipv4: return text.ipv4() && text.isAtEnd
        case .ipv6: return text.ipv6() && text.isAtEnd
        case .uri: return text.uri(allowsUnicode: false, needsScheme: true)
        case .uriReference: return text.uri(allowsUnicode: false, needsScheme: false)
        case .iri: return text.uri(allowsUnicode: true, needsScheme: true)
        case .iriReference: return text.uri(allowsUnicode: true, needsScheme: false)
        case .uriTemplate: return text.uriTemplate()
        case .uuid: return text.uuid()
        case .jsonPointer: return text.jsonPointer()
        case .relativeJSONPointer: return text.relativeJSONPointer()
        case .regex: return Pattern.isSyntax(text.string)
        }
    }
}
