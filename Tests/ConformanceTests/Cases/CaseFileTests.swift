@testable import ConformanceKit
import Testing

@Suite struct CaseFileTests {
    private func cases(_ text: String) throws -> [ConformanceCase] {
        try CaseFile(text, file: "x/strings.case").cases
    }

    private func words(_ text: String...) -> CaseStep.Action {
        .command(text.map { Array($0.utf8) })
    }

    @Test func titleTagsAndSteps() throws {
        let text = """
            # A comment.

            == GET of nothing [resp2] [config requirepass secret] [config save "3600 1"]
            > GET nosuch
            b> SET "a\\x00" 'it''s'
            """
        #expect(throws: CaseFile.SyntaxError.self) { try cases(text) }
        let test = try #require(
            try cases(text.replacing("'it''s'", with: "'it\\'s'")).first)
        #expect(test.title == "GET of nothing")
        #expect(test.family == "strings")
        #expect(test.line == 3)
        #expect(test.protocols == [.resp2])
        #expect(test.variant.options == ["--requirepass", "secret", "--save", "3600 1"])
        #expect(test.variant.password == "secret")
        #expect(test.steps.map(\.action) == [words("GET", "nosuch"), words("SET", "a\0", "it's")])
        #expect(test.steps.map(\.connections) == [[""], ["b"]])
        #expect(test.steps[1].line == 5)
        #expect(test.command == "GET")
    }

    @Test func comparatorsAndModifiers() throws {
        let steps = try #require(
            try cases(
                """
                == Modifiers
                .unordered> KEYS *
                b.measured> CLIENT LIST
                mask age — integer >= 0 — time since the connection
                .draws=100> RANDOMKEY
                members a b
                a,b.replies=3> PING
                .closed> QUIT
                .none> GET a
                .raw> "*1\\r\\n" 3*"ab" x
                .scan> SCAN 0 COUNT 3
                b.close>
                .replies=2>
                until :0|:-2 c> TTL a
                wait 20
                > SUBSCRIBE x y
                """
            ).first?.steps)
        #expect(steps.map(\.comparator).prefix(3) == [.unordered, .measured, .random])
        #expect(steps[1].masks.map(\.field) == ["age"])
        #expect(steps[1].masks.map(\.reason) == ["time since the connection"])
        #expect(steps[2].draws == 100)
        #expect(steps[2].members == [[97], [98]])
        #expect(steps[3].connections == ["a", "b"])
        #expect(steps[3].expectation == .values(3))
        #expect(steps[4].expectation == .closed)
        #expect(steps[5].expectation == .nothing)
        #expect(steps[6].action == .raw(Array("*1\r\nabababx".utf8), split: false))
        #expect(steps[7].comparator == .unordered)
        #expect(steps[8].action == .close)
        #expect(steps[9].action == .receive)
        #expect(steps[10].untilPrefixes == [Array(":0".utf8), Array(":-2".utf8)])
        #expect(steps[10].connections == ["c"])
        #expect(steps[11].action == .wait(milliseconds: 20))
        #expect(steps[12].expectation == .values(2))
    }

    @Test(arguments: [
        ("> GET a", 1, "a step before the first title"),
        ("== A\n\n== B\n> GET a", 1, "the case “A” has no steps"),
        ("== A\n> GET a\n== A\n> GET a", 3, "there is another case “A” in this file"),
        ("== A [resp4]\n> GET a", 1, "unknown tag [resp4]"),
        ("== A\n.sorted> GET a", 2, "unknown modifier .sorted"),
        ("== A\n> GET \"a", 2, "cannot read the words: unbalancedQuotes"),
        ("== A\nGET a", 2, "no step, title, mask or comment: GET a"),
        ("== A\n> GET a\nmask x — integer", 3, "a mask is written `mask field — rule — reason`"),
        (
            "== A\n> GET a\nmask x — magic — why", 3,
            "a mask is written `mask field — rule — reason`"
        ),
        ("== A\n> GET a\nmask x — text — why", 3, "a mask belongs after a step with .measured>"),
        ("== A\n>", 2, "a step without a command needs .replies=N or .closed"),
    ])
    func errorsNameTheLine(text: String, line: Int, message: String) {
        #expect(
            throws: CaseFile.SyntaxError(file: "x/strings.case", line: line, message: message)
        ) { try cases(text) }
    }

    @Test func fileWideMasksAndCommand() throws {
        let file = try CaseFile(
            "command protocol\nmask id — integer > 0 — counted\n== A\n> PING\n", file: "a.case")
        #expect(file.masks.map(\.field) == ["id"])
        #expect(file.cases.map(\.command) == ["PROTOCOL"])
    }
}
