import FormDocument
import FormProtocol
import FormSchemas

// What the exchange takes of each condition, told in the reader's language and by the option's name.
extension InspectionFilterOptions {
    private static let valuesMax = 50

    /// What stands between commas, and in several options of one name.
    static func values(
        _ words: [String], _ option: String, most: Int = valuesMax
    ) throws(ClientError) -> [String] {
        let lists = words.map { word in
            word.split(separator: ",")
                .map { String($0.trimmingPrefix(" ").reversed().trimmingPrefix(" ").reversed()) }
                .filter { !$0.isEmpty }
        }
        // Whoever gave one wants less than everything.
        guard !lists.contains(where: \.isEmpty) else {
            throw ClientError(.usage, .withoutValue(option))
        }
        let values = lists.flatMap(\.self)
        guard values.count <= most else {
            throw ClientError(.usage, .tooManyValues(option, most))
        }
        return values
    }

    static func agencies(
        _ words: [String], _ option: String, most: Int = valuesMax
    ) throws(ClientError) -> [String] {
        var found: [String] = []
        for word in try values(words, option, most: most) {
            if let agency = try agency(word) { found.append(agency.description) }
        }
        return found
    }

    static func codes(
        _ words: [String], _ option: String, of list: String
    ) throws(ClientError) -> [String] {
        guard !words.isEmpty else { return [] }
        let codes = FormLibrary.catalogue.codeLists[list]?.entries.map(\.code) ?? []
        return try known(words, option, in: codes)
    }

    /// Sites lie in regions of level 1 to 3; a whole country is another condition.
    static func regions(_ words: [String]) throws(ClientError) -> [String] {
        guard !words.isEmpty else { return [] }
        let codes = FormLibrary.catalogue.codeLists["nuts"]?.entries.map(\.code) ?? []
        return try known(words, "--region", in: codes.filter { $0.count >= 3 })
    }

    /// Of all editions: older inspections have the codes of their time.
    static func sectors(_ words: [String]) throws(ClientError) -> [String] {
        guard !words.isEmpty else { return [] }
        let lists = FormLibrary.catalogue.codeLists.values.filter { $0.name == "nace" }
            .sorted { $0.edition > $1.edition }
        let found = try known(words, "--sector", in: lists.flatMap(\.entries).map(\.code))
        guard Set(found.map { $0.first?.isLetter }).count <= 1 else {
            throw ClientError(.usage, .sectorsMixed)
        }
        return found
    }

    static func known(
        _ words: [String], _ option: String, in codes: [String]
    ) throws(ClientError) -> [String] {
        var found: [String] = []
        for word in try values(words, option).map({ $0.uppercased() }) {
            guard codes.contains(word) else {
                let advice: Phrase =
                    codes.count <= 25
                    ? .possibleCodes(codes)
                    : Spelling.nearest(to: word, in: codes).map(Phrase.didYouMean)
                        ?? .seeCodes(codes.prefix(5) + ["…"])
                throw ClientError(.usage, .notACodeOf(word, option), advice: advice)
            }
            found.append(word)
        }
        return found
    }

    static func numbers(
        _ words: [String], _ option: String
    ) throws(ClientError) -> [String] {
        let found = try values(words, option)
        for word in found where !(2...60).contains(digits(word)) {
            throw ClientError(.usage, .notANumberOf(word, option))
        }
        return found
    }

    static func inspectors(_ words: [String]) throws(ClientError) -> [String] {
        var found: [String] = []
        for word in try values(words, "--inspector") {
            let parts = word.split(separator: " ", maxSplits: 1).map(String.init)
            guard let number = parts.last, (1...60).contains(digits(number)),
                parts.count == 1 || AgencyCode(parts[0].uppercased()) != nil
            else { throw ClientError(.usage, .notAnInspector(word)) }
            found.append(parts.count == 1 ? number : "\(parts[0].uppercased()) \(number)")
        }
        return found
    }

    /// How many letters and digits a number has: all that counts of it.
    private static func digits(_ number: String) -> Int {
        number.count { ($0.isLetter || $0.isNumber) && $0.isASCII }
    }

    static func name(_ text: String?) throws(ClientError) -> String {
        guard let text else { return "" }
        let normalized = String(decoding: NormalizedText.of(text), as: UTF8.self)
        guard normalized.count >= 3, text.unicodeScalars.count <= 160 else {
            throw ClientError(.usage, .nameLength)
        }
        return text
    }

    static func words(_ text: String?) throws(ClientError) -> String {
        guard let text else { return "" }
        let normalized = String(decoding: NormalizedText.of(text), as: UTF8.self)
        let words = Set(normalized.split(separator: " "))
        guard (1...10).contains(words.count), words.contains(where: { $0.count >= 3 }),
            text.unicodeScalars.count <= 200
        else { throw ClientError(.usage, .wordsOfText) }
        return text
    }

    static func circle(_ text: String) throws(ClientError) -> WireNearby {
        let numbers = try values([text], "--near").map { Double($0) }
        guard numbers.count == 3, let latitude = numbers[0], let longitude = numbers[1],
            let kilometres = numbers[2], abs(latitude) <= 85, abs(longitude) <= 180,
            kilometres > 0, kilometres <= 200
        else { throw ClientError(.usage, .notACircle(text)) }
        return .with {
            $0.latitude = latitude
            $0.longitude = longitude
            $0.kilometres = kilometres
        }
    }

    /// - Parameter contradiction: `nil` if there is none.
    static func refuse(_ contradiction: InspectionContradiction?) throws(ClientError) {
        guard let contradiction else { return }
        throw ClientError(
            .usage,
            .contradiction(option(for: contradiction.first), option(for: contradiction.second)),
            advice: .omitOneCondition)
    }

    private static func option(for condition: InspectionContradiction.Condition) -> String {
        switch condition {
        case .states: "--state"
        case .results: "--result"
        case .irregularities: "--irregularity"
        case .outcomes: "--outcome"
        case .countries: "--country"
        case .regions: "--region"
        }
    }
}

extension FormLibrary {
    /// The states that dialogues about inspections can be in, in the order of their list.
    static var inspectionStates: [String] {
        let flows = catalogue.forms.compactMap { catalogue.newestVersion(form: $0.code)?.flow }
        let states = flows.flatMap { flow in
            flow.turns.filter { $0.state != nil && flow.isAboutInspection($0) }
                .compactMap(\.state)
        }
        return catalogue.codeLists[Catalogue.stateList]?.entries.map(\.code)
            .filter(states.contains) ?? []
    }
}
