import LayerSupport
import ServiceTestSupport
import Testing

@testable import LayerService

/// What a stranger may send. Each of these was tried by hand first.
@Suite struct HostileRequestTests {
    private static let interact = "/api/pet/kitchen/interact"

    @Test func pathsAreRefusedThatAreNone() async throws {
        try await TestService.run { service in
            for (path, status, field) in [
                ("/nope", 404, nil), ("/api/pet//state", 400, "device_id"),
                ("/api/pet/a%00b/state", 400, "device_id"), ("/api/pet/%zz/state", 400, nil),
                ("/api/pet/%ff/state", 400, nil), ("/api/pet/%7Bx%7D/state", 400, "device_id"),
                ("/api/pet/\(String(repeating: "x", count: 300))/state", 400, "device_id"),
                ("/healthz?x=1", 400, "x"), ("/api/pet/status", 400, "device_id"),
                ("/api/pet/status?device_id=a&device_id=a", 400, "device_id"),
            ] as [(String, Int, String?)] {
                let reply = try await service.send("GET", path)
                #expect(reply.status == status, "\(path)")
                #expect(reply.field == field, "\(path)")
            }
        }
    }

    /// Hummingbird's router would not find the way back from the word.
    @Test func aDeviceMayBeCalledAsAnAlias() async throws {
        try await TestService.run { service in
            for name in ["status", "feed", "a%2Fb", "%E5%AE%B6", "interact"] {
                let reply = try await service.send("GET", "/api/pet/\(name)/state")
                #expect(reply.status == 200, "\(name)")
            }
        }
    }

    @Test func methodsAreToldThatThereAre() async throws {
        try await TestService.run { service in
            let refused = try await service.send("DELETE", Self.interact)
            #expect(refused.status == 405 && refused.headers["allow"] == "OPTIONS, POST")
            let options = try await service.send("OPTIONS", "/api/pet/a/state")
            #expect(options.status == 204 && options.headers["allow"] == "GET, HEAD, OPTIONS")
            let head = try await service.send("HEAD", "/healthz")
            #expect(head.status == 200 && head.body.isEmpty)
            #expect(head.headers["content-length"] == "28")
            // The parser of HTTP knows no such method, and says so without words.
            let strange = try await WireClient(port: service.port)
            try await strange.write("FOO /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await strange.readReply().status == 400)
            let garbage = try await WireClient(port: service.port)
            try await garbage.write("GARBAGE\r\n\r\n")
            #expect(try await garbage.readReply().status == 400)
        }
    }

    @Test func bodiesAreRefusedThatAreNone() async throws {
        try await TestService.run { service in
            for (body, field) in [
                ("", nil), ("{", nil), ("[]", nil), ("null", nil), ("{\"action\":1}", "action"),
                ("{\"action\":\"fly\"}", "action"), ("{\"action\":\"feed\",\"x\":1}", "x"),
                ("{\"action\":\"feed\"}{}", nil), ("\u{feff}{}", nil), ("{'action':'feed'}", nil),
                (String(repeating: "[", count: 3000), nil),
            ] as [(String, String?)] {
                let reply = try await service.send(
                    "POST", Self.interact, headers: ["Content-Type": "application/json"],
                    body: Array(body.utf8))
                #expect(reply.status == 400, "\(body.prefix(40))")
                #expect(reply.field == field, "\(body.prefix(40))")
            }
            let untyped = try await service.send(
                "POST", Self.interact, body: Array("{\"action\":\"feed\"}".utf8))
            #expect(untyped.status == 415 && untyped.field == "Content-Type")
            let bytes = try await service.send(
                "POST", Self.interact, headers: ["Content-Type": "application/json; charset=utf-8"],
                body: Array("{\"action\":\"".utf8) + [0xff] + Array("\"}".utf8))
            #expect(bytes.status == 400)
        }
    }

    @Test func bodiesHaveALimit() async throws {
        try await TestService.run(["limits.body_bytes": "1024"]) { service in
            let large = [UInt8](repeating: 32, count: 2000)
            let headers = ["Content-Type": "application/json"]
            let told = try await service.send("POST", Self.interact, headers: headers, body: large)
            #expect(told.status == 413 && told.headers["connection"] == "close")
            let client = try await WireClient(port: service.port)
            let chunked = headers.merging(["Transfer-Encoding": "chunked"]) { $1 }
            try await client.write(WireClient.head("POST", Self.interact, chunked))
            for _ in 0..<3 {
                try await client.write("200\r\n\(String(repeating: " ", count: 512))\r\n")
            }
            #expect(try await client.readReply().status == 413)
            #expect(try await service.send("GET", "/healthz").status == 200)
        }
    }

    /// A body of as many names as there is room for takes no longer for each of them.
    @Test func manyNamesAreReadInTime() async throws {
        try await TestService.run { service in
            let names = (0..<90_000).map { "\"\($0)\":1" }.joined(separator: ",")
            let reply = try await service.send(
                "PUT", "/api/v1/completions/x", headers: ["Content-Type": "application/json"],
                body: Array("{\"suggestions\":[{\(names)}],\(names)}".utf8).prefix(1 << 20) + [])
            #expect(reply.status == 400)
            let wide = try await service.send(
                "PUT", "/api/v1/completions/x", headers: ["Content-Type": "application/json"],
                body: Array("{\"suggestions\":[{\(names)}]}".utf8))
            #expect(wide.status == 204)
        }
    }

    @Test func deepBodiesHaveALimit() async throws {
        try await TestService.run { service in
            for (depth, status) in [(250, 204), (256, 400)] {
                let nested =
                    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
                let reply = try await service.send(
                    "PUT", "/api/v1/completions/x", headers: ["Content-Type": "application/json"],
                    body: Array("{\"suggestions\":\(nested)}".utf8))
                #expect(reply.status == status)
            }
        }
    }

    @Test func slowBodiesAreGivenUp() async throws {
        let clock = ManualLayerClock()
        try await TestService.run(["limits.body_seconds": "5"], clock: clock) { service in
            let client = try await WireClient(port: service.port)
            let headers = ["Content-Type": "application/json", "Content-Length": "100"]
            try await client.write(WireClient.head("POST", Self.interact, headers) + "{")
            await clock.waitForSleepers(1)
            clock.advance(by: .seconds(5))
            let reply = try await client.readReply()
            #expect(reply.status == 408 && reply.headers["connection"] == "close")
        }
    }

    /// A body that breaks off is its client's fault, and no failure of the service.
    @Test func bodiesThatBreakOffAreRefused() async throws {
        try await TestService.run { service in
            let headers = ["Content-Type": "application/json"]
            let client = try await WireClient(port: service.port)
            let chunked = headers.merging(["Transfer-Encoding": "chunked"]) { $1 }
            try await client.write(WireClient.head("POST", Self.interact, chunked) + "zz\r\n{}")
            #expect(try await client.readReply().status == 400)

            let long = headers.merging(["Content-Length": "100"]) { $1 }
            let gone = try await WireClient(port: service.port)
            try await gone.write(WireClient.head("POST", Self.interact, long) + "{")
            await gone.close()
            let counted = #"route="/api/pet/{device_id}/interact",status="#
            var metrics = ""
            repeat {
                metrics = try await service.send("GET", "/metrics").text
            } while !metrics.contains(#"\#(counted)"400"} 2"#) && !metrics.contains(#""500""#)
            #expect(!metrics.contains(#""500""#))
        }
    }

    /// Clients may wait until they are asked for a body.
    @Test func bodiesAreAskedFor() async throws {
        try await TestService.run { service in
            let client = try await WireClient(port: service.port)
            let headers = [
                "Content-Type": "application/json", "Content-Length": "17",
                "Expect": "100-continue",
            ]
            try await client.write(WireClient.head("POST", Self.interact, headers))
            #expect(try await client.readHead().status == 100)
            try await client.write("{\"action\":\"feed\"}")
            #expect(try await client.readReply().status == 200)
        }
    }

    @Test func connectionsMayBeKept() async throws {
        try await TestService.run { service in
            let client = try await WireClient(port: service.port)
            // Two at once, then one more.
            let head = WireClient.head("GET", "/healthz")
            try await client.write(head + head)
            for _ in 0..<2 { #expect(try await client.readReply().status == 200) }
            try await client.write(WireClient.head("GET", "/nope"))
            #expect(try await client.readReply().status == 404)
        }
    }
}
