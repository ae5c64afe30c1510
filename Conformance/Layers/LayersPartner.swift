import ContextCache
import Foundation
import LayerSupport
import MartletClient
import PetState
import UploadStatus

/// The Swift side of a server that Python programs share: `layers-partner LAYER write|read URL`.
///
/// `write` writes what the layer keeps, for the user `swift`, by a clock that stands; `read` tells
/// through the layer what the user `python` has, as a line of JSON. The programs in
/// Conformance/Programs compare. `hold` hands over what `swift` has, says so, and never comes back:
/// tests kill it there.
@main enum LayersPartner {
    /// When everything happens: 2023-11-14, 22:13:20.25 UTC.
    static let clock = ManualLayerClock(secondsSince1970: 1_700_000_000.25)

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count == 3, let layer = arguments.first, let url = arguments.last else {
            throw Misuse(
                description: "layers-partner uploads|messages|cache|pets write|read|hold URL")
        }
        let client = try Redis.client(url)
        let task = arguments[arguments.startIndex + 1]
        switch (layer, task) {
        case ("uploads", "write"): try await UploadsPartner(client).write()
        case ("uploads", "read"): tell(try await UploadsPartner(client).read())
        case ("uploads", "hold"): try await UploadsPartner(client).hold()
        case ("cache", "write"): try await CachePartner(client).write()
        case ("cache", "read"): tell(try await CachePartner(client).read())
        case ("cache", "hold"): try await CachePartner(client).hold()
        case ("messages", "write"): try await MessagesPartner(client).write()
        case ("messages", "read"): tell(try await MessagesPartner(client).read())
        case ("pets", "write"): try await PetsPartner(client).write()
        case ("pets", "read"): tell(try await PetsPartner(client).read())
        default: throw Misuse(description: "there is no \(layer) \(task)")
        }
        await client.close()
    }

    /// Prints a line.
    static func tell(_ value: JSONValue) {
        print(value.text(isASCII: true))
    }

    /// Says that something was handed over, and stays in the middle of it.
    static func stayForEver(having what: JSONValue) async throws {
        // Not by print, which would keep it until there is more.
        FileHandle.standardOutput.write(Data((what.text(isASCII: true) + "\n").utf8))
        try await Task.sleep(for: .seconds(3600))
    }

    private struct Misuse: Error, CustomStringConvertible {
        var description: String
    }
}
