import ConformanceKit
import MartletRESP

/// Values of all types as the real server's DUMP gives them, for RESTORE.
enum PayloadPool {
    private static let makers = [
        "SET k hello", "SET k 12", "SET k -70000", "SET k 123456789012",
        "SET k aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "RPUSH k a b c 1 2 3 70000 -5", "SADD k 1 2 3", "SADD k 1 70000 5000000000", "SADD k a",
        "HSET k f v", "HSET k a 1 b 2 c x", "ZADD k 1 a 2 b", "ZADD k 1.5 a inf b -inf c 0.1 d",
        "XADD k 1-1 f v", "PFADD k a b c", "GEOADD k 13.361389 38.115556 Palermo", "SETBIT k 100 1",
    ]

    /// Returns the payloads, some of them spoilt.
    static func payloads(of source: any ServerSource) throws -> [[UInt8]] {
        let connection = try ServerConnection(source.ordinary())
        var payloads: [[UInt8]] = []
        for text in makers {
            for call in ["DEL k", text, "DUMP k"] {
                connection.send(CommandEncoder.encode(FuzzCall(call).words))
                let received = connection.receiveReply()
                if call == "DUMP k", let payload = ReplyNode(received.bytes)?.payload {
                    payloads.append(payload)
                }
            }
        }
        var spoilt = payloads[0]
        spoilt[1] ^= 1
        return payloads + [spoilt, Array(payloads[3].dropLast()), []]
    }
}
