package import Foundation

extension Pipe {
    /// All that comes, once it has ended. A thread of its own waits for it: those of tasks are needed.
    package func text() async -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let data = (try? self.fileHandleForReading.readToEnd()) ?? Data()
                continuation.resume(returning: String(decoding: data, as: UTF8.self))
            }
        }
    }
}
