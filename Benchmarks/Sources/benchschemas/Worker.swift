import FormSchemas

/// Keeps the prepared operations and runs them.
struct Worker {
    private var operations: [() -> Int] = []
    private let clock = ContinuousClock()

    /// Answers one request; never throws, so that the driver always gets its line.
    mutating func answer(_ fields: [String]) -> String {
        do {
            switch (fields.first, fields.count) {
            case ("prepare", 4):
                let operation = try Operations.make(
                    fields[1], schema: fields[2], document: fields[3])
                operations.append(operation)
                return "ok\t\(operations.count - 1)\t\(operation())"
            case ("run", 3):
                guard let number = Int(fields[1]), operations.indices.contains(number),
                    let iterations = Int(fields[2]), iterations > 0
                else { throw WorkerError("no such operation, or no iterations") }
                return "ok\t\(nanoseconds(of: operations[number], iterations))"
            default:
                throw WorkerError("no such request")
            }
        } catch {
            let reason = String(describing: error)
            return "error\t" + reason.split(separator: "\n").joined(separator: " ")
        }
    }

    private func nanoseconds(of operation: () -> Int, _ iterations: Int) -> Int64 {
        var sum = 0
        let elapsed = clock.measure {
            for _ in 0..<iterations { sum &+= operation() }
        }
        // What is never used would not have to be computed.
        precondition(sum != Int.min)
        return elapsed.components.seconds * 1_000_000_000
            + elapsed.components.attoseconds / 1_000_000_000
    }
}

/// Why a request cannot be served.
struct WorkerError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
