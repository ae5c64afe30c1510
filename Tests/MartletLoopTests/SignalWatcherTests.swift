import MartletLoop
import Testing

@Suite struct SignalWatcherTests {
    @Test(arguments: [Signal.terminate.rawValue, Signal.interrupt.rawValue])
    func signalCallsTheHandler(number: Int32) async {
        await #expect(processExitsWith: .exitCode(0)) { [number] in
            let signal = try #require(Signal(rawValue: number))
            let loop = try Loop()
            SignalWatcher.ignore(.hangUp)
            var watcher: SignalWatcher?
            watcher = try SignalWatcher(on: loop, for: signal) {
                watcher?.close()
                loop.stop()
            }
            TestSystem.raise(.hangUp)
            TestSystem.raise(signal)
            loop.run()
            TestSystem.exitNormally()
        }
    }

    @Test func closedWatcherGivesTheSignalBack() async {
        await #expect(processExitsWith: .signal(15)) {
            let loop = try Loop()
            try SignalWatcher(on: loop, for: .terminate) {}.close()
            TestSystem.raise(.terminate)
            TestSystem.waitForEnd()
        }
    }
}
