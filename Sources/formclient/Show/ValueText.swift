import FormDocument
import FormSchemas

/// Values of a form as people read them.
struct ValueText: Sendable {
    let texts: FieldTexts
    /// What day is today.
    let now: Timestamp

    /// What stands for a value that is absent, or a list without elements.
    static let nothing = "–"

    /// The value as one text: scalars, and objects such as an amount of money or a place.
    ///
    /// - Returns: `nil` for what has to be shown part by part.
    func text(of place: ShownPlace) -> String? {
        switch place.node.kind {
        case .string: return text(place.node.string ?? "", at: place)
        case .number: return place.node.numberText ?? ""
        case .boolean:
            return (place.node.bool == true ? Phrase.yes : Phrase.no)[texts.language]
        case .null: return Self.nothing
        case .array: return place.node.count == 0 ? Self.nothing : nil
        case .object: return place.node.count == 0 ? Self.nothing : object(place)
        }
    }

    private func text(_ text: String, at place: ShownPlace) -> String {
        switch texts.format(of: place) {
        case "date-time":
            if let moment = Timestamp(text) {
                return LocalTime(moment).text(in: texts.language, now: now)
            }
        case "date":
            if let day = CalendarDate(text) { return LocalTime.text(of: day, in: texts.language) }
        default: break
        }
        guard let label = texts.label(of: place), label != text else { return text }
        return "\(label) (\(text))"
    }

    // MARK: Objects on one line

    /// An object whose members read well one after another.
    private struct Shape {
        let required: Set<String>
        var optional: Set<String> = []
        /// Puts the members' texts together.
        let text: @Sendable (_ member: (String) -> String?) -> String

        func fits(_ names: Set<String>) -> Bool {
            required.isSubset(of: names) && names.isSubset(of: required.union(optional))
        }
    }

    private static func list(_ texts: String?...) -> String {
        texts.compactMap { $0 }.joined(separator: ", ")
    }

    private static let shapes = [
        Shape(required: ["amount", "currency"]) { member in
            "\(member("amount") ?? "") \(member("currency") ?? "")"
        },
        Shape(required: ["earliest", "latest"]) { member in
            "\(member("earliest") ?? "") – \(member("latest") ?? "")"
        },
        Shape(required: ["lat", "lon"]) { list($0("lat"), $0("lon")) },
        Shape(required: ["language", "content"]) { $0("content") ?? "" },
        Shape(required: ["form", "sender", "id"]) { member in
            "\(member("form") ?? "") \(member("sender") ?? "") \(member("id") ?? "")"
        },
        Shape(required: ["type", "value"], optional: ["register", "country"]) { member in
            "\(member("type") ?? ""): "
                + list(member("value"), member("register"), member("country"))
        },
        Shape(required: ["city"], optional: ["street", "postcode"]) { member in
            let city = [member("postcode"), member("city")].compactMap { $0 }
            return list(member("street"), city.joined(separator: " "))
        },
        Shape(required: ["name", "country"], optional: ["address", "geo", "locode"]) { member in
            list(
                member("name"), member("address"), member("country"), member("locode"),
                member("geo"))
        },
    ]

    /// - Returns: `nil` unless every member has its place in the text: nothing may go missing.
    private func object(_ place: ShownPlace) -> String? {
        let names = Set(place.members.map(\.name))
        guard let shape = Self.shapes.first(where: { $0.fits(names) }) else { return nil }
        var members: [String: String] = [:]
        for member in place.members {
            guard let text = text(of: member) else { return nil }
            members[member.name] = text
        }
        let text = shape.text { members[$0] }
        guard names.contains("content"), let language = place.node["language"]?.string else {
            return text
        }
        return "\(text) [\(language)]"
    }
}
