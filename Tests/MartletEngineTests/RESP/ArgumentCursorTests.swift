import MartletEngine
import Testing

@Suite struct ArgumentCursorTests {
    /// Reads options as SET does: NX, or PX with a number; a float; then whatever is left over.
    private static let spec = CommandSpec.made("read") { arguments, _, reply throws(ReplyError) in
        var options = arguments.cursor(from: 1)
        var flag = 0
        var number = 0
        var real = 0.0
        while !options.isAtEnd {
            if options.take("NX") {
                flag += 1
            } else if options.take("PX") {
                number = try options.integer()
            } else if options.take("REAL") {
                real = try options.double()
            } else {
                break
            }
        }
        let remaining = options.remaining
        if remaining > 2 { reply.integer(remaining) }
        try options.finish()
        reply.array(3)
        reply.integer(flag)
        reply.integer(number)
        reply.double(real)
    }

    @Test(
        arguments: [
            ("read", "*3|:0|:0|$1|0|"),
            ("read nx NX Px -5", "*3|:2|:-5|$1|0|"),
            ("read REAL 1.5", "*3|:0|:0|$3|1.5|"),
            ("read PX", "-ERR syntax error|"),
            ("read PX x", "-ERR value is not an integer or out of range|"),
            ("read REAL x", "-ERR value is not a valid float|"),
            ("read NX more", "-ERR syntax error|"),
            ("read NXX", "-ERR syntax error|"),
        ])
    func options(line: String, expected: String) {
        var engine = SmallEngine([Self.spec])
        #expect(engine.run(line) == expected)
    }

    @Test func argumentsByTheirPlace() {
        let spec = CommandSpec.made("sum") { arguments, _, reply throws(ReplyError) in
            let rest = arguments.suffix(from: 1)
            reply.integer(try arguments.integer(at: 1) + rest.integer(at: 1))
            reply.bulk(rest[0])
            reply.integer(rest.count)
        }
        var engine = SmallEngine([spec])
        #expect(engine.run("sum 2 3") == ":5|$1|2|:2|")
        #expect(engine.run("sum 2 03") == "-ERR value is not an integer or out of range|")
    }
}
