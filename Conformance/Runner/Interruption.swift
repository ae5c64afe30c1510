import ConformanceKit
import Dispatch
import Foundation

/// Ends the servers with the runner when a signal ends it.
struct Interruption {
    private let sources: [any DispatchSourceSignal]

    /// Begins to listen; it ends with the value.
    init() {
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                ServerProcess.stopAll(andExit: 128 + number)
            }
            source.resume()
            return source
        }
    }
}
