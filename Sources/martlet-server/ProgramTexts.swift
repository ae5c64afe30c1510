/// What the program prints about itself.
enum ProgramTexts {
    /// The line by which tools know a redis-server.
    static let version =
        "Redis server v=7.0.15 sha=00000000:0 malloc=libc bits=64 build=6d6172746c6574"

    static func help(_ name: String) -> String {
        """
        Usage: \(name) [redis.conf] [--directive value ...] [-]

          redis.conf           a configuration file as redis-server reads it
          --directive value    a line of such a file; it wins over the file's
          -                    more lines from standard input
          -v, --version        prints the version of Redis that this server follows
          -h, --help           prints this text

        Examples:
          \(name) --port 7777 --requirepass secret
          \(name) --port 0            (takes a free port, and logs which)
          echo 'maxclients 100' | \(name) -
        """
    }

    static let systemCheck = "Nothing of the system has to be changed for this server."

    static let memoryTest = "This server has no test of the memory."
}
