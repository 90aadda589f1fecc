import Foundation
import Postgres
import Testing

/// A server that goes away and comes back, with nothing restarted on this side.
@Suite(.needsPostgres)
struct OutageTests {
    @Test func callsFailSoonAndSucceedAgain() async throws {
        try await TestCluster.with { cluster in
            let pool = PostgresPool(cluster.configuration, size: 3)
            try await pool.run("create table kept (n int8)")
            try await cluster.disturb(.stop)
            for _ in 0..<5 {
                let error = try await postgresError {
                    try await pool.run("insert into kept values (0)", timeout: .seconds(5))
                }
                #expect([.connectFailed, .connectionLost].contains(error.kind))
                #expect(error.isTransient)
            }
            try await cluster.disturb(.start)
            // The very first call after the return may not fail.
            try await pool.run("insert into kept values (1)")
            #expect(try await pool.run("select n from kept" as Query<[Int]>) == [1])
            await pool.close()
        }
    }

    @Test func whatWasAcknowledgedIsThereExactlyOnce() async throws {
        try await TestCluster.with { cluster in
            let pool = PostgresPool(cluster.configuration, size: 4)
            try await pool.run("create table kept (n int8)")
            let acknowledged = Shared<[Int]>([])
            let unknown = Shared<Set<Int>>([])
            let isOver = Shared(false)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for lane in 0..<8 {
                    group.addTask {
                        var number = lane
                        while !isOver.value {
                            number += 8
                            do {
                                try await pool.transaction {
                                    try await $0.run("insert into kept values (\(number))")
                                }
                                acknowledged.change { $0.append(number) }
                            } catch let error as PostgresError {
                                #expect(error.isTransient, "\(error.debugDescription)")
                                if error.kind == .outcomeUnknown {
                                    unknown.change { $0.insert(number) }
                                }
                                try await Task.sleep(for: .milliseconds(20))
                            }
                        }
                    }
                }
                for _ in 0..<3 {
                    let before = acknowledged.value.count
                    try await waitUntil("work goes on") {
                        acknowledged.value.count > before + 50
                    }
                    try await cluster.disturb(.restart)
                }
                let before = acknowledged.value.count
                try await waitUntil("work goes on") {
                    acknowledged.value.count > before + 50
                }
                isOver.change { $0 = true }
                try await group.waitForAll()
            }
            let stored: [Int] = try await pool.run("select n from kept order by n")
            let told = acknowledged.value
            #expect(Set(stored).count == stored.count)
            #expect(Set(told).isSubset(of: stored))
            #expect(Set(stored).subtracting(told).isSubset(of: unknown.value))
            await pool.close()
        }
    }

    @Test func aServerProcessThatFreezes() async throws {
        try await TestCluster.with { cluster in
            var configuration = cluster.configuration
            configuration.statementTimeout = .milliseconds(100)
            let reader = try await PostgresConnection.connect(configuration)
            let writer = try await PostgresConnection.connect(configuration)
            let reading = Task {
                kill(reader.processID, SIGSTOP)
                try await reader.run("select 1")
            }
            let writing = Task {
                try await writer.transaction { _ in
                    _ = kill(writer.processID, SIGSTOP)
                }
            }
            // Neither answers, not even to the request to stop: the connections are given up.
            let late = try await postgresError { try await reading.value }
            #expect(late.kind == .timeout)
            let unknown = try await postgresError { try await writing.value }
            #expect(unknown.kind == .outcomeUnknown)
            #expect(!reader.isUsable && !writer.isUsable)
            let after = try await postgresError { try await reader.run("select 1") }
            #expect(after.kind == .connectionLost)
            for frozen in [reader, writer] { kill(frozen.processID, SIGCONT) }
        }
    }

    @Test func listenersComeBack() async throws {
        try await TestCluster.with { cluster in
            let pool = PostgresPool(cluster.configuration, size: 1)
            var events = try pool.listen(to: ["news"]).makeAsyncIterator()
            #expect(await events.next() == .reread(.subscribed))
            try await cluster.disturb(.restart)
            #expect(await events.next() == .reread(.reconnected))
            try await waitUntil("the pool is back") {
                (try? await pool.run("select pg_notify('news', 'again')")) != nil
            }
            guard case .notification(let notification) = await events.next() else {
                Issue.record("no notification")
                return
            }
            #expect(notification.payload == "again")
            await pool.close()
        }
    }
}
