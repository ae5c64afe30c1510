import MartletEngine
import Testing

@Suite struct CommandRecorderTests {
    private func makeEngine(recorder: CommandRecorder) -> SmallEngine {
        var engine = SmallEngine([
            .made("ok"),
            .made("secret") { _, call, reply in
                call.hide(1..<3)
                reply.ok()
            },
        ])
        engine.engine.call.recorder = recorder
        return engine
    }

    @Test func keepsTheLastCommandsInTheirOrder() {
        let recorder = CommandRecorder(capacity: 3)
        var engine = makeEngine(recorder: recorder)
        #expect(recorder.lines == [])
        for i in 0..<7 {
            _ = engine.run("ok \(i)")
            let expected = (max(0, i - 2)...i).map { #"[0 in-process:0] "ok" "\#($0)""# }
            #expect(recorder.lines == expected)
        }
    }

    @Test func keepsWhatWasRefusedToo() {
        let recorder = CommandRecorder(capacity: 3)
        var engine = makeEngine(recorder: recorder)
        _ = engine.run("nosuch a\n")
        #expect(recorder.lines == [#"[0 in-process:0] "nosuch" "a\n""#])
    }

    @Test func hidesSecrets() {
        let recorder = CommandRecorder(capacity: 1)
        var engine = makeEngine(recorder: recorder)
        _ = engine.run("secret a b c")
        #expect(recorder.lines == [#"[0 in-process:0] "secret" (redacted) (redacted) "c""#])
    }

    @Test func cutsWhatIsLong() {
        let recorder = CommandRecorder(capacity: 1)
        var engine = makeEngine(recorder: recorder)
        _ = engine.run("ok \(String(repeating: "x", count: 100))")
        let cut = String(repeating: "x", count: 80)
        #expect(recorder.lines == [#"[0 in-process:0] "ok" "\#(cut)"... (20 more bytes)"#])
        _ = engine.run("ok" + String(repeating: " x", count: 20))
        #expect(recorder.lines.first?.hasSuffix(#""x" (5 more arguments)"#) == true)
    }
}
