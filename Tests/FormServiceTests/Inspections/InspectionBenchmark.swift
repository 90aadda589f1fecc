import FormProtocol
import FormSchemas
import Foundation
import Logging
import Postgres
import Synchronization
import Testing
import TransparencyLog

@testable import FormDocument
@testable import FormService

private let settings = ProcessInfo.processInfo.environment

/// `scripts/bench inspections`: queries over ten thousand and a million generated inspections, the same
/// statements through psql, and what the projection costs a submission.
@Suite(
    "Benchmark of inspections", .needsPostgres,
    .enabled(if: settings["FORMS_INSPECTIONS_COUNT"] != nil, "scripts/bench inspections"))
struct InspectionBenchmark {
    private static let large =
        settings["FORMS_INSPECTIONS_COUNT"].flatMap { Int($0) } ?? 1_000_000
    private static let small = 10_000
    private static let queryCount = 600
    private static let warmUpCount = 200
    private static let psqlCount = 200
    private static let calendarCount = 100

    @Test func measure() async throws {
        var figures: [Figure] = []
        let small = try await queries(Self.small, upkeep: false)
        let large = try await queries(Self.large, upkeep: true)
        figures += [
            Figure("query_p50_ms_10k", small.times.quantile(0.5), "ms"),
            Figure("query_p50_ms_1m", large.times.quantile(0.5), "ms"),
            Figure("query_p95_ms_1m", large.times.quantile(0.95), "ms", most: 20),
            Figure("query_max_ms_1m", large.times.max() ?? 0, "ms", most: 150),
            Figure(
                "growth_10k_to_1m", large.times.quantile(0.5) / small.times.quantile(0.5), "",
                most: 2.5),
            Figure("calendar_ms_1m", large.calendar.max() ?? 0, "ms", most: 50),
            Figure("calendar_largest_ms_1m", large.largest.time, "ms"),
            Figure("calendar_largest_visits_1m", Double(large.largest.visits), ""),
            Figure("vs_psql_ratio", large.ratio, "", most: 1.3),
            Figure("statistics_ms_1m", large.statistics.quantile(0.5), "ms"),
            Figure("projection_upkeep_percent", large.upkeep, "%", most: 40),
        ]
        print("\n\(Self.large) inspections, by kind of query: median and maximum in ms")
        for (kind, times) in large.kinds.sorted(by: { $0.key < $1.key }) {
            print(
                "  \(kind.padding(toLength: 26, withPad: " ", startingAt: 0))"
                    + "\(times.quantile(0.5).rounded2)  \(times.max()?.rounded2 ?? "")")
        }
        print("")
        for figure in figures {
            let bound = figure.most.map { "  (required: at most \($0))" } ?? ""
            print("  \(figure.name) \(figure.value.rounded2) \(figure.unit)\(bound)")
            #expect(figure.value <= figure.most ?? .infinity, "\(figure.name)")
        }
        if let file = settings["FORMS_INSPECTIONS_JSON"], !file.isEmpty {
            let json = try JSONSerialization.data(
                withJSONObject: figures.map {
                    ["name": $0.name, "value": $0.value, "unit": $0.unit] as [String: Any]
                }, options: [.prettyPrinted, .sortedKeys])
            try json.write(to: URL(filePath: file))
        }
    }

    private struct Figure {
        let name: String
        let value: Double
        let unit: String
        let most: Double?

        init(_ name: String, _ value: Double, _ unit: String, most: Double? = nil) {
            self.name = name
            self.value = value
            self.unit = unit
            self.most = most
        }
    }

    private struct Measured {
        var times: [Double] = []
        var kinds: [String: [Double]] = [:]
        var calendar: [Double] = []
        var largest = (time: 0.0, visits: 0)
        var statistics: [Double] = []
        var ratio = 0.0
        var upkeep = 0.0
    }

    private func queries(_ count: Int, upkeep: Bool) async throws -> Measured {
        let sample = Mutex<[Inspection]>([])
        let step = max(1, count / 2_000)
        return try await InspectionDatabase.with(
            count,
            keeps: { one in
                if Int(one.leafIndex) % step == 0 { sample.withLock { $0.append(one) } }
            }
        ) { database in
            let sample = sample.withLock { $0 }
            var measured = Measured()
            var script: [String] = []
            var serverTime = 0.0
            var queries = RandomInspectionQueries(seed: 11, sample: sample)
            var random = SeededRandom(seed: 12)
            var next: WireQueryInspectionsRequest?
            var viewer = ""
            for number in 0..<(Self.warmUpCount + Self.queryCount) {
                var (kind, request) = queries.next()
                if let page = next {
                    (kind, request, next) = ("a second page", page, nil)
                } else {
                    let one = sample[Int.random(in: 0..<sample.count, using: &random)]
                    viewer = one.parties[0].agency
                }
                let access = try database.access(viewer)
                let search = try InspectionSearch(request, catalogue: .builtIn, limits: Limits())
                let start = ContinuousClock.now
                let found: InspectionStore.Found?
                do {
                    found = try await database.store.find(search, for: access)
                } catch let error as ServiceError where error.code == .tooManyResults {
                    found = nil
                }
                let time = start.milliseconds
                if let position = found?.next, search.after == nil,
                    Int.random(in: 0..<8, using: &random) == 0
                {
                    next = request
                    next?.pageToken = search.pageToken(after: position)
                }
                guard number >= Self.warmUpCount else { continue }
                measured.times.append(time)
                measured.kinds[found == nil ? "refused" : kind, default: []].append(time)
                if let found, measured.times.count <= Self.psqlCount {
                    serverTime += time
                    script += try await statements(search, found, access, database)
                }
            }
            try await database.pool.run(
                """
                create table if not exists bench_audit (
                    at timestamptz, agency text, officer text, reason text, filters text,
                    results integer)
                """ as Query<Void>)
            measured.ratio = serverTime / (try await psql(script, database))
            for number in 0..<(Self.calendarCount + Self.calendarCount / 4) {
                let (viewer, request) = queries.nextCalendar()
                let (time, _) = try await calendar(request, for: viewer, database)
                if number >= Self.calendarCount / 4 { measured.calendar.append(time) }
            }
            for month in 0..<12 {
                let start = 1_735_689_600 + Int64(month) * 2_629_746
                let (time, visits) = try await calendar(
                    .with {
                        $0.from = .init(seconds: start)
                        $0.until = .init(seconds: start + 2_629_746)
                    }, for: "NL-LA", database)
                if time > measured.largest.time { measured.largest = (time, visits) }
            }
            for year in 2022...2026 {
                let conditions = try InspectionConditions(
                    .with {
                        $0.from = .init(
                            seconds: Timestamp("\(year)-01-01T00:00:00Z")?.seconds ?? 0)
                        $0.until = .init(
                            seconds: Timestamp("\(year + 1)-01-01T00:00:00Z")?.seconds ?? 0)
                    }, .builtIn)
                let access = try database.access("NL-LA")
                let start = ContinuousClock.now
                _ = try await database.store.statistics(conditions, by: .month, for: access)
                measured.statistics.append(start.milliseconds)
            }
            if upkeep {
                measured.upkeep = try await ProjectionUpkeep.percent(
                    in: database.connectionString, database.signer)
            }
            return measured
        }
    }

    /// How long a calendar takes until it is ready to be sent, and how many visits it has.
    private func calendar(
        _ request: WireCalendarRequest, for viewer: String, _ database: InspectionDatabase
    ) async throws -> (time: Double, visits: Int) {
        let search = try CalendarSearch(request, .builtIn)
        let access = try database.access(viewer)
        let start = ContinuousClock.now
        let calendar = try await database.store.calendar(search, for: access)
        let visits = calendar.visits.map { WireInspectionVisit($0) }
        return (start.milliseconds, visits.count)
    }

    // MARK: - psql

    /// What the server asks its database, as text, and the audit entry.
    private func statements(
        _ search: InspectionSearch, _ found: InspectionStore.Found, _ access: StatedAccess,
        _ database: InspectionDatabase
    ) async throws -> [String] {
        let viewer = access.caller.agency
        var words: [String: [String]] = [:]
        var statements: [String] = []
        let wanted = search.conditions.nameLookups
        if !wanted.isEmpty {
            let found = try await database.pool.run(
                InspectionReadingQueries.words(like: wanted, most: 201, for: viewer))
            words = Dictionary(grouping: found.map(\.values)) { $0.0 }.mapValues { $0.map(\.1) }
            let list = wanted.map { "'\($0)'" }.joined(separator: ",")
            statements.append(
                "select * from find_inspection_words('\(viewer)', array[\(list)], 201);")
        }
        guard let conditions = search.conditions.json(known: words) else { return statements }
        let filter = String(decoding: conditions.bytes(), as: UTF8.self)
        statements.append(
            """
            select * from find_inspections('\(viewer)', $f$\(filter)$f$, '\(search.order.rawValue)',
            10001);
            """.replacing("\n", with: " "))
        if found.isMore {
            let after = search.after.map { "\($0.key), \($0.leafIndex)" } ?? "null, null"
            statements.append(
                """
                select * from page_inspections('\(viewer)', $f$\(filter)$f$,
                '\(search.order.rawValue)', \(search.ascending), \(after), \(search.limit + 1));
                """.replacing("\n", with: " "))
        }
        let leaves = found.inspections.map { "\($0.leafIndex)" }.joined(separator: ",")
        statements.append(
            "select * from read_inspections('\(viewer)', array[\(leaves)]::bigint[]);")
        // Whoever does it by hand has to state that it was done too.
        statements.append(
            "insert into bench_audit values (now(), '\(viewer)', '1', 'bench',"
                + " $f$\(search.description)$f$, \(found.inspections.count));")
        return statements
    }

    /// How long psql says that the statements take, in milliseconds; the better of two runs.
    private func psql(
        _ statements: [String], _ database: InspectionDatabase
    ) async throws -> Double {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "forms-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let script = folder.appending(path: "queries.sql")
        let output = folder.appending(path: "times.txt")
        let text =
            "\\timing on\n\\o /dev/null\nset jit = off;\n" + statements.joined(separator: "\n")
        try (text + "\n").write(to: script, atomically: true, encoding: .utf8)
        var best = Double.infinity
        for _ in 0..<2 {
            try Data().write(to: output)
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = [
                "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database.connectionString, "-f",
                script.path,
            ]
            process.standardOutput = try FileHandle(forWritingTo: output)
            try process.run()
            process.waitUntilExit()
            try #require(process.terminationStatus == 0)
            let times = try String(contentsOf: output, encoding: .utf8).split(separator: "\n")
                .compactMap { $0.hasPrefix("Time: ") ? Double($0.split(separator: " ")[1]) : nil }
            // Without the setting.
            #expect(times.count == statements.count + 1)
            best = min(best, times.dropFirst().reduce(0, +))
        }
        return best
    }
}

extension ContinuousClock.Instant {
    var milliseconds: Double { (ContinuousClock.now - self) / .milliseconds(1) }
}

extension [Double] {
    func quantile(_ part: Double) -> Double {
        guard !isEmpty else { return 0 }
        return sorted()[Swift.min(count - 1, Int(Double(count) * part))]
    }
}

extension Double {
    var rounded2: String { String(format: "%.2f", self) }
}
