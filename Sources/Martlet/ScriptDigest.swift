import MartletEngine

/// The name that a server gives a script.
package enum ScriptDigest {
    /// Returns what EVALSHA knows the script by: its SHA-1, as 40 hexadecimal digits.
    package static func hex(of script: String) -> String {
        SHA1.digest(of: script.utf8.span).hexadecimal
    }
}
