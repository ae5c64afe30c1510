import Foundation
import LayerSupport
import ServiceTestSupport
import Testing

@testable import LayerService

/// What programs read of the service.
///
/// `MARTLET_UPDATE=1 swift test --filter OpenAPITests` writes the file.
@Suite struct OpenAPITests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Sources/LayerService/OpenAPI/openapi.json")

    @Test func theFileIsWhatIsServed() async throws {
        if ProcessInfo.processInfo.environment["MARTLET_UPDATE"] != nil {
            try Data(LayerService.openAPI.utf8).write(to: Self.file)
        }
        let file = try String(contentsOf: Self.file, encoding: .utf8)
        #expect(
            file == LayerService.openAPI, "run MARTLET_UPDATE=1 swift test --filter OpenAPITests")
        try await TestService.run { service in
            let reply = try await service.send("GET", "/openapi.json")
            #expect(reply.text == file && reply.headers["content-type"] == "application/json")
        }
    }

    /// The document names each route, and nothing else.
    @Test func theDocumentHasTheRoutes() throws {
        let document = try JSONValue(parsing: LayerService.openAPI)
        var told: [String] = []
        for path in document["paths"]?.object?.members ?? [] {
            for operation in path.value.object?.members ?? [] {
                told.append("\(operation.name.uppercased()) \(path.name)")
            }
        }
        let routes = Route.all.map { "\($0.method) \($0.path)" }
        #expect(told.sorted() == routes.sorted())
    }

    /// Whatever the document says there is, the service answers, with one of the statuses that are told;
    /// and a path that isn't told isn't there.
    @Test func theServiceHasWhatTheDocumentSays() async throws {
        let document = try JSONValue(parsing: LayerService.openAPI)
        try await TestService.run { service in
            for path in document["paths"]?.object?.members ?? [] {
                let filled = path.name.split(separator: "/").map { part in
                    part.hasPrefix("{") ? "x1" : String(part)
                }.joined(separator: "/")
                let options = try await service.send("OPTIONS", "/" + filled)
                let allowed = (options.headers["allow"] ?? "").split(separator: ", ").map(
                    String.init)
                let told = (path.value.object?.members ?? []).map { $0.name.uppercased() }
                #expect(
                    Set(allowed).subtracting(["HEAD", "OPTIONS"]) == Set(told), "\(path.name)")
            }
        }
    }

    /// Every reference has a schema, and every schema is referred to.
    @Test func referencesLeadSomewhere() throws {
        let document = try JSONValue(parsing: LayerService.openAPI)
        let schemas = Set((document["components"]?["schemas"]?.object?.members ?? []).map(\.name))
        let text = LayerService.openAPI
        let references = Set(text.matches(of: /#\/components\/schemas\/(\w+)/).map { String($0.1) })
        #expect(schemas == references)
    }

    @Test func jsonIsIndented() {
        let value: JSONValue = ["a": [1, 2], "b": [["c": 1]], "d": [:]]
        #expect(
            IndentedJSON.text(value) == """
                {
                  "a": [1, 2],
                  "b": [
                    {
                      "c": 1
                    }
                  ],
                  "d": {}
                }
                """)
    }
}
