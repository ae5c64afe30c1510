import Synchronization
import Testing

@testable import MartletEngine

@Suite struct CommandCallOverdueTests {
    /// Notes in whose script others are let in.
    private final class Others: EngineSharing {
        let endsScripts = true
        let served = Mutex<ClientHandle?>(nil)

        func letOthersIn(whileServing client: ClientHandle) {
            served.withLock { served in served = client }
        }
    }

    @Test func nobodyIsLetInWhereNobodyElseIs() {
        var engine = SmallEngine(BlockingSpecs.all)
        engine.engine.call.letOthersIn()
        let ends = engine.engine.call.endsScripts
        #expect(!ends)
    }

    @Test func theScriptGoesOnWhereItWas() {
        let others = Others()
        var engine = SmallEngine(BlockingSpecs.all)
        engine.engine.call.sharing = others
        let client = engine.engine.call.client
        let outer = engine.engine.call.beginNesting(.script)
        engine.engine.call.select(2)
        engine.engine.call.row = 7
        engine.engine.call.isReplyTrimmed = true
        engine.engine.call.tracking.pending = [nil]
        engine.engine.call.own.after.ok()
        engine.engine.call.letOthersIn()
        #expect(others.served.withLock { $0 } == client.handle)
        let ends = engine.engine.call.endsScripts
        #expect(ends)
        let (row, nesting) = (engine.engine.call.row, engine.engine.call.nesting)
        #expect(row == 7 && nesting == .script)
        let (selected, isTrimmed) = (engine.engine.call.selected, engine.engine.call.isReplyTrimmed)
        #expect(selected == 2 && isTrimmed)
        let isSame = engine.engine.call.client === client
        let (pending, count) = (
            engine.engine.call.tracking.pending, engine.engine.call.own.after.count
        )
        #expect(isSame && pending == [nil] && count == 5)
        engine.engine.call.endNesting(outer)
    }

    @Test func nothingIsDueInTheMiddle() {
        var engine = SmallEngine(BlockingSpecs.all)
        engine.engine.call.didBecomeOverdue(.script)
        #expect(throws: ReplyError.busy(.script)) { try engine.engine.call.refuseWhileBusy() }
        engine.engine.tick()
        let work = engine.engine.takeWork()
        let isDue = engine.engine.isTickDue()
        #expect(work.tickAt == .max && !isDue)
        engine.engine.call.endOverdue()
        let needsHost = engine.engine.needsHost
        #expect(needsHost)
        #expect(throws: Never.self) { try engine.engine.call.refuseWhileBusy() }
    }
}
