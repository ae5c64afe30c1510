import ClientTestSupport
import Foundation
import MartletClient
import Testing
import UploadStatus

/// The README's example of uploads is this one, and it runs.
@Suite struct UploadExampleTests {
    @Test func runs() async throws {
        let client = try Redis.client("martlet://memory?name=UploadExampleTests")
        let agent = ScriptedAgent()
        try await withTestFolder { test async throws in
            let (folder, image) = (test.url.appending(path: "cloud"), try test.file("a.png"))
            // begin of the example
            let store = UploadStatusStore(client)
            let manager = UploadManager(store: store, uploader: DirectoryUploader(folder))
            let accumulator = TemporaryMessageAccumulator(client, uploads: manager, agent: agent)

            let message = IncomingMessage(text: "look", imagePaths: [image])
            try await accumulator.addMessage(message, timestamp: "2025-10-15T08:30:00", for: "ada")
            let outcome = try await accumulator.absorb(for: "ada")  // .notReady, until there are 20
            // end of the example
            #expect(outcome == .notReady)
            #expect(try await accumulator.messageCount(of: "ada") == 1)
        }
        await client.close()
    }

    @Test func isTheReadmes() throws {
        #expect(try readmeShowsExample())
    }
}
