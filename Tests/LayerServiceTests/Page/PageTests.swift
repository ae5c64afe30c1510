import ConformanceKit
import Foundation
import LayerSupport
import ServiceTestSupport
import StatelessMessages
import Testing

@testable import LayerService

/// The page, as a browser shows it.
@Suite struct PageTests {
    private static let browser = ServerProcess.find("chromium")
    /// In CI it has to run; elsewhere only where the browser is installed.
    private static let isNeeded =
        browser != nil || ProcessInfo.processInfo.environment["CI"] != nil

    @Test func itHasAllInIt() async throws {
        try await TestService.run { service in
            let page = try await service.send("GET", "/")
            #expect(page.headers["content-type"] == "text/html; charset=utf-8")
            #expect(page.headers["content-security-policy"]?.contains("default-src 'none'") == true)
            #expect(!page.text.contains("http://") && !page.text.contains("https://"))
            #expect(!page.text.contains("innerHTML"))
        }
    }

    /// The page asks, streams the answer, and shows the pet.
    @Test(.enabled(if: isNeeded, "chromium is not in PATH: .ci/install installs it"))
    func aBrowserShowsTheConversation() async throws {
        let browser = try #require(Self.browser)
        try await TestService.run(
            ["planner.pause_milliseconds": "1", "pets.language": "en"]
        ) { service in
            // Not a word of it is taken for HTML.
            let question = "Look+up.+Count+%3Cb%3Ebirds%3C%2Fb%3E."
            let url = "http://127.0.0.1:\(service.port)/#pet=garden&session=s&ask=\(question)"
            let dom = try await Self.dom(of: url, browser)
            #expect(dom.contains("class=\"text\">Look up. Count &lt;b&gt;birds&lt;/b&gt;.<"))
            #expect(dom.contains("1. Look up\n2. Count &lt;b&gt;birds&lt;/b&gt;\n"))
            #expect(dom.contains("class=\"thinking\">This takes 2 steps.<"))
            #expect(dom.contains("class=\"task COMPLETED\""))
            #expect(dom.contains("<strong>Done:</strong> Look up<"))
            #expect(dom.contains("<b>MESSAGE_END</b>"))
            #expect(!dom.contains("said assistant streaming"))
            #expect(dom.contains("<div id=\"health\" role=\"status\" class=\"ok\">connected<"))
            let pet = try await service.send("GET", "/api/pet/garden/state")
            #expect(pet.json["is_newborn"] == false)
            let feeling = pet.json["expression"]?["feeling"]?.stringValue ?? "?"
            #expect(dom.contains("id=\"feeling\">\(feeling)<"))

            // Whoever comes later sees the same.
            let again = try await Self.dom(
                of: "http://127.0.0.1:\(service.port)/#pet=garden&session=s", browser)
            #expect(again.contains("1. Look up\n2. Count &lt;b&gt;birds&lt;/b&gt;\n"))
        }
    }

    /// Returns what a page is once nothing is under way.
    private static func dom(of url: String, _ browser: String) async throws -> String {
        let profile = FileManager.default.temporaryDirectory
            .appending(path: "chromium-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: profile) }
        let process = Process()
        process.executableURL = URL(filePath: browser)
        process.arguments = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--user-data-dir=\(profile.path)", "--virtual-time-budget=8000", "--dump-dom", url,
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return await output.text()
    }
}
