import Martlet

/// What commands cost in the process itself, without a socket.
enum InProcess {
    static func measure(
        _ report: Report, calls: Int = 500_000, starts: Int = 300
    ) throws {
        report.begin("in process")
        let server = try Martlet.start(.inProcess)
        defer { server.stop() }
        try server.set("key:1", "abc")
        report.add(
            "inprocess.get.borrowed", unit: "ns",
            server: try nanoseconds(calls) {
                _ = try server.withBytes(of: "key:1") { bytes in bytes.count }
            }, peer: nil)
        report.add(
            "inprocess.get.string", unit: "ns",
            server: try nanoseconds(calls) { _ = try server.get("key:1") }, peer: nil)
        report.add(
            "inprocess.set", unit: "ns",
            server: try nanoseconds(calls) { try server.set("key:1", "abc") }, peer: nil)
        report.add(
            "inprocess.start", unit: "ns to start without a socket and stop",
            server: try nanoseconds(starts) { try Martlet.start(.inProcess).stop() }, peer: nil)
        report.add(
            "inprocess.listen", unit: "ns to start at a free port and stop",
            server: try nanoseconds(starts) { try Martlet.start().stop() }, peer: nil)
    }

    /// Returns how long `body` takes: the median of five times `count` calls.
    private static func nanoseconds(
        _ count: Int, _ body: () throws -> Void
    ) throws -> Double {
        try (0..<5).map { _ in
            let start = ContinuousClock.now
            for _ in 0..<count { try body() }
            return (ContinuousClock.now - start).nanoseconds / Double(count)
        }.median
    }
}
