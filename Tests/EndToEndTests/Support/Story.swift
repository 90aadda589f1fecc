import FormDocument
import FormSchemas
import Foundation

/// Samples of the catalogue that follow each other, told so that they happen now.
///
/// All times are moved by the same number of whole days, so that whatever forms say of each other
/// still holds. Birth dates stay, as national numbers repeat them, except those of minors, who
/// stay minors. A machine-readable zone repeats dates that move, and is left out.
///
/// All IDs are changed in the same way, so that many tests can tell the same story to one exchange.
struct Story: Sendable {
    private let days: Int
    private let salt = UInt64.random(in: 0..<(1 << 48))

    /// - Parameters:
    ///   - pointer: where `sample` has a moment.
    ///   - daysAgo: when that moment was: so many days ago or up to one day more. A negative number
    ///     lies ahead: -1 within the next day.
    init(_ sample: String, _ pointer: String, daysAgo: Int = 0) throws {
        guard case .string(let text)? = try Self.read(sample)[at: pointer],
            let moment = Timestamp(text)
        else { throw TestFailure("\(sample) has no moment at \(pointer)") }
        let elapsed = Timestamp.now().seconds - moment.seconds
        days = Int((Double(elapsed) / 86_400).rounded(.down)) - daysAgo
    }

    /// - Parameter sample: `FORM/NAME`.
    subscript(sample: String) -> StoryForm {
        get throws { StoryForm(json: moved(try Self.read(sample))) }
    }

    private static func read(_ sample: String) throws -> JSONValue {
        let words = sample.split(separator: "/").map(String.init)
        let file = SampleForm.folder(words[0]).appending(path: "valid/\(words[1]).json")
        return JSONValue(try JSONDocument([UInt8](try Data(contentsOf: file))).root)
    }

    private func moved(_ value: JSONValue, isMinor: Bool = false) -> JSONValue {
        switch value {
        case .string(let text): .string(moved(text))
        case .array(let elements): .array(elements.map { moved($0, isMinor: isMinor) })
        case .object(let members):
            .object(
                members.filter { $0.name != "mrz" }.map {
                    let stays = $0.name == "birth_date" && !isMinor
                    let value =
                        stays ? $0.value : moved($0.value, isMinor: isMinor || value.isMinor)
                    return .init($0.name, value)
                })
        default: value
        }
    }

    private func moved(_ text: String) -> String {
        if let id = CaseID(text) { return renamed("\(id)") }
        return Self.moved(text, by: days)
    }

    /// A date or a moment so many days later; any other text as it is.
    fileprivate static func moved(_ text: String, by days: Int) -> String {
        let words = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = words[0].split(separator: "-").map { Int($0) }
        guard words[0].utf8.count == 10, numbers.count == 3,
            words.count == 1 || Timestamp(text) != nil,
            let year = numbers[0], let month = numbers[1], let day = numbers[2],
            let date = CivilDay(year: year, month: month, day: day),
            let new = CivilDay(number: date.number + days)
        else { return text }
        let rest = text.dropFirst(10)
        return String(format: "%04d-%02d-%02d", new.year, new.month, new.day) + rest
    }

    private func renamed(_ id: String) -> String {
        let last = (UInt64(id.suffix(12), radix: 16) ?? 0) ^ salt
        return id.dropLast(12) + String(format: "%012lx", last)
    }
}

extension StoryForm {
    /// The same with the time at a pointer so many days later.
    func delaying(_ pointer: String, days: Int) -> StoryForm {
        setting(pointer, .string(Story.moved(text(pointer), by: days)))
    }
}

extension JSONValue {
    fileprivate var isMinor: Bool { self["minor"] == true }

    /// The value at a pointer, whose names hold no `~`. Setting `nil` removes it; `-` is the end of
    /// a list.
    subscript(at pointer: String) -> JSONValue? {
        get {
            pointer.split(separator: "/").reduce(self as JSONValue?) { value, name in
                if case .array(let elements)? = value {
                    return Int(name).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
                }
                return value?[String(name)]
            }
        }
        set { set(pointer.split(separator: "/"), newValue) }
    }

    private mutating func set(_ names: [Substring], _ new: JSONValue?) {
        guard let name = names.first else { return self = new ?? .null }
        let rest = Array(names.dropFirst())
        guard case .array(var elements) = self else {
            var member = self[String(name)] ?? .object([])
            member.set(rest, new)
            self[String(name)] = rest.isEmpty ? new : member
            return
        }
        let index = Int(name) ?? elements.count
        if index == elements.count { elements.append(.null) }
        elements[index].set(rest, new)
        if rest.isEmpty, new == nil { elements.remove(at: index) }
        self = .array(elements)
    }
}
