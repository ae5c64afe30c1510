import LayerSupport
import Testing

@testable import LayerService

/// What values have to look like.
@Suite struct SchemasTests {
    private static let person = Schema.object([
        .init("name", .text(1...3)), .optional("age", .integer(0...9), "In years."),
        .optional("tags", .array(.choice(["a", "b"]), atMost: 2)),
    ])

    /// Returns the field and the reason of a mismatch.
    private func mismatch(_ schema: Schema, _ text: String) throws -> String? {
        do {
            try schema.check(try JSONValue(parsing: text))
            return nil
        } catch let error as Schema.Mismatch {
            return "\(error.field): \(error.reason)"
        }
    }

    @Test(
        arguments: [
            ("{\"name\":\"ab\"}", nil),
            ("{\"name\":\"ab\",\"age\":9.0,\"tags\":[\"a\",\"b\"]}", nil),
            ("[]", ": this has to be an object"),
            ("{}", "name: this is missing"),
            ("{\"name\":null}", "name: this has to be a text"),
            ("{\"name\":\"\"}", "name: a text has 1 to 3 characters"),
            ("{\"name\":\"家家家家\"}", "name: a text has 1 to 3 characters"),
            ("{\"name\":\"a\",\"age\":10}", "age: this has to be 0 to 9"),
            ("{\"name\":\"a\",\"age\":1.5}", "age: this has to be a whole number"),
            ("{\"name\":\"a\",\"age\":1e400}", "age: this has to be a whole number"),
            ("{\"name\":\"a\",\"age\":\"1\"}", "age: this has to be a whole number"),
            ("{\"name\":\"a\",\"tags\":[\"a\",\"c\"]}", "tags[1]: this has to be one of a, b"),
            ("{\"name\":\"a\",\"tags\":[\"a\",\"a\",\"a\"]}", "tags: there may be 2 at most"),
            ("{\"name\":\"a\",\"nme\":1}", "nme: there is no such field"),
        ] as [(String, String?)])
    func objectsAreChecked(text: String, reason: String?) throws {
        #expect(try mismatch(Self.person, text) == reason)
    }

    @Test func othersAreChecked() throws {
        #expect(try mismatch(.boolean, "1") == ": this has to be true or false")
        #expect(try mismatch(.number(0...1), "1.5") == ": this has to be from 0.0 to 1.0")
        #expect(try mismatch(.number(0...1), "NaN") == ": this has to be a number")
        #expect(try mismatch(.number(0...1), "1e999") == ": this has to be a number")
        #expect(try mismatch(.number(0...1), "true") == ": this has to be a number")
        #expect(try mismatch(.optional(.boolean), "null") == nil)
        #expect(try mismatch(.optional(.boolean), "\"\"") == ": this has to be true or false")
        #expect(try mismatch(.map(.count), "{\"a\":1,\"b\":-1}") == "b: this has to be 0 or more")
        #expect(try mismatch(.named("N", .boolean), "true") == nil)
        #expect(try mismatch(.id, "\"a:b/家\"") == nil)
        #expect(try mismatch(.id, "\"a\\n\"") == ": there may be no control characters")
        #expect(try mismatch(.id, "\"\"") == ": a text has 1 to 256 characters")
    }

    @Test func anythingHasNumbersThatJSONHas() throws {
        #expect(try mismatch(.any, "[1,{\"a\":[\"NaN\",1e999]}]") == nil)
        #expect(try mismatch(.any, "[1,{\"a\":[NaN]}]") == "[1].a[0]: JSON has no number NaN")
        #expect(try mismatch(.any, "-Infinity") == ": JSON has no number -Infinity")
    }

    @Test func namesOfStrangersAreCut() throws {
        let name = String(repeating: "x", count: 1000)
        #expect(try mismatch(.object([]), "{\"\(name)\":1}")?.utf8.count == 64 + 24)
    }

    @Test func textsOfQueriesAreValues() {
        #expect(Schema.integer(0...9).value(ofText: "7") == 7)
        #expect(Schema.integer(0...9).value(ofText: "+7") == "+7")
        #expect(Schema.integer(0...9).value(ofText: "") == "")
        #expect(Schema.number(0...9).value(ofText: "7.5") == .number("7.5"))
        #expect(Schema.boolean.value(ofText: "true") == true)
        #expect(Schema.boolean.value(ofText: "0") == false)
        #expect(Schema.boolean.value(ofText: "yes") == "yes")
        #expect(Schema.anyText.value(ofText: "7") == "7")
        #expect(Schema.optional(.named("N", .count)).value(ofText: "7") == 7)
    }

    @Test func openAPISaysTheSame() {
        #expect(
            Self.person.openAPI.text(.compact)
                == """
                {"type":"object","properties":{"name":{"type":"string","minLength":1,"maxLength":3},\
                "age":{"type":"integer","minimum":0,"maximum":9,"description":"In years."},\
                "tags":{"type":"array","items":{"type":"string","enum":["a","b"]},"maxItems":2}},\
                "required":["name"],"additionalProperties":false}
                """)
        #expect(Schema.any.openAPI == [:])
        #expect(Schema.map(.boolean).openAPI["additionalProperties"] == ["type": "boolean"])
        #expect(
            Schema.optional(.boolean).openAPI["anyOf"] == [["type": "boolean"], ["type": "null"]])
        #expect(Schema.number(0...1).openAPI == ["type": "number", "minimum": 0.0, "maximum": 1.0])
    }

    @Test func namedOnesAreReferredTo() {
        let inner = Schema.named("Inner", .boolean)
        let outer = Schema.named(
            "Outer", .object([.init("a", .array(.optional(inner), atMost: 1))]))
        #expect(outer.openAPI == ["$ref": "#/components/schemas/Outer"])
        #expect(Set(Schema.map(outer).namedSchemas.keys) == ["Inner", "Outer"])
        #expect(outer.namedSchemas["Inner"] == .boolean)
    }
}
