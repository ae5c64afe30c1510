import MartletEngine
import MartletLoop
import Synchronization

/// What is done while a script takes too long.
extension SharedEngine: EngineSharing {
    package var endsScripts: Bool { isEnding.load(ordering: .relaxed) }

    /// Makes the script that runs end soon, and those that come: the server stops.
    package func endScripts() {
        isEnding.store(true, ordering: .relaxed)
    }

    package func letOthersIn(whileServing client: ClientHandle) {
        var list = ArgumentList()
        var reply = ReplyWriter(capacity: 256)
        // Not kept, as the host keeps the server that keeps the engine.
        var host: (any Host)?
        func exchange() {
            state.withHeldLock { state in
                swap(&state.list, &list)
                swap(&state.reply, &reply)
                host = state.engine.call.host
            }
        }
        exchange()
        state.withoutLock { host?.passTime(whileServing: client) }
        exchange()
    }
}
