import Foundation
import FormSchemas
import Testing

/// Where the oracle is known to be wrong, and that this module is not.
enum IdentifierTraps {
    /// Whether the oracle's answer is not to be trusted.
    static func concerns(_ question: IdentifierOracle.Question) -> Bool {
        let value = question.value
        switch question.type {
        case "be-kbo", "be-vat": return isCongruent(value)
        case "eu-vat":
            // Elsewhere only the form is checked here.
            guard ["BE", "NL", "LU", "DE"].contains(value.prefix(2)) else { return true }
            return value.hasPrefix("BE") && isCongruent(value)
        case "container":
            // R is no category of ISO 6346, digits are no owner.
            let letters = value.prefix(4)
            return letters.hasSuffix("R") || !letters.allSatisfy(\.isLetter)
        default: return false
        }
    }

    /// Check digits 98, 99 and 00 are congruent to 1, 2 and 3 modulo 97, and never given out.
    private static func isCongruent(_ value: String) -> Bool {
        ["98", "99", "00"].contains(value.suffix(2))
    }
}

/// Today in UTC; the tests may read the clock.
enum CalendarDay {
    static var today: (year: Int, month: Int, day: Int) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? .current
        let parts = calendar.dateComponents([.year, .month, .day], from: Date())
        return (parts.year ?? 2000, parts.month ?? 1, parts.day ?? 1)
    }
}

/// The four differences that were measured, each on its own.
struct IdentifierTrapTests {
    private func outcome(_ type: String, _ value: String) throws -> IdentifierOutcome {
        try #require(IdentifierType.named(type)).outcome(of: value)
    }

    @Test(arguments: ["0568080399", "1825316898", "1096672300"])
    func congruentCheckDigitsAreWrong(number: String) throws {
        #expect(try outcome("be-kbo", number) == .wrongDigits)
        #expect(try outcome("be-vat", "BE" + number) == .wrongDigits)
        #expect(try outcome("eu-vat", "BE" + number) == .wrongDigits)
        #expect(try outcome("eori", "BE" + number) == .wrongDigits)
        if IdentifierOracle.python != nil {
            let question = IdentifierOracle.Question(type: "be-kbo", value: number)
            #expect(try IdentifierOracle.judge([question]) == [true])
        }
    }

    @Test(arguments: ["CSQR3054384", "12AU3054380"])
    func containersHaveCategoriesUJZ(number: String) throws {
        #expect(try outcome("container", number) == .wrongFormat)
        #expect(try outcome("container", "CSQU3054383") == .fits)
    }

    /// A Belgian account whose bank code the oracle's table does not have.
    @Test func belgianBankCodesNeedNoTable() throws {
        #expect(try outcome("iban", "BE16112000000174") == .fits)
        #expect(try outcome("iban", "BE71096123456769") == .fits)
        #expect(try outcome("iban", "BE71096123456760") == .wrongDigits)
    }

    /// Both digits of a Luxembourg number run over the first eleven.
    @Test func luxembourgRunsOverEleven() throws {
        #expect(try outcome("lu-matricule", "1893120105732") == .fits)
        #expect(try outcome("lu-matricule", "2000060500127") == .wrongDigits)
    }
}
