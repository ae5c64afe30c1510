import Testing

/// The libraries that are not Lua's own.
@Suite struct LibrariesTests {
    @Test(arguments: [
        ("struct.pack('>I2i4', 1, -1)", "$6|\u{0}\u{1}"),
        ("struct.size('!8bd')", ":16|"), ("struct.size('bhild')", ":23|"),
        ("struct.unpack('>I2', '\\1\\2')", ":258|"), ("struct.unpack('i1', '\\255')", ":-1|"),
        ("struct.unpack('s', 'ab\\0c')", "$2|ab|"), ("struct.unpack('Bc0', '\\3abcd')", "$3|abc|"),
        ("select(2, struct.unpack('<h', '\\1\\0x'))", ":3|"),
        ("struct.unpack('<f', struct.pack('<f', 2.5)) * 2", ":5|"),
        ("struct.unpack('>d', struct.pack('>d', -0.5)) * 4", ":-2|"),
        ("#struct.pack('!4bi', 1, 2)", ":8|"), ("struct.pack('x') == '\\0'", ":1|"),
        ("struct.unpack('i16', ('\\1'):rep(16)) > 0", ":1|"),
    ])
    func structsArePacked(expression: String, reply: String) {
        var engine = ScriptEngine()
        #expect(engine.eval("return (\(expression))").hasPrefix(reply))
    }

    @Test(arguments: [
        ("struct.pack('z')", "invalid format option 'z'"),
        ("struct.pack('i33', 1)", "integral size 33 is larger than limit of 32"),
        ("struct.pack('!3')", "alignment 3 is not a power of 2"),
        ("struct.pack('c3', 'ab')", "string too short"), ("struct.pack('i')", "number expected"),
        ("struct.pack('i99999999999', 1)", "integral size overflow"),
        ("struct.unpack('i', 'abc')", "data string too short"),
        ("struct.unpack('i', 'abcd', 2)", "data string too short"),
        ("struct.unpack('i', 'abcd', 0)", "offset must be 1 or greater"),
        ("struct.unpack('i', 'abcd', -9)", "data string too short"),
        ("struct.unpack('c0', 'abcd')", "format 'c0' needs a previous size"),
        ("struct.unpack('lc0', ('\\255'):rep(9))", "data string too short"),
        ("struct.unpack('s', 'abcd')", "unfinished string in data"),
        ("struct.size('s')", "option 's' has no fixed size"),
        ("struct.size()", "string expected, got no value"),
    ])
    func structsAreRefused(expression: String, error: String) {
        var engine = ScriptEngine()
        #expect(engine.eval("return \(expression)").contains(error))
    }

    @Test(arguments: [
        "1", "-1", "127", "128", "255", "256", "65535", "65536", "4294967295", "4294967296",
        "-32", "-33", "-128", "-129", "-32768", "-32769", "-2147483648", "-2147483649", "2^53",
        "0.5", "1/3", "true", "false", "'x'", "('x'):rep(31)", "('x'):rep(32)", "('x'):rep(256)",
        "('x'):rep(65536)",
    ])
    func messagesComeBack(value: String) {
        var engine = ScriptEngine()
        #expect(engine.eval("return cmsgpack.unpack(cmsgpack.pack(\(value))) == \(value)") == ":1|")
    }

    @Test(arguments: [
        ("cmsgpack.unpack(cmsgpack.pack({1, {2, 'x'}, {a = {b = 3}}}))[3].a.b", ":3|"),
        ("#cmsgpack.unpack(cmsgpack.pack({1, {}, {{}}, 4}))", ":4|"),
        ("#cmsgpack.pack({1, nil, 3})", ":5|"),
        ("select('#', cmsgpack.unpack('\\1\\2\\3'))", ":3|"),
        ("cmsgpack.unpack_one('\\1\\2')", ":1|"),
        ("select(2, cmsgpack.unpack_one('\\1\\2', 1))", ":2|"),
        ("cmsgpack.unpack_limit('\\1\\2\\3', 2)", ":2|"), ("cmsgpack.unpack('\\144')", "*0|"),
        ("cmsgpack.pack(nil) == '\\192'", ":1|"), ("#cmsgpack.pack(math) > 1", ":1|"),
        (
            "#cmsgpack.unpack(cmsgpack.pack((function() local t = {} for i = 1, 70000 do t[i] = i end return t end)()))",
            ":70000|"
        ),
    ])
    func messagesNest(expression: String, reply: String) {
        var engine = ScriptEngine()
        #expect(engine.eval("return (\(expression))") == reply)
    }

    @Test(arguments: [
        ("cmsgpack.unpack('\\145')", "Missing bytes in input."),
        ("cmsgpack.unpack('\\193')", "Bad data format in input."),
        ("cmsgpack.unpack('\\129\\192\\1')", "table index is nil"),
        ("cmsgpack.unpack('\\129\\202\\127\\192\\0\\0\\1')", "table index is NaN"),
        ("cmsgpack.unpack(('\\145'):rep(100000))", "stack overflow"),
        ("cmsgpack.unpack_one('x', 2)", "Start offset 2 greater than input length 1."),
        ("cmsgpack.unpack_one('x', -1)", "Invalid request to unpack with offset of -1"),
        ("cmsgpack.unpack()", "string expected, got no value"),
        ("cmsgpack.pack()", "MessagePack pack needs input."),
    ])
    func messagesAreRefused(expression: String, error: String) {
        var engine = ScriptEngine()
        #expect(engine.eval("return \(expression)").contains(error))
    }

    @Test(arguments: [
        ("bit.band(0xff, 0x0f)", ":15|"), ("bit.tohex(255)", "$8|000000ff|"),
        ("cjson.encode({1, 'a', {b = true}})", "$18|[1,\"a\",{\"b\":true}]"),
        ("cjson.decode('[1, {\"a\": 2}]')[2].a", ":2|"),
        ("cjson.decode('null') == cjson.null", ":1|"),
        ("redis.sha1hex('')", "$40|da39a3ee5e6b4b0d3255bfef95601890afd80709|"),
        ("redis.REDIS_VERSION", "$6|7.0.15|"), ("redis.REDIS_VERSION_NUM", ":458767|"),
        ("redis.status_reply('x')", "+x|"), ("redis.error_reply('x')", "-ERR x|"),
        ("redis.error_reply('-MY x')", "-MY x|"), ("redis.acl_check_cmd('get', 'x')", ":1|"),
    ])
    func othersAreThere(expression: String, reply: String) {
        var engine = ScriptEngine()
        #expect(engine.eval("return \(expression)").hasPrefix(reply))
    }
}
