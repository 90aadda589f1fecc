import Testing

@testable import FormSchemas

/// The quick look at plain timestamps must say what the scanner says.
struct TimestampTests {
    private func accepts(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { Format.dateTime.accepts($0.baseAddress!, $0.count) }
    }

    /// The same moment with a fraction, which the quick look leaves to the scanner.
    private func scannerAccepts(_ bytes: [UInt8]) -> Bool {
        accepts(Array(bytes.dropLast()) + Array(".0Z".utf8))
    }

    @Test func anyByteAtAnyPlace() {
        let text = Array("2026-12-08T06:30:00Z".utf8)
        for place in 0..<19 {
            for byte in UInt8.min...UInt8.max {
                var changed = text
                changed[place] = byte
                #expect(accepts(changed) == scannerAccepts(changed), "\(place): \(byte)")
            }
        }
        #expect(!accepts(Array("2026-12-08T06:30:00X".utf8)))
    }

    @Test func anyDayAndTime() {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        for month in 0...13 {
            for day in 0...32 {
                let text = Array("2023-\(two(month))-\(two(day))T00:00:00Z".utf8)
                #expect(accepts(text) == scannerAccepts(text), "\(month)-\(day)")
            }
        }
        for hour in [0, 9, 19, 23, 24, 29, 99] {
            for minute in [0, 9, 59, 60, 99] {
                for second in [0, 9, 59, 60, 61, 99] {
                    let time = "\(two(hour)):\(two(minute)):\(two(second))"
                    let text = Array("2023-06-30T\(time)Z".utf8)
                    #expect(accepts(text) == scannerAccepts(text), "\(time)")
                }
            }
        }
    }
}
