import FormDocument
import FormProtocol
import Foundation
import Testing

extension EndToEnd {
    @Suite("Watch", .exchange())
    struct WatchTests {
        private static let senders = ["BE-DAP", "BE-OCAM", "LU-USP", "NL-NCTV"]
        private static let formsPerSender = 50

        @Test("Every watcher gets every entry exactly once and in order, however it comes and goes")
        func everyEntryOnce() async throws {
            let exchange = try TestExchange.current
            let marker = try SampleForm.plainForm()
            async let early = collect(from: 0, until: marker.id)
            async let resumed = collectInTwo(breakAfter: 60, until: marker.id)
            async let late = collectLate(startAfter: 80, until: marker.id)

            var leafIndexes = try await submitFromAllSenders(exchange)
            leafIndexes.append(try await exchange.submit(marker).leafIndex)
            leafIndexes.sort()
            #expect(leafIndexes.count == Self.senders.count * Self.formsPerSender + 1)
            #expect(try await early == leafIndexes)
            #expect(try await resumed == leafIndexes)
            #expect(try await late == leafIndexes)
        }

        /// Submits from all senders at once, and acknowledges some in between, so that the
        /// recipient's inbox has gaps. Returns the leafIndexes of the forms.
        private func submitFromAllSenders(_ exchange: TestExchange) async throws -> [Int64] {
            try await withThrowingTaskGroup(of: [Int64].self) { group in
                for lane in 0..<8 {
                    let sender = Self.senders[lane % Self.senders.count]
                    group.addTask {
                        try await submitSome(exchange, from: sender, Self.formsPerSender / 2)
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
        }

        private func submitSome(
            _ exchange: TestExchange, from sender: String, _ count: Int
        ) async throws -> [Int64] {
            let sample = try SampleForm.plainForm().from(sender).to(("NL-DKDB", "TO"))
            return try await exchange.withClient(sender) { client in
                var leafIndexes: [Int64] = []
                for number in 0..<count {
                    let form = sample.renewed()
                    let signed = try exchange[sender].signed(form)
                    leafIndexes.append(try await client.submit(signed).leafIndex)
                    if number % 10 == 0 {
                        _ = try await exchange.withClient("NL-DKDB") {
                            try await $0.acknowledge(form.reference)
                        }
                    }
                }
                return leafIndexes
            }
        }

        @Test(
            "A sender's inbox has the acknowledgements of its forms, in order with forms received")
        func acknowledgements() async throws {
            let exchange = try TestExchange.current
            let sent = try SampleForm.plainForm()
            let received = try SampleForm.plainForm().from("NL-DKDB").to(("BE-DAP", "TO"))
            let start = try await exchange.submit(sent).leafIndex
            let acknowledged = try await exchange.withClient("NL-DKDB") {
                try await $0.acknowledge(sent.reference)
            }
            let arrival = try await exchange.submit(received).leafIndex

            let inbox = try await exchange.withClient("BE-DAP") { try await $0.inbox(from: start) }
            #expect(inbox.count == 3)
            #expect(inbox.first?.acknowledgement == acknowledged)
            #expect(inbox.first?.acknowledgement.recipient == "NL-DKDB")
            #expect(inbox.first?.cursor == acknowledged.leafIndex + 1)
            #expect(inbox.dropFirst().first?.form.id == received.id)
            #expect(inbox.dropFirst().first?.form.leafIndex == arrival)
            #expect(inbox.last?.entry == .caughtUp(WireCaughtUp()))
        }

        @Test("A watch until caught up ends, and the next one goes on behind it")
        func untilCaughtUp() async throws {
            let exchange = try TestExchange.current
            try await exchange.submit(try SampleForm.plainForm())
            try await exchange.withClient("NL-DKDB") { client in
                let all = try await client.inbox()
                #expect(all.count > 1)
                let end = try #require(all.last)
                #expect(end.entry == .caughtUp(WireCaughtUp()))
                let rest = try await client.inbox(from: end.cursor)
                #expect(rest == [end])
                let next = try await exchange.submit(try SampleForm.plainForm())
                #expect(
                    try await client.inbox(from: end.cursor).map(\.cursor).first == next.leafIndex
                        + 1)
            }
        }

        @Test("A cursor that no inbox can have is refused", arguments: [-1, 1_000_000, Int64.max])
        func impossibleCursor(cursor: Int64) async throws {
            let exchange = try TestExchange.current
            let refusal = try await exchange.withClient("NL-DKDB") { client in
                try await expectRefusal { try await client.inbox(from: cursor) }
            }
            #expect(refusal.code == .invalidArgument)
            #expect(refusal.reason == "INVALID_CURSOR")
        }

        @Test("A certificate's withdrawal ends its open watch")
        func withdrawal() async throws {
            let exchange = try TestExchange.current
            let second = try exchange.anotherCertificate(of: "NL-NCTV")
            try await exchange.admitAndWait(second)
            let opened = Recorded<Int64>()
            async let ended = bounded(.seconds(60), "the watch of a withdrawn certificate") {
                try await expectRefusal { try await follow(exchange, second, opened) }
            }
            try await waitUntil("the watch is open") { opened.count > 0 }
            try await exchange.withdraw(second)
            let refusal = try await ended
            #expect(refusal.code == .unauthenticated)
            #expect(refusal.reason == "CERTIFICATE_UNKNOWN")
        }

        @Test("A server that goes down ends open watches, which go on with the last cursor")
        func shutdown() async throws {
            let exchange = try TestExchange.current
            let opened = Recorded<Int64>()
            async let ended = bounded(.seconds(60), "the watch of a server that goes down") {
                try await expectRefusal { try await follow(exchange, exchange["NL-DKDB"], opened) }
            }
            try await waitUntil("the watch is open") { opened.count > 0 }
            try await exchange.process.stop()
            #expect(try await ended.code == .unavailable)

            try await exchange.start()
            let next = try await exchange.submit(try SampleForm.plainForm())
            let rest = try await exchange.withClient("NL-DKDB") {
                try await $0.inbox(from: try #require(opened.all.last))
            }
            #expect(rest.first?.form.leafIndex == next.leafIndex)
        }
    }
}

// MARK: - Watchers

/// Follows an inbox to its end and beyond; notes the cursors.
private func follow(
    _ exchange: TestExchange, _ agency: Agency, _ cursors: Recorded<Int64>
) async throws {
    try await exchange.withClient(agency) { client in
        try await client.watch(.with { $0.access = .stated }) { response in
            for try await entry in response.messages { cursors.append(entry.cursor) }
        }
    }
}

/// The leafIndexes of the forms in NL-DKDB's inbox from `cursor` on, up to the form `last` or until
/// there are `count`; and where to go on.
private func read(
    from cursor: Int64, until last: String, atMost count: Int = .max
) async throws -> (leafIndexes: [Int64], cursor: Int64) {
    let exchange = try TestExchange.current
    let request = WireWatchRequest.with {
        $0.access = .stated
        $0.cursor = cursor
    }
    return try await exchange.withClient("NL-DKDB") { client in
        try await client.watch(request) { response in
            var leafIndexes: [Int64] = []
            for try await entry in response.messages {
                guard case .form(let form)? = entry.entry else { continue }
                leafIndexes.append(form.leafIndex)
                if form.id == last || leafIndexes.count >= count {
                    return (leafIndexes, entry.cursor)
                }
            }
            throw TestFailure("the watch has ended by itself")
        }
    }
}

private func collect(from cursor: Int64, until last: String) async throws -> [Int64] {
    try await bounded(.seconds(120), "a watch") {
        try await read(from: cursor, until: last).leafIndexes
    }
}

/// Breaks off in the middle and goes on over a new connection.
private func collectInTwo(breakAfter count: Int, until last: String) async throws -> [Int64] {
    try await bounded(.seconds(120), "a watch in two parts") {
        let first = try await read(from: 0, until: last, atMost: count)
        return first.leafIndexes + (try await read(from: first.cursor, until: last).leafIndexes)
    }
}

/// Starts when many forms are there already.
private func collectLate(startAfter count: Int64, until last: String) async throws -> [Int64] {
    let exchange = try TestExchange.current
    try await waitUntil("\(count) forms are there") {
        try await exchange.database.traces()["submission"] ?? 0 >= count
    }
    return try await collect(from: 0, until: last)
}
