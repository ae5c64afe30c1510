import MartletEngine

/// The redis.conf that a server was started with, and that CONFIG REWRITE writes.
package struct ConfigurationFile: Equatable, Sendable {
    /// The path from the root on.
    package let path: String

    package init(_ path: String, in directory: String = FileSystem.currentDirectory) {
        self.path = path.hasPrefix("/") ? path : "\(directory)/\(path)"
    }

    /// Writes `settings` into the file.
    ///
    /// - Throws: CONFIG REWRITE's error.
    package func rewrite(_ settings: Settings, user: [UInt8]) throws(ReplyError) {
        do throws(FileSystem.Failure) {
            let old = try oldText()
            try FileSystem.replace(
                path, with: ConfigRewrite.rewritten(old, with: settings, user: user))
        } catch {
            throw ReplyError(composing: "ERR Rewriting config file: \(error.text)")
        }
    }

    private func oldText() throws(FileSystem.Failure) -> [UInt8] {
        do throws(FileSystem.Failure) {
            return try FileSystem.read(path)
        } catch  where error.isMissing {
            return []
        }
    }
}
