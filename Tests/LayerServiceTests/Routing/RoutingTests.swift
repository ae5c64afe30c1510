import Hummingbird
import LayerSupport
import Testing

@testable import LayerService

/// How requests find their routes.
@Suite struct RoutingTests {
    @Test func targetsAreDecoded() throws {
        let target = try RequestTarget("/a%2Fb/%E5%AE%B6/?x=1&y=a+b%20c&z&=q#f")
        #expect(target.segments == ["a/b", "家"])
        #expect(target.query.map(\.name) == ["x", "y", "z", ""])
        #expect(target.query.map(\.value) == ["1", "a b c", "", "q"])
        #expect(try RequestTarget("/").segments == [])
        #expect(try RequestTarget("/a//b").segments == ["a", "", "b"])
    }

    @Test(arguments: ["", "a", "*", "/%", "/%1", "/%zz", "/%+1", "/%ff", "/a?x=%f", "http://a/b"])
    func whatIsNoTargetIsRefused(text: String) {
        #expect(throws: ServiceProblem.self) { try RequestTarget(text) }
    }

    @Test func templatesMatch() {
        let path: PathTemplate = "/pets/{id}/state"
        #expect(path.parameters == ["id"])
        #expect(path.match(["pets", "7", "state"]) == ["id": "7"])
        #expect(path.match(["pets", "7"]) == nil)
        #expect(path.match(["pets", "7", "other"]) == nil)
        #expect(("/pets/all" as PathTemplate).isBefore("/pets/{id}"))
        #expect(!("/pets/{id}" as PathTemplate).isBefore("/pets/all"))
        #expect(!path.isBefore(path))
    }

    private func route(_ method: HTTPRequest.Method, _ path: PathTemplate) -> Route {
        Route(method, path, "Does something", answers: .done) { _ in .done }
    }

    private func told(_ match: RouteTable.Match?) -> String {
        switch match {
        case nil: "none"
        case .route(let route, let values): "\(route.path) \(values.sorted { $0.key < $1.key })"
        case .methods(_, let methods): methods.map(\.rawValue).joined(separator: " ")
        }
    }

    @Test func tablesFindTheMostSpecialPath() {
        let table = RouteTable([
            route(.get, "/pets/{id}/state"), route(.get, "/pets/all/state"),
            route(.post, "/pets/{id}/{what}"), route(.delete, "/pets/{id}/state"),
        ])
        #expect(
            told(table.match(.get, ["pets", "7", "state"]))
                == "/pets/{id}/state [(key: \"id\", value: \"7\")]")
        #expect(told(table.match(.get, ["pets", "all", "state"])) == "/pets/all/state []")
        #expect(told(table.match(.head, ["pets", "all", "state"])) == "/pets/all/state []")
        #expect(told(table.match(.post, ["pets", "7", "state"])) == "DELETE GET HEAD OPTIONS")
        #expect(told(table.match(.options, ["pets", "7", "feed"])) == "OPTIONS POST")
        #expect(told(table.match(.get, ["pets"])) == "none")
        #expect(told(table.match(.get, [])) == "none")
    }

    @Test func noTwoRoutesAreTheSame() {
        let names = Route.all.map { "\($0.method.rawValue) \($0.path)" }
        #expect(Set(names).count == names.count)
    }

    @Test func pathsHaveTheirParameters() {
        for route in Route.all {
            let told = route.parameters.filter { $0.place == .path }.map(\.name)
            #expect(Set(told) == Set(route.path.parameters), "\(route.path)")
        }
    }
}
