import Glibc

/// The few calls of the C library by which a server reads and writes its own small files.
package enum FileSystem {
    /// What went wrong with a file, by its `errno`.
    package struct Failure: Error, Equatable, Sendable {
        package let code: Int32

        package init(code: Int32) {
            self.code = code
        }

        /// The reason in the C library's words.
        package var text: String {
            guard let text = unsafe strerror(code) else { return "error \(code)" }
            return unsafe String(cString: text)
        }

        /// Whether it is that there is no such file.
        package var isMissing: Bool { code == ENOENT }

        static var last: Failure { Failure(code: errno) }
    }

    package static var standardOutput: Int32 { STDOUT_FILENO }
    package static var standardError: Int32 { STDERR_FILENO }

    /// Reads a whole file.
    package static func read(_ path: String) throws(Failure) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last }
        defer { close(descriptor) }
        return try readAll(descriptor)
    }

    /// Reads standard input to its end.
    package static func readStandardInput() throws(Failure) -> [UInt8] {
        try readAll(STDIN_FILENO)
    }

    private static func readAll(_ descriptor: Int32) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { room in
                unsafe Glibc.read(descriptor, room.baseAddress, room.count)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw .last
            }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
    }

    /// Writes all of `bytes`; a descriptor that can't take them all is an error.
    package static func write(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { room in
                unsafe Glibc.write(descriptor, room.baseAddress, room.count)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw .last
            }
            rest = rest.dropFirst(count)
        }
    }

    /// Opens a file to write at its end, and makes it if there is none.
    package static func openToAppend(_ path: String) throws(Failure) -> Int32 {
        let descriptor = unsafe open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .last }
        return descriptor
    }

    package static func close(_ descriptor: Int32) {
        _ = Glibc.close(descriptor)
    }

    /// Replaces a file at once: whoever opens it sees the old text or the new one.
    package static func replace(_ path: String, with bytes: [UInt8]) throws(Failure) {
        let temporary = path + ".tmp-\(getpid())"
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .last }
        do throws(Failure) {
            try write(bytes, to: descriptor)
            guard fsync(descriptor) == 0 else { throw .last }
            _ = Glibc.close(descriptor)
            guard unsafe rename(temporary, path) == 0 else { throw .last }
        } catch {
            unsafe unlink(temporary)
            throw error
        }
    }

    package static func remove(_ path: String) {
        unsafe unlink(path)
    }

    /// The paths that a pattern with wildcards stands for, in order.
    package static func paths(matching pattern: String) -> [String] {
        var result = unsafe glob_t()
        defer { unsafe globfree(&result) }
        guard unsafe glob(pattern, 0, nil, &result) == 0 else { return [] }
        return (0..<Int(unsafe result.gl_pathc)).compactMap { index in
            unsafe result.gl_pathv[index].map { unsafe String(cString: $0) }
        }
    }

    /// The directory that relative paths begin at.
    package static var currentDirectory: String {
        guard let path = unsafe getcwd(nil, 0) else { return "" }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }

    package static func changeDirectory(to path: String) throws(Failure) {
        guard unsafe chdir(path) == 0 else { throw .last }
    }
}
