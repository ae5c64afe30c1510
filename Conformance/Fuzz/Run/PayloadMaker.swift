import ConformanceKit
import MartletRESP

/// Lets a server make what a ``PayloadPool`` has.
enum PayloadMaker {
    private static let makers = [
        "SET k hello", "SET k 12", "SET k -70000", "SET k 123456789012",
        "SET k aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "RPUSH k a b c 1 2 3 70000 -5", "SADD k 1 2 3", "SADD k 1 70000 5000000000", "SADD k a",
        "HSET k f v", "HSET k a 1 b 2 c x", "ZADD k 1 a 2 b", "ZADD k 1.5 a inf b -inf c 0.1 d",
        "XADD k 1-1 f v", "PFADD k a b c", "GEOADD k 13.361389 38.115556 Palermo", "SETBIT k 100 1",
    ]

    /// Lets a server dump values and libraries; some are spoilt then.
    static func pool(of source: any ServerSource) throws -> PayloadPool {
        var pool = PayloadPool()
        let connection = try ServerConnection(source.ordinary())
        func reply(_ call: FuzzCall) -> [UInt8]? {
            connection.send(CommandEncoder.encode(call.words))
            return ReplyNode(connection.receiveReply().bytes)?.payload
        }
        for text in makers {
            for call in ["DEL k", text] { _ = reply(FuzzCall(call)) }
            pool.values += reply(FuzzCall("DUMP k")).map { [$0] } ?? []
        }
        for function in ["fset", "oset"] {
            let load = FuzzCall("FUNCTION LOAD").words + [ScriptTexts.library(of: function)]
            _ = reply(FuzzCall("FUNCTION FLUSH"))
            _ = reply(FuzzCall(load))
            pool.libraries += reply(FuzzCall("FUNCTION DUMP")).map { [$0] } ?? []
        }
        pool.values = withSpoilt(pool.values)
        pool.libraries = withSpoilt(pool.libraries)
        return pool
    }

    /// Adds one with another byte within, one that lacks an end, and nothing.
    private static func withSpoilt(_ payloads: [[UInt8]]) -> [[UInt8]] {
        guard var spoilt = payloads.first, spoilt.count > 1, let last = payloads.last else {
            return payloads
        }
        spoilt[1] ^= 1
        return payloads + [spoilt, Array(last.dropLast()), []]
    }
}
