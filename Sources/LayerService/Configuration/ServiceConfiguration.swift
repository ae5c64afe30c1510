public import ContextCache
import Foundation

/// What the service is told before it starts.
///
/// A setting comes from, in this order: what the caller says (the program's arguments), the
/// environment, the file, what is written here.
public struct ServiceConfiguration: Hashable, Sendable {
    /// The address that is listened at.
    public var host = "127.0.0.1"
    /// The port; 0 for a free one.
    public var port = 1733
    /// How many seconds requests and streams have to end when the service is stopped.
    public var shutdownSeconds = 20
    /// Where the data are: an engine of this process, if nothing else is said.
    public var redisURL = "martlet://memory"
    /// How many connections to the server an instance has at most; to each node, in a cluster. A
    /// quarter is for requests, tasks and uploads, the rest for the streams of messages.
    public var redisConnections = 512
    /// The folder for files: what is uploaded, and what is handed over without a model.
    public var folder = FileManager.default.temporaryDirectory.path + "/martlet-layers"
    /// What the log has.
    public var logLevel = "info"
    /// What pets' feelings are written in: `zh` or `en`.
    public var petLanguage = "zh"
    /// The time zone of pets, such as `Europe/Berlin`.
    public var petZone = "UTC"
    /// How many milliseconds the planner that needs no model waits behind each word.
    public var plannerPauseMilliseconds = 40
    /// How many seconds an instance may be silent until another does its tasks.
    public var taskLeaseSeconds = 30
    /// How much a client may ask for.
    public var limits = Limits()
    /// The buffers of chats and the cache of completions.
    public var cache = CacheConfiguration()

    /// The configuration that is so if nothing is said.
    public init() {}

    /// How much a client may ask for.
    public struct Limits: Hashable, Sendable {
        /// How many bytes a body may have that is no file.
        public var bodyBytes = 1 << 20
        /// How many bytes a file may have.
        public var uploadBytes = 25 << 20
        /// How many uploads may be pending in this instance, or are being sent to it.
        public var pendingUploads = 256
        /// How many tasks an instance does at a time.
        public var tasks = 64
        /// How many tasks wait or run, of all instances.
        public var queuedTasks = 10_000
        /// How many seconds it may take to send a body.
        public var bodySeconds = 60
        /// How many seconds a connection may do nothing.
        public var idleSeconds = 75
        /// How many connections there may be, as far as the process may have so many files open.
        public var connections = 20_000
        /// How many streams there may be.
        public var streams = 10_000
        /// How many seconds a stream lasts at most; its client then asks again.
        public var streamSeconds = 3600
        /// After how many seconds without an event a stream gives a sign of life.
        public var pingSeconds = 15

        /// The limits that are so if nothing is said.
        public init() {}
    }
}
