import ConformanceKit
import Foundation

/// redis-benchmark, and what it prints.
struct LoadGenerator {
    /// Why a run gave no figure.
    struct RunError: Error, CustomStringConvertible {
        let description: String
    }

    let program: String

    init() throws {
        guard let program = ServerProcess.find("redis-benchmark") else {
            throw RunError(description: "redis-benchmark is not installed")
        }
        self.program = program
    }

    /// Sends `count` commands of one kind; returns how many were served a second.
    func run(
        _ command: Load.Command, port: Int, count: Int, options: [String]
    ) throws -> Double {
        var arguments = ["-p", String(port), "-n", String(count), "--csv"] + options
        switch command {
        case .test(let name): arguments += ["-t", name]
        case .words(let words): arguments += words
        }
        let process = Pinned.process(program, arguments, on: MeasuredServer.loadProcessor)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        // It never ends if the server has gone.
        let watchdog = DispatchWorkItem { process.terminate() }
        DispatchQueue.global().asyncAfter(deadline: .now() + 300, execute: watchdog)
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        watchdog.cancel()
        let rows = text.split(separator: "\n").filter { !$0.hasPrefix("\"test\"") }
        guard let fields = rows.last?.split(separator: ","), fields.count > 1,
            let rate = Double(fields[1].filter { $0 != "\"" })
        else { throw RunError(description: "redis-benchmark printed no figure for \(command)") }
        return rate
    }
}
