import LayerSupport
import MartletClient

@testable import UploadStatus

/// An instance of a service: what it gathers, and whom it hands that to. Time stands still unless a test
/// moves it.
struct Pod {
    /// How long locks live without renewal: longer than any machine takes for a test, since the server's time
    /// doesn't stand still.
    static let lockTimeout = Duration.seconds(86_400)

    let clock = ManualLayerClock()
    let agent: ScriptedAgent
    let manager: UploadManager?
    let accumulator: TemporaryMessageAccumulator

    /// - Parameters:
    ///   - uploader: Nil for a model that needs no uploads.
    ///   - limit: From how many messages on they are absorbed.
    init(
        _ client: any RedisClient, uploader: (any FileUploader)? = nil,
        agent: ScriptedAgent = ScriptedAgent(), transcriber: (any VoiceTranscriber)? = nil,
        limit: Int = 20, lockAttempts: Int = 1
    ) {
        var uploads = UploadManager.Options()
        uploads.retryDelay = .zero
        let clock = clock
        manager = uploader.map { uploader in
            UploadManager(
                store: UploadStatusStore(client, clock: clock), uploader: uploader,
                options: uploads, clock: clock)
        }
        var options = TemporaryMessageAccumulator.Options()
        options.messageLimit = limit
        options.lockAttempts = lockAttempts
        options.lockTimeout = Self.lockTimeout
        self.agent = agent
        accumulator = TemporaryMessageAccumulator(
            client, uploads: manager, agent: agent, transcriber: transcriber, options: options,
            clock: clock)
    }
}
