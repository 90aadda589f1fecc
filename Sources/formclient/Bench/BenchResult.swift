import FormSchemas

/// What a load has shown, ready to be written.
struct BenchResult: Sendable {
    let plan: BenchPlan
    /// The form's code and version; `nil` if no forms were sent.
    let form: (code: String, version: String)?
    /// How large a document, or a payload, is on average.
    let bodyBytes: Int
    let outcome: BenchRun.Outcome

    private var latencies: LatencyHistogram { outcome.counts.latencies }

    var succeeded: Int { outcome.counts.succeeded }

    private var failures: [(key: BenchFailure, value: Int)] {
        outcome.counts.failures.sorted { $0.key < $1.key }
    }

    private var perSecond: Double {
        outcome.seconds > 0 ? Double(succeeded) / outcome.seconds : 0
    }

    private static let shares: [(name: String, key: String, share: Double)] = [
        ("p50", "p50", 0.5), ("p90", "p90", 0.9), ("p99", "p99", 0.99),
        ("p99.9", "p99_9", 0.999), ("max", "max", 1),
    ]

    // MARK: Output

    /// What was measured, in the words of the command line.
    var headline: String {
        [
            plan.call.rawValue, form.map { "\($0.code) v\($0.version)" }, "\(bodyBytes) B",
            "--connections \(plan.connections)", "--in-flight \(plan.inFlight)",
            "\(Self.rounded(outcome.seconds, 1)) s",
        ].compactMap(\.self).joined(separator: "  ")
    }

    /// For people and pipes: a row a figure.
    func table(in language: Language) -> Table {
        var table = Table([
            .init(Phrase.benchFigure[language]), .init(Phrase.benchValue[language]),
            .init(Phrase.benchDetail[language], yields: true),
        ])
        func row(_ name: String, _ value: String, _ share: String = "") {
            table.append([.init(name), .init(value), .init(share)])
        }
        row(Phrase.benchSucceeded[language], "\(succeeded)", "\(Self.rounded(perSecond, 1))/s")
        for (failure, count) in failures {
            row(
                Phrase.benchFailed[language], "\(count)",
                "\(failure.status) \(failure.reason)")
        }
        for (name, _, share) in Self.shares {
            row(name, "\(Self.milliseconds(latencies.quantile(share))) ms")
        }
        for bucket in latencies.rows {
            let share = Double(bucket.count) / Double(latencies.count)
            row(
                "≤ \(Self.milliseconds(bucket.microsecondsMax * 1_000)) ms", "\(bucket.count)",
                "\(Self.rounded(100 * share, 1)) %")
        }
        return table
    }

    /// The keys are described in `docs/sizing.md`.
    var json: JSONValue {
        var object: JSONValue = [
            "call": .string(plan.call.rawValue),
            "body_bytes": .int(bodyBytes),
            "connections": .int(plan.connections),
            "in_flight": .int(plan.inFlight),
            "seconds": .number(Self.rounded(outcome.seconds, 3)),
            "stopped": .bool(outcome.stopped),
            "forms_used_up": .bool(outcome.formsUsedUp),
            "succeeded": .int(succeeded),
            "succeeded_in_total": .int(outcome.counts.succeededInTotal),
            "per_second": .number(Self.rounded(perSecond, 1)),
            "failed": .int(outcome.counts.failures.values.reduce(0, +)),
            "failures": .array(
                failures.map { failure, count in
                    [
                        "status": .string(failure.status), "reason": .string(failure.reason),
                        "count": .int(count),
                    ]
                }),
            "latency_ms": latencyJSON,
            "histogram": .array(
                latencies.rows.map {
                    [
                        "ms_max": .number(Self.milliseconds($0.microsecondsMax * 1_000)),
                        "count": .int(Int($0.count)),
                    ]
                }),
        ]
        if plan.call == .batch || plan.call == .bulk {
            object["forms_per_request"] = .int(plan.formsPerRequest)
        }
        object["form"] = form.map { .string($0.code) }
        object["version"] = form.map { .string($0.version) }
        return object
    }

    private var latencyJSON: JSONValue {
        var object: JSONValue = ["mean": .number(Self.rounded(latencies.mean / 1e6, 3))]
        for (_, key, share) in Self.shares {
            object[key] = .number(Self.milliseconds(latencies.quantile(share)))
        }
        return object
    }

    private static func milliseconds(_ nanoseconds: UInt64) -> String {
        rounded(Double(nanoseconds) / 1e6, 3)
    }

    /// A number with that many digits after the point, as JSON has it too.
    private static func rounded(_ value: Double, _ digits: Int) -> String {
        var scale: Int64 = 1
        for _ in 0..<digits { scale *= 10 }
        let (whole, rest) = Int64((value * Double(scale)).rounded())
            .quotientAndRemainder(dividingBy: scale)
        let decimals = String(rest)
        return "\(whole)." + String(repeating: "0", count: digits - decimals.count) + decimals
    }
}
