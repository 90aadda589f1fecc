import FormDocument
import FormSchemas
import Foundation
import Testing

extension EndToEnd {
    /// What inspectors do: find, look, plan, count, take along.
    @Suite(
        "Inspections, with the client that people use",
        .exchange(["DE-NW-FKS", "NL-LA", "BE-TSW", "LU-ITM", "EU-ELA", "BE-SIOD", "BE-RSZ"]),
        .serialized)
    struct InspectionCommandTests {
        private let cast: Cast
        private let joint: JointInspection
        private static let reason = ["--reason", "end-to-end test", "--officer", "NLA-20417"]

        init() throws {
            cast = try Cast()
            joint = try JointInspection()
        }

        private func run(_ agency: String, _ arguments: String...) async throws -> ProgramRun {
            try await cast[agency].run(["inspections"] + arguments + Self.reason)
        }

        private func rows(_ run: ProgramRun) -> [[String]] {
            run.output.split(separator: "\n").map {
                $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            }
        }

        private func playToReport() async throws {
            try await cast.submit(joint.situation, joint.request, joint.answer, joint.plan)
            for agency in ["DE-NW-FKS", "NL-LA"] {
                try await cast.submit(joint.signature(agency, cast))
            }
            try await cast.submit(
                joint["SOC-04/nl-la-to-coesfeld-urgent"], joint["SOC-04/de-nw-fks-to-horst"],
                joint["SOC-05/nl-la-housing-of-meat-workers"],
                joint["SOC-05/de-nw-fks-meat-vulnerable-workers"],
                joint["SOC-06/de-nw-fks-coesfeld"])
        }

        @Test("An inspection is found by a name in another spelling, shown, and counted")
        func findShowCount() async throws {
            try await playToReport()
            let found = try await run(
                "NL-LA", "find", "--name", "fleischzerlegung munsterland", "--country", "de,nl")
            #expect(found.status == 0, "\(found.errors)")
            let row = try #require(rows(found).first { $0[0] == joint.situation.id })
            #expect(row[2] == "REPORTED" && row[3] == "Coesfeld; Horst")
            #expect(found.errors.contains("formclient inspections show"))
            let json = try await run("NL-LA", "find", "--json", "--state", "reported").json
            #expect(json.first?["facets"]?["state"]?["REPORTED"]?.int ?? 0 >= 1)
            let summary = try #require(
                json.first { $0["id"]?.string == joint.situation.id })
            #expect(summary["arrears_eur"]?.string == "33150.00")
            #expect(summary["worker_count"]?.int == 4)
            let facets = try await run("NL-LA", "find", "--facets")
            #expect(facets.output.contains("state\tREPORTED\t"))

            let shown = try await run("NL-LA", "show", String(joint.situation.id.prefix(23)))
            #expect(shown.status == 0, "\(shown.errors)")
            #expect(shown.output.contains("entity\tFleischzerlegung Münsterland GmbH (DE)"))
            #expect(rows(shown).contains { $0[0] == "officer" })
            let whole = try #require(
                try await run("DE-NW-FKS", "show", joint.situation.id, "--json").json.first)
            #expect(whole["sites"]?.count == 2 && whole["lead"]?.string == "DE-NW-FKS")

            let counted = try await run("NL-LA", "stats", "--by", "month", "--sector", "C")
            let total = try #require(rows(counted).first)
            #expect(total[0] == "total" && (Int(total[2]) ?? 0) >= 1)
            #expect(rows(counted).contains { $0[0] == "partner" && $0[1] == "DE-NW-FKS" })
            #expect(rows(counted).contains { $0[0] == "total-finding" && $0[2] == "HOUSING" })

            // Another inspection of the same undertaking is told of.
            try await cast.submit(JointInspection().situation)
            let again = try await run("NL-LA", "show", joint.situation.id)
            #expect(again.errors.contains("Personeelsdiensten Zuid B.V."))
        }

        @Test("Nobody else finds it, by any command, and what is wrong is said")
        func refusals() async throws {
            try await cast.submit(joint.situation)
            for arguments in [["find"], ["find", "--json"], ["stats"]] {
                let run = try await cast["LU-ITM"].run(["inspections"] + arguments + Self.reason)
                #expect(run.status == 1, "\(arguments)")
                #expect(!run.output.contains(joint.situation.id))
            }
            let stranger = try await run("LU-ITM", "show", joint.situation.id)
            #expect(stranger.status == 1)
            #expect(try await run("LU-ITM", "calendar").output.isEmpty)

            let cases: [([String], String)] = [
                (["find", "--country", "Belgium"], "--country"),
                (["find", "--state", "PLANED"], "PLANNED"),
                (["find", "--result", "GOOD"], "NOTHING_FOUND"),
                (["find", "--near", "51,5"], "51.94,7.17,20"),
                (["find", "--from", "2026-02-01", "--to", "2026-01-01"], "--from"),
                (["find", "--limit", "-1"], "0"),
                (["calendar", "--month", "2026-13"], "2026-11"),
                (["calendar", "--month", "2026-11", "--from", "2026-11-01"], "--month"),
                (["calendar", "--hours", "13", "--free-for", "NL-LA"], "12"),
                (["calendar", "--hours", "2"], "--free-for"),
                (["calendar", "--country", "nl", "--region", "LU00"], "--region"),
                (["calendar", "--from", "2026-01-01", "--to", "2028-01-01"], "400"),
                (["export", "ics", "--month", "2026-11", "--from", "2026-11-01"], "--month"),
                (["find", "--state", "OPEN", "--result", "INFRINGEMENTS"], "--result"),
                (["find", "--state", "UNDER_WAY"], "FOLLOWED_UP"),
                (["export", "pdf"], "pdf"),
                (["find", "--order", "size"], "newest"),
            ]
            for (arguments, word) in cases {
                let run = try await cast["NL-LA"].run(["inspections"] + arguments + Self.reason)
                #expect(run.status == 2, "\(arguments): \(run.errors)")
                #expect(run.errors.contains(word), "\(arguments): \(run.errors)")
            }
            let unknown = try await run("NL-LA", "calendar", "--free-for", "NL-LA,XX-YY")
            #expect(unknown.status == 3 && unknown.errors.contains("XX-YY"), "\(unknown.errors)")
            let french = try await run(
                "NL-LA", "find", "--outcome", "FINE", "--result", "PENDING", "--lang", "fr")
            #expect(french.status == 2 && french.errors.contains("Omettez l'un des deux"))
            let unstated = try await cast["NL-LA"].run(["inspections", "find"])
            #expect(unstated.status == 2 && unstated.errors.contains("--reason"))
        }

        @Test("From a case to a signed plan, step by step, with what to wait for")
        func plan() async throws {
            let file = cast["DE-NW-FKS"].path("case.json")
            let drafted = try await cast["DE-NW-FKS"].run(["inspections", "plan", "-o", file])
            #expect(drafted.status == 0, "\(drafted.errors)")
            let draft = try JSONDocument([UInt8](Data(contentsOf: URL(filePath: file))))
            #expect(draft.root["header"]?["form"]?.string == "SOC-01")
            #expect(drafted.errors.contains("formclient submit"))

            let id = joint.situation.id
            func name(_ run: ProgramRun) throws -> String? {
                let root = try JSONDocument(Array(run.output.utf8)).root
                return root["header"]?["form"]?.string
            }
            try await cast.submit(joint.situation)
            let early = try await run("NL-LA", "plan", id)
            #expect(early.status == 1 && early.errors.contains("DE-NW-FKS"), "\(early.errors)")
            let request = try await run("DE-NW-FKS", "plan", id)
            #expect(try name(request) == "SOC-02", "\(request.errors)")
            #expect(request.errors.contains("DE-NW-FKS, NL-LA"))
            try await cast.submit(joint.request)
            let answer = try await run("NL-LA", "plan", id)
            #expect(try name(answer) == "SOC-02", "\(answer.errors)")
            let waiting = try await run("DE-NW-FKS", "plan", id)
            #expect(waiting.status == 1 && waiting.errors.contains("NL-LA"))
            try await cast.submit(joint.answer)
            let plan = try await run("DE-NW-FKS", "plan", id)
            #expect(try name(plan) == "SOC-03", "\(plan.errors)")
            let drafted03 = try JSONDocument(Array(plan.output.utf8)).root
            let wanted = joint.situation
            #expect(
                drafted03["body"]?["case_title"]?.string == wanted.text("/body/case_title"))
            #expect(
                drafted03["body"]?["parties"]?.elements.map { $0["agency"]?.string }
                    == ["DE-NW-FKS", "NL-LA"])
            #expect(
                drafted03["body"]?["sites"]?.elements.map { $0["host"]?.string }
                    == ["DE-NW-FKS", "NL-LA"])
            #expect(drafted03["body"]?["lead"]?.string == "DE-NW-FKS")
            try await cast.submit(joint.plan)
            let signature = try await run("NL-LA", "plan", id)
            #expect(try name(signature) == "SOC-03", "\(signature.errors)")
            try await cast.submit(joint.signature("NL-LA", cast))
            #expect(try await run("NL-LA", "plan", id).errors.contains("DE-NW-FKS"))
            try await cast.submit(joint.signature("DE-NW-FKS", cast))
            let done = try await run("NL-LA", "plan", id)
            #expect(done.status == 0 && done.errors.contains("SOC-05"), "\(done.errors)")
        }

        @Test("Any form of its dialogue leads to the inspection, a form of none says so")
        func laterForms() async throws {
            try await cast.submit(joint.situation, joint.request, joint.answer, joint.plan)
            for form in [joint.request, joint.answer, joint.plan] {
                let shown = try await run("DE-NW-FKS", "show", form.id, "--json")
                #expect(shown.status == 0, "\(shown.errors)")
                #expect(try shown.json.first?["id"]?.string == joint.situation.id)
            }
            let plan = try await run("NL-LA", "plan", joint.plan.id)
            #expect(plan.status == 0, "\(plan.errors)")
            #expect(plan.output.contains("SOC-03") && plan.output.contains("content_hash"))
            let stranger = try await run("LU-ITM", "show", joint.plan.id)
            #expect(stranger.status == 1 && stranger.output.isEmpty)
        }

        @Test("Free times are those to come; that there is none is said")
        func freeTimes() async throws {
            let now = Timestamp.now()
            let today = String(now.description.prefix(10))
            let free = try await run(
                "NL-LA", "calendar", "--free-for", "NL-LA,BE-TSW", "--from", today, "--hours", "1")
            #expect(free.status == 0, "\(free.errors)")
            let starts = rows(free).filter { $0[0] == "free" }.compactMap { Timestamp($0[1]) }
            #expect(!starts.isEmpty && starts.allSatisfy { $0.seconds >= now.seconds })
            let none = try await run(
                "NL-LA", "calendar", "--free-for", "NL-LA", "--from", "2020-01-01")
            #expect(none.status == 1 && none.errors.contains("4 hours in common"))
        }

        @Test("A plan lands in calendars, and what becomes of it too")
        func exports() async throws {
            try await cast.submit(joint.situation, joint.request, joint.answer, joint.plan)
            func export(_ kind: String, _ more: String...) async throws -> String {
                let run = try await cast["NL-LA"].run(
                    ["inspections", "export", kind, "--from", "2020-01-01", "--to", "2020-01-02"]
                        + more + Self.reason)
                #expect(run.status == 0, "\(run.errors)")
                return run.output
            }
            func month(_ kind: String) async throws -> String {
                let day = try #require(
                    joint.plan.text("/body/window/from").split(separator: "T").first)
                let run = try await cast["NL-LA"].run(
                    ["inspections", "export", kind, "--from", String(day)] + Self.reason)
                #expect(run.status == 0, "\(run.errors)")
                return run.output
            }
            #expect(!(try await export("ics")).contains("BEGIN:VEVENT"))
            let calendar = try await month("ics")
            let uids = calendar.split(separator: "\r\n").filter { $0.hasPrefix("UID:") }
            #expect(uids.count >= 2 && calendar.contains("STATUS:TENTATIVE"))
            try await cast.withdraw(joint.plan)
            let later = try await month("ics")
            #expect(later.split(separator: "\r\n").filter { $0.hasPrefix("UID:") } == uids)
            #expect(later.contains("STATUS:CANCELLED"))
            #expect(sequences(later).max() ?? 0 > sequences(calendar).max() ?? 0)

            let map = try JSONDocument(Array(try await month("geojson").utf8)).root
            #expect(map["type"]?.string == "FeatureCollection" && map["features"]?.count ?? 0 >= 2)
            let table = try await cast["NL-LA"].run(["inspections", "export", "csv"] + Self.reason)
            #expect(table.output.contains(joint.situation.id))
            let file = cast["NL-LA"].path("report.html")
            let report = try await run("NL-LA", "export", "html", "-o", file)
            #expect(report.status == 0, "\(report.errors)")
            #expect(report.errors.contains("); visits from "), "\(report.errors)")
            // A month narrows a table and a report too, and a report may begin later than today.
            let past = cast["NL-LA"].path("past.csv")
            let empty = try await run("NL-LA", "export", "csv", "--month", "2020-01", "-o", past)
            #expect(empty.status == 0 && empty.errors.contains("past.csv (0 inspections)"))
            #expect(
                !(try String(contentsOfFile: past, encoding: .utf8)).contains(joint.situation.id))
            // A table has no visits, and no bounds.
            let long = try await run(
                "NL-LA", "export", "csv", "--from", "2020-01-01", "--to", "2039-01-01",
                "--country", "NL", "--region", "LU00")
            #expect(long.status == 0, "\(long.errors)")
            for (name, days) in [
                ("a.html", ["--month", "2020-01"]), ("b.html", ["--from", "2039-06-01"]),
            ] {
                let file = cast["NL-LA"].path(name)
                let run = try await cast["NL-LA"].run(
                    ["inspections", "export", "html", "-o", file] + days + Self.reason)
                #expect(run.status == 0 && run.errors.contains("(0 inspections)"), "\(run.errors)")
            }
            let ics = cast["NL-LA"].path("visits.ics")
            let written = try await run(
                "NL-LA", "export", "ics", "--from", "2020-01-01", "-o", ics)
            #expect(written.errors.contains("visits from 1 Jan 2020 to 3 Feb 2021"))
            let html = try String(contentsOfFile: file, encoding: .utf8)
            #expect(html.hasPrefix("<!doctype html>") && html.contains("Coesfeld"))
        }

        private func sequences(_ calendar: String) -> [Int] {
            calendar.split(separator: "\r\n").filter { $0.hasPrefix("SEQUENCE:") }
                .compactMap { Int($0.dropFirst("SEQUENCE:".count)) }
        }
    }
}
