import MartletEngine

extension ConnectionCommands {
    /// Replies with the number of clients that are closed; given an address only, with `OK`.
    static func clientKill(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        var filter = ClientFilter()
        if arguments.count == 3 {
            filter.address = String(copying: arguments[2])
            filter.skipsSelf = false
        } else {
            filter = try ClientFilter(killing: arguments)
        }
        let victims = call.clients.connected.filter { filter.fits($0, asking: call.client) }
        for victim in victims { call.kill(victim) }
        if arguments.count > 3 {
            reply.integer(victims.count)
        } else if victims.isEmpty {
            throw ReplyError("ERR No such client")
        } else {
            reply.ok()
        }
    }
}

/// Which clients CLIENT KILL means.
struct ClientFilter {
    var id: Int?
    var type: ClientType?
    var address: String?
    var localAddress: String?
    var skipsSelf = true

    init() {}

    /// Reads filters and their values in pairs.
    ///
    /// - Throws: The error of the first that can't be read.
    init(killing arguments: Arguments) throws(ReplyError) {
        var index = 2
        while index < arguments.count {
            guard index + 1 < arguments.count else { throw .syntax }
            try read(arguments[index], arguments[index + 1])
            index += 2
        }
    }

    private mutating func read(_ name: Span<UInt8>, _ value: Span<UInt8>) throws(ReplyError) {
        if name.isKeyword("ID") {
            guard let number = value.parseInteger(), number > 0 else {
                throw ReplyError("ERR client-id should be greater than 0")
            }
            id = number
        } else if name.isKeyword("TYPE") {
            type = try ClientType(value)
        } else if name.isKeyword("ADDR") {
            address = String(copying: value)
        } else if name.isKeyword("LADDR") {
            localAddress = String(copying: value)
        } else if name.isKeyword("USER") {
            guard value.isEqual(to: "default".utf8.span) else { throw .noSuchUser(value) }
        } else if name.isKeyword("SKIPME"), value.isKeyword("YES") {
            skipsSelf = true
        } else if name.isKeyword("SKIPME"), value.isKeyword("NO") {
            skipsSelf = false
        } else {
            throw .syntax
        }
    }

    /// Whether every filter fits a client.
    func fits(_ client: Client, asking asker: Client) -> Bool {
        if skipsSelf, client === asker { return false }
        if let id, client.id != id { return false }
        if let type, client.type != type { return false }
        if let address, client.peer.address != address { return false }
        if let localAddress, client.peer.localAddress != localAddress { return false }
        return true
    }
}

/// The classes that clients are told apart by.
enum ClientType {
    case normal
    case master
    case replica
    case pubsub

    /// - Throws: The error for a type that there isn't.
    init(_ name: Span<UInt8>) throws(ReplyError) {
        if name.isKeyword("NORMAL") {
            self = .normal
        } else if name.isKeyword("SLAVE") || name.isKeyword("REPLICA") {
            self = .replica
        } else if name.isKeyword("PUBSUB") {
            self = .pubsub
        } else if name.isKeyword("MASTER") {
            self = .master
        } else {
            throw .unknownClientType(name)
        }
    }
}

extension Client {
    /// The class of a client: there are neither masters nor replicas.
    var type: ClientType { isSubscriber ? .pubsub : .normal }
}

extension ReplyError {
    static func unknownClientType(_ name: Span<UInt8>) -> ReplyError {
        ReplyError(
            composing: Array("ERR Unknown client type '".utf8)
                + [UInt8](name.prefixOfText(.max)) + Array("'".utf8))
    }

    static func noSuchUser(_ name: Span<UInt8>) -> ReplyError {
        ReplyError(
            composing: Array("ERR No such user '".utf8)
                + [UInt8](name.prefixOfText(.max)) + Array("'".utf8))
    }
}
