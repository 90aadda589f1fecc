/// Telephone numbers in the international form.
enum PhoneNumber {
    static let type = IdentifierType(
        "e164", "PHONE",
        (
            "internationaal telefoonnummer", "un numéro de téléphone international",
            "eine internationale Telefonnummer", "an international telephone number"
        ),
        "+[1-9]d{6,14}", example: "+3225550134", draws: "+3[12]d{9}", separators: " .-/()",
        aliases: ["phone", "e-164"], isPersonal: true, check: { check($0) })

    /// The zone code must be assigned; for the four countries the length must fit their plan.
    ///
    /// - Source: ITU-T E.164 and the national numbering plans.
    private static func check(_ trace: IdentifierTrace) -> IdentifierOutcome {
        var length = 1
        while !isZone(trace.number(1..<1 + length)) {
            length += 1
            if length > 3 {
                _ = trace.isKnown(.numberingPlan, trace.text(0..<4), false)
                return .unknownCode
            }
        }
        trace.note(.numberingPlan, trace.text(0..<1 + length))
        let digits = trace.count - 1 - length
        guard let plan = plan(trace.number(1..<1 + length), trace[1 + length], trace[2 + length])
        else {
            return .formatOnly
        }
        let isRight = plan.contains(digits)
        return trace.isRight(.length, described(digits, plan), isRight) ? .formatOnly : .wrongLength
    }

    private static func described(_ digits: Int, _ plan: ClosedRange<Int>) -> String {
        if plan.contains(digits) { return "\(digits)" }
        if plan.count == 1 { return "\(digits) ≠ \(plan.lowerBound)" }
        return "\(digits) ≠ \(plan.lowerBound)–\(plan.upperBound)"
    }

    /// Digits after the country code; `nil` where no plan is known.
    private static func plan(
        _ country: Int, _ first: UInt8, _ second: UInt8
    ) -> ClosedRange<Int>? {
        switch country {
        // Municipalities (14 020) have 5 or 6 digits, 0800 and 0900 7 or 10, machines (097) 11.
        case 31 where first == 0x31 && second == 0x34: 5...6
        case 31: first == 0x38 || first == 0x39 ? 7...11 : 9...9
        // Mobile numbers (04) have 9, all others 8.
        case 32: first == 0x34 ? 8...9 : 8...8
        case 352: 4...12
        case 49: 4...13
        default: nil
        }
    }

    /// Whether a country or network has this code: one lookup.
    private static func isZone(_ code: Int) -> Bool { zones[code] }

    /// By code, 0 to 999.
    nonisolated(unsafe) private static let zones: UnsafePointer<Bool> = {
        let table = UnsafeMutablePointer<Bool>.allocate(capacity: 1000)
        table.initialize(repeating: false, count: 1000)
        for code in assigned.split(separator: " ") { table[Int(code) ?? 0] = true }
        return UnsafePointer(table)
    }()

    /// - Source: ITU-T, List of E.164 assigned country codes.
    private static let assigned = """
        1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 \
        63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 211 212 213 216 218 220 221 222 223 224 225 \
        226 227 228 229 230 231 232 233 234 235 236 237 238 239 240 241 242 243 244 245 246 247 248 \
        249 250 251 252 253 254 255 256 257 258 260 261 262 263 264 265 266 267 268 269 290 291 297 \
        298 299 350 351 352 353 354 355 356 357 358 359 370 371 372 373 374 375 376 377 378 379 380 \
        381 382 383 385 386 387 389 420 421 423 500 501 502 503 504 505 506 507 508 509 590 591 592 \
        593 594 595 596 597 598 599 670 672 673 674 675 676 677 678 679 680 681 682 683 685 686 687 \
        688 689 690 691 692 800 808 850 852 853 855 856 870 878 880 881 882 883 886 888 960 961 962 \
        963 964 965 966 967 968 970 971 972 973 974 975 976 977 979 992 993 994 995 996 998
        """
}
