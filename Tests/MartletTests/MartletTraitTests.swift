import Martlet
import MartletTesting
import Testing

@Suite(.martlet(.inProcess, clock: .manual)) struct MartletTraitTests {
    /// Each case has a server without the keys of the others.
    @Test(arguments: 0..<5) func eachCaseHasItsOwnServer(number: Int) throws {
        #expect(try Martlet.current.dbSize() == 0)
        try Martlet.current.set("number", "\(number)")
        #expect(try Martlet.current.get("number") == "\(number)")
    }

    @Test func clockIsTheTests() throws {
        try Martlet.current.set("k", "v", expiry: .after(.seconds(5)))
        try Martlet.current.clock.advance(by: .seconds(5))
        #expect(try Martlet.current.get("k") == nil)
    }

    @Test(.martlet) func theSystemsClockCantBeMoved() throws {
        #expect(throws: MartletError.self) { try Martlet.current.clock }
    }

    @Test(.martlet) func aTestMayHaveAnother() throws {
        #expect(try Martlet.current.url?.hasPrefix("redis://127.0.0.1:") == true)
    }

    @Test(.martlet(.inProcess, seed: 42)) func seedIsFixed() throws {
        #expect(try Martlet.current.seed == 42)
    }
}

@Suite struct MartletCurrentTests {
    @Test func withoutTheTraitThereIsNoServer() {
        #expect(throws: MartletError.self) { try Martlet.current }
    }
}
