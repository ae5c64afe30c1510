import LayerSupport
import Testing

@Suite struct JSONTests {
    /// Each with what `json.dumps` writes of it, if that differs.
    private static let texts: [(String, String?)] = [
        ("null", "null"), (" true ", "true"), ("false", "false"), ("-0", "-0"), ("12", "12"),
        ("1.50", "1.50"), ("1e5", "1e5"), ("123456789012345678901234567890", nil), ("NaN", "NaN"),
        ("[-Infinity,Infinity]", "[-Infinity, Infinity]"), ("[ ]", "[]"), ("{ }", "{}"),
        ("{\"b\":1,\"a\":[{\"c\":null}]}", "{\"b\": 1, \"a\": [{\"c\": null}]}"),
        ("{\"a\":1,\"b\":2,\"a\":3}", "{\"a\": 3, \"b\": 2}"),
        ("\"\\u4f60\\ud83d\\ude00\\/\\n\"", "\"你😀/\\n\""), ("\"\\ud83dx\"", "\"\u{fffd}x\""),
        ("\"\u{7f}\\u0001\\b\\f\\r\\t\\\"\\\\\"", "\"\u{7f}\\u0001\\b\\f\\r\\t\\\"\\\\\""),
    ]

    @Test(arguments: texts)
    func readsAndWrites(text: String, written: String?) throws {
        #expect(try JSONValue(parsing: text).text() == written ?? text)
    }

    @Test(arguments: [
        "", "nul", "01", "1.", ".5", "1e", "+1", "[1,]", "[1", "{\"a\"}", "{\"a\":1,}", "{a:1}",
        "\"a", "\"\u{1}\"", "\"\\x\"", "\"\\u12\"", "\"\\u+123\"", "1 2", "--1", "-",
        String(repeating: "[", count: 100_000),
    ])
    func refusesWhatIsNoJSON(text: String) {
        #expect(throws: JSONParser.Failure.self) { try JSONValue(parsing: text) }
    }

    @Test func writesAsItIsAsked() {
        let value: JSONValue = ["名": ["é", 1, 2.0, true, nil], "\u{7f}": "😀"]
        #expect(value.text() == "{\"名\": [\"é\", 1, 2.0, true, null], \"\u{7f}\": \"😀\"}")
        #expect(value.text(.compact) == "{\"名\":[\"é\",1,2.0,true,null],\"\u{7f}\":\"😀\"}")
        #expect(
            value.text(isASCII: true)
                == "{\"\\u540d\": [\"\\u00e9\", 1, 2.0, true, null], "
                + "\"\\u007f\": \"\\ud83d\\ude00\"}")
    }

    @Test func objectsKeepTheirOrder() {
        var object: JSONObject = ["b": 1, "a": 2]
        object["b"] = 3
        object["c"] = 4
        object["a"] = nil
        #expect(object.members.map(\.name) == ["b", "c"])
        #expect(object["b"]?.intValue == 3 && object["d"] == nil)
    }

    @Test func valuesAreRead() {
        let value: JSONValue = ["i": 1, "f": 2.0, "g": 2.5, "s": "x", "b": false, "l": [1]]
        #expect(value["i"]?.intValue == 1 && value["f"]?.intValue == 2)
        #expect(value["g"]?.intValue == nil && value["g"]?.doubleValue == 2.5)
        #expect(value["s"]?.stringValue == "x" && value["b"]?.boolValue == false)
        #expect(value["l"]?.elements == [1] && value["x"] == nil)
        #expect(JSONValue.number("-Infinity").doubleValue == -.infinity)
    }

    private static let floats: [(Double, String)] = [
        (0, "0.0"), (-0.0, "-0.0"), (1, "1.0"), (0.1, "0.1"), (0.0001, "0.0001"),
        (0.00001, "1e-05"), (1.5e-7, "1.5e-07"), (123456.789, "123456.789"),
        (1e15, "1000000000000000.0"), (1e16, "1e+16"), (1e22, "1e+22"), (-1.5e300, "-1.5e+300"),
        (12_345_678_901_234_568, "1.2345678901234568e+16"), (.leastNonzeroMagnitude, "5e-324"),
        (.infinity, "Infinity"), (1764228781.123456, "1764228781.123456"),
        (9_007_199_254_740_992, "9007199254740992.0"),
    ]

    @Test(arguments: floats) func floatsAreWrittenAsInPython(number: Double, text: String) {
        #expect(number.pythonRepresentation == text)
    }

    /// An object of as many names as a stranger likes takes no longer for each of them.
    @Test func objectsMayBeWide() throws {
        let members = (0..<200_000).map { "\"\($0)\":\($0)" }.joined(separator: ",")
        let value = try JSONValue(parsing: "{\"7\":0,\(members)}")
        #expect(value.object?.members.count == 200_000)
        let first = value.object?.members.first
        #expect(first?.name == "7" && first?.value == 7)
    }
}
