import Postgres
import Testing

@Suite(.needsPostgres, .database, .timeLimit(.minutes(2)))
struct PostgresListenerTests {
    @Test func notificationsInTheirOrder() async throws {
        try await TestDatabase.current.withPool { pool in
            var events = try pool.listen(to: ["inbox", "Odd \"name\"; --"]).makeAsyncIterator()
            #expect(await events.next() == .reread(.subscribed))
            try await pool.run("select pg_notify('inbox', \("first"))")
            try await pool.run("select pg_notify(\("Odd \"name\"; --"), \("é"))")
            try await pool.run("select pg_notify('other', 'unheard')")
            try await pool.run("notify inbox")
            var heard: [String] = []
            while heard.count < 3, case .notification(let news) = await events.next() {
                heard.append("\(news.channel):\(news.payload)")
                #expect(news.processID > 0)
            }
            #expect(heard == ["inbox:first", "Odd \"name\"; --:é", "inbox:"])
        }
    }

    @Test func onlyCommittedNotificationsAreHeard() async throws {
        try await TestDatabase.current.withPool { pool in
            var events = try pool.listen(to: ["committed"]).makeAsyncIterator()
            #expect(await events.next() == .reread(.subscribed))
            struct Refusal: Error {}
            try? await pool.transaction { transaction in
                try await transaction.run("select pg_notify('committed', 'undone')")
                throw Refusal()
            }
            try await pool.transaction {
                try await $0.run("select pg_notify('committed', 'done')")
            }
            guard case .notification(let news) = await events.next() else {
                Issue.record("no notification")
                return
            }
            #expect(news.payload == "done")
        }
    }

    @Test func aBrokenConnectionIsTold() async throws {
        try await TestDatabase.current.withPool { pool in
            var events = try pool.listen(to: ["broken"]).makeAsyncIterator()
            #expect(await events.next() == .reread(.subscribed))
            try await pool.run(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and query like 'listen "broken"%'
                """)
            #expect(await events.next() == .reread(.reconnected))
            try await pool.run("select pg_notify('broken', 'whole')")
            guard case .notification(let news) = await events.next() else {
                Issue.record("no notification")
                return
            }
            #expect(news.payload == "whole")
        }
    }

    @Test func anOverflowIsTold() async throws {
        try await TestDatabase.current.withPool { pool in
            let listener = try pool.listen(to: ["flood", "end"])
            var events = listener.makeAsyncIterator()
            #expect(await events.next() == .reread(.subscribed))
            let sent = PostgresLimits.notificationsMax * 3
            try await pool.run(
                "select pg_notify('flood', n::text) from generate_series(1, \(sent)) as s (n)")
            // The pool's own work is no sign that the listener has heard everything.
            try await Task.sleep(for: .milliseconds(500))
            try await pool.run("select pg_notify('end', '')")
            var (heard, rereads) = (0, 0)
            loop: while let event = await events.next() {
                switch event {
                case .reread(let cause):
                    #expect(cause == .overflowed)
                    rereads += 1
                case .notification(let news) where news.channel == "end": break loop
                case .notification: heard += 1
                }
            }
            #expect(heard < sent)
            #expect(rereads >= 1)
        }
    }

    @Test func theConnectionEndsWithTheTask() async throws {
        try await TestDatabase.current.withPool { pool in
            let (subscribed, subscribe) = AsyncStream<Void>.makeStream()
            let task = Task {
                for await _ in try pool.listen(to: ["ended"]) { subscribe.finish() }
            }
            for await _ in subscribed {}
            let listeners: Query<Int> = """
                select count(*) from pg_stat_activity
                where datname = current_database() and query like 'listen "ended"%'
                """
            #expect(try await pool.run(listeners) == 1)
            task.cancel()
            try await task.value
            try await waitUntil("the server process is gone") {
                try await pool.run(listeners) == 0
            }
        }
    }

    @Test(arguments: ["", String(repeating: "x", count: 64), "a\u{0}b"])
    func namesThatCannotBeChannels(_ name: String) throws {
        let configuration = PostgresConfiguration("host=/nonexistent")
        #expect(throws: PostgresError.self) {
            try PostgresListener(configuration, channels: [name])
        }
    }
}
