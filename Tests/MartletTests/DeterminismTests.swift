import Martlet
import Testing

/// With a manual clock and a seed, the same commands get the same replies, byte for byte.
@Suite struct DeterminismTests {
    @Test func sameSeedSameReplies() throws {
        #expect(try replies(seed: 7) == replies(seed: 7))
    }

    @Test func anotherSeedOtherReplies() throws {
        #expect(try replies(seed: 7) != replies(seed: 8))
    }

    private func replies(seed: UInt64) throws -> [RESPValue] {
        let clock = ManualClock()
        var configuration = Martlet.Configuration.inProcess.with(clock: clock).with(seed: seed)
        configuration["maxmemory-policy"] = "allkeys-lfu"
        let server = try Martlet.start(configuration)
        var cursor = "0"
        var generator = SplitMix(state: 1)
        var replies: [RESPValue] = []
        for _ in 0..<5000 {
            // What is sent must not depend on the replies, but for the cursor.
            let key = "key:\(generator.next() % 300)"
            let number = Int(generator.next() % 50) + 1
            switch generator.next() % 12 {
            case 0, 1, 2: replies.append(try server.reply(to: "SET", key, "\(number)"))
            case 3: replies.append(try server.reply(to: "SET", key, "v", "PX", "\(number)"))
            case 4, 5: replies.append(try server.reply(to: "GET", key))
            case 6: replies.append(try server.reply(to: "RANDOMKEY"))
            case 7:
                let reply = try server.reply(to: "SCAN", cursor, "COUNT", "7")
                cursor = reply.elements?.first?.text ?? "0"
                replies.append(reply)
            case 8: replies.append(try server.reply(to: "OBJECT", "FREQ", key))
            case 9: replies.append(try server.reply(to: "PTTL", key))
            case 10: replies.append(try server.reply(to: "KEYS", "key:1*"))
            default:
                clock.advance(by: .milliseconds(number))
                replies.append(try server.reply(to: "TIME"))
            }
        }
        return replies
    }
}
