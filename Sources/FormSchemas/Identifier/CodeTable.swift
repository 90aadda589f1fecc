/// A set of short ASCII codes, sorted in raw memory. Lives as long as the process.
struct CodeTable: @unchecked Sendable {
    private let keys: UnsafePointer<UInt64>
    let count: Int

    /// Codes have at most eight bytes; longer ones are cut, so none may be.
    init(_ codes: [Substring]) {
        let sorted = Set(codes.map { Self.key($0) }).sorted()
        let memory = UnsafeMutablePointer<UInt64>.allocate(capacity: max(1, sorted.count))
        memory.initialize(from: sorted, count: sorted.count)
        keys = UnsafePointer(memory)
        count = sorted.count
    }

    /// Codes separated by spaces.
    init(list: String) { self.init(list.split(separator: " ")) }

    /// The bytes from the highest down, so that keys sort as codes do.
    private static func key(_ code: Substring) -> UInt64 {
        code.utf8.prefix(8).enumerated().reduce(0) { key, byte in
            key | UInt64(byte.element) << UInt64(56 - 8 * byte.offset)
        }
    }

    func contains(_ bytes: UnsafePointer<UInt8>, _ range: Range<Int>) -> Bool {
        index(of: bytes, range) != nil
    }

    /// The place of a code among the sorted ones; `nil` if it is not there.
    func index(of bytes: UnsafePointer<UInt8>, _ range: Range<Int>) -> Int? {
        guard range.count <= 8 else { return nil }
        var key: UInt64 = 0
        var shift: UInt64 = 56
        for offset in range {
            key |= UInt64(bytes[offset]) &<< shift
            shift &-= 8
        }
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low < count && keys[low] == key ? low : nil
    }

    /// The countries of ISO 3166-1 alpha-2, with the user-assigned XK.
    static let countries = CodeTable(list: countryCodes)

    private static let countryCodes = """
        AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO \
        BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ \
        DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP \
        GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG \
        KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML \
        MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE \
        PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL \
        SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM \
        US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
        """
}
