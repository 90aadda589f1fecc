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
