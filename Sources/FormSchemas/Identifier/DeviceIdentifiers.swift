/// The identifiers of telephones, subscribers and network interfaces.
enum DeviceIdentifiers {
    static let all = [
        IdentifierType(
            "imei", "IMEI",
            ("IMEI-nummer", "un numéro IMEI", "eine IMEI-Nummer", "an IMEI"), "d{14,16}",
            example: "351756051523993", draws: "d{15}", separators: " -", isPersonal: true,
            check: { equipment($0) }),
        IdentifierType(
            "imsi", "IMSI",
            ("IMSI-nummer", "un numéro IMSI", "eine IMSI-Nummer", "an IMSI"), "d{14,15}",
            example: "206012345678901", draws: "20[468]d{12}", separators: " -", isPersonal: true,
            check: { trace in
                trace.isKnown(
                    .network, trace.text(0..<3), networks.contains(trace.read, 0..<3))
                    ? .formatOnly : .unknownCode
            }),
        IdentifierType(
            "mac", "MAC",
            ("MAC-adres", "une adresse MAC", "eine MAC-Adresse", "a MAC address"),
            "hh:hh:hh:hh:hh:hh",
            form: (
                "zes paren van 0–9 en a–f met dubbele punten ertussen",
                "six paires de 0–9 et a–f séparées par deux-points",
                "sechs Paare aus 0–9 und a–f mit Doppelpunkten dazwischen",
                "six pairs of 0–9 and a–f with colons between"
            ), example: "d0:50:99:84:a2:a0", isPersonal: true,
            rewrite: { interface($0) }),
    ]

    /// Fifteen digits end with a Luhn digit; fourteen lack it, sixteen name the software instead.
    private static func equipment(_ trace: IdentifierTrace) -> IdentifierOutcome {
        guard trace.count == 15 else {
            trace.note(.freeDigit, "\(trace.count)")
            return .formatOnly
        }
        return trace.compare(
            .luhnDigit, CheckDigits.luhn(trace.read, 0..<14), at: 14..<15,
            "Luhn(\(trace.text(0..<14)))") ? .fits : .wrongDigits
    }

    /// Lower case with colons, whatever stood between the octets.
    private static func interface(_ text: String) -> String {
        let plain = text.lowercased().filter { !$0.isWhitespace }
        let octets = plain.split(whereSeparator: { $0 == ":" || $0 == "-" })
            .map { $0.count == 1 ? "0" + $0 : String($0) }
        if octets.count == 6 { return octets.joined(separator: ":") }
        let digits = plain.filter { $0 != "." }
        guard digits.count == 12, octets.count == 1 else { return plain }
        return stride(from: 0, to: 12, by: 2).map { place in
            String(digits.dropFirst(place).prefix(2))
        }.joined(separator: ":")
    }

    /// Mobile country codes.
    ///
    /// - Source: ITU-T E.212, annex.
    private static let networks = CodeTable(list: networkCodes)

    private static let networkCodes = """
        001 202 204 206 208 212 213 214 216 218 219 220 221 222 226 228 230 231 232 234 235 238 \
        240 242 244 246 247 248 250 255 257 259 260 262 266 268 270 272 274 276 278 280 282 283 \
        284 286 288 289 290 292 293 294 295 297 302 308 310 311 312 313 314 316 330 334 338 340 \
        342 344 346 348 350 352 354 356 358 360 362 363 364 365 366 368 370 372 374 376 400 401 \
        402 404 405 410 412 413 414 415 416 417 418 419 420 421 422 424 425 426 427 428 429 432 \
        434 436 437 438 440 441 450 452 454 455 456 457 460 466 467 470 472 502 505 510 514 515 \
        520 525 528 530 536 537 539 540 541 542 543 544 545 546 547 548 549 550 551 552 553 554 \
        555 602 603 604 605 606 607 608 609 610 611 612 613 614 615 616 617 618 619 620 621 622 \
        623 624 625 626 627 628 629 630 631 632 633 634 635 636 637 638 639 640 641 642 643 645 \
        646 647 648 649 650 651 652 653 654 655 657 658 659 702 704 706 708 710 712 714 716 722 \
        724 730 732 734 736 738 740 742 744 746 748 750 901 902 991 995 999
        """
}
