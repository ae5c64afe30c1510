import Martlet
import MartletRESP
import Testing

@Suite struct CommandRunnerScriptsTests {
    let server: Martlet

    init() throws {
        server = try Martlet.start(.inProcess)
    }

    @Test func scripts() throws {
        try server.set("stock", "5")
        let take = "return redis.call('DECRBY', KEYS[1], ARGV[1])"
        #expect(try server.eval(take, keys: ["stock"], arguments: ["2"]) == .integer(3))
        #expect(try server.eval("return {#KEYS, #ARGV}") == .array([.integer(0), .integer(0)]))
        #expect(try server.evalReadOnly("return 1") == .integer(1))
        #expect(throws: MartletError.self) {
            try server.evalReadOnly(take, keys: ["stock"], arguments: ["2"])
        }
        #expect(throws: MartletError.self) { try server.eval("return {err = 'MY error'}") }
        #expect(try server.get("stock") == "3")
    }

    @Test func functions() throws {
        let library = """
            #!lua name=stock
            redis.register_function('add', function(keys, arguments)
                return redis.call('INCRBY', keys[1], arguments[1])
            end)
            """
        #expect(try server.loadFunctions(library) == "stock")
        #expect(throws: MartletError.self) { try server.loadFunctions(library) }
        #expect(try server.loadFunctions(library, replacing: true) == "stock")
        #expect(try server.call("add", keys: ["n"], arguments: ["2"]) == .integer(2))
        #expect(throws: MartletError.self) { try server.call("nosuch") }
    }
}
