import Testing

@testable import FormSchemas

/// Numbers of at most 18 digits must behave as the exact decimals do.
struct ShortDecimalTests {
    private static let texts = [
        "0", "-0", "0.0", "0e5", "1", "-1", "1.0", "10", "1e1", "100e-1", "0.1", "0.01", "1e-2",
        "-0.010", "0.000000000000000001", "999999999999999999", "-999999999999999999",
        "123456789.123456789", "1e18", "1e19", "-1e19", "1e400", "-1e400", "1e-400", "5e-324",
        "9223372036854775807", "0.30000000000000004", "0.3", "4.35", "00.5", "2.5E+1",
    ]

    private func short(_ text: String) -> ShortDecimal? {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { ShortDecimal($0.baseAddress!, count: $0.count) }
    }

    private func exact(_ text: String) -> JSONDecimal {
        Array(text.utf8).withUnsafeBufferPointer { JSONDecimal($0) }
    }

    @Test func orderIsThatOfExactDecimals() throws {
        for left in Self.texts {
            for right in Self.texts {
                guard let one = short(left), let two = short(right) else { continue }
                let expected = exact(left) < exact(right) ? -1 : exact(left) == exact(right) ? 0 : 1
                #expect(one.compared(to: two) == expected, "\(left) and \(right)")
            }
        }
    }

    @Test func multiplesAreThoseOfExactDecimals() throws {
        for left in Self.texts {
            for right in Self.texts {
                guard let value = short(left), let divisor = short(right),
                    divisor.significand != 0, let isMultiple = value.isMultiple(of: divisor)
                else { continue }
                #expect(
                    isMultiple == exact(left).isMultiple(of: exact(right).magnitude),
                    "\(left) and \(right)")
            }
        }
    }

    @Test func integersAreThoseOfExactDecimals() throws {
        for text in Self.texts {
            guard let number = short(text) else { continue }
            #expect(number.isInteger == exact(text).isInteger, "\(text)")
            #expect(number.integer.map(Int.init) == exact(text).integer, "\(text)")
        }
    }

    /// The form on the tape, for random texts and those above.
    @Test func packedNumbersAreThoseOfTheText() throws {
        var random = SeededRandom(seed: 7)
        var texts = Self.texts.filter { !$0.hasPrefix("00") }
        for _ in 0..<3_000 {
            let whole = Int64(random.next() % 1_000_000_000 / (1 + random.next() % 1_000_000_000))
            let fraction = String(random.next() % (1 &<< (1 + random.next() % 60)))
            let exponent = Int(random.next() % 80) - 40
            texts.append("\(random.next() % 2 == 0 ? "-" : "")\(whole).\(fraction)e\(exponent)")
            texts.append("\(whole).\(fraction)")
        }
        var packedCount = 0
        for text in texts {
            let document = try JSONDocument(text)
            let entry = document.storage.tape[0]
            guard entry.kind == .decimal, let packed = ShortDecimal(packed: entry.payload) else {
                continue
            }
            packedCount += 1
            let expected = try #require(short(text), "\(text)")
            #expect(packed.significand == expected.significand, "\(text)")
            #expect(packed.exponent == expected.exponent, "\(text)")
        }
        #expect(packedCount > 2_000)
    }

    @Test(arguments: ["123456789012345678.5", "1e32", "1e-32", "0.1e-31", "1.5e400"])
    func whatDoesNotFitHasNoPackedForm(text: String) throws {
        let document = try JSONDocument(text)
        #expect(document.storage.tape[0].payload == 0)
    }

    @Test func moreThanEighteenDigitsAreLeftToExactDecimals() throws {
        #expect(short("1234567890123456789") == nil)
        #expect(short("0.1234567890123456789") == nil)
        #expect(short("1.000000000000000000") == nil)
        #expect(short("0.000000000000000000000000001")?.exponent == -27)
        #expect(ShortDecimal(exact("1234567890123456789")) == nil)
    }
}

extension JSONDecimal {
    fileprivate var magnitude: JSONDecimal {
        JSONDecimal(isNegative: false, digits: digits, exponent: exponent)
    }
}
