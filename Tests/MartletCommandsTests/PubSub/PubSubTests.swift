import MartletEngine
import Testing

@testable import MartletCommands

@Suite struct PubSubTests {
    @Test func subscriptionsAreConfirmed() {
        var engine = TestEngine()
        #expect(
            engine.run("SUBSCRIBE x y")
                == "*3|$9|subscribe|$1|x|:1|*3|$9|subscribe|$1|y|:2|")
        #expect(engine.run("PSUBSCRIBE p*") == "*3|$10|psubscribe|$2|p*|:3|")
        #expect(engine.run("SSUBSCRIBE x") == "*3|$10|ssubscribe|$1|x|:1|")
        #expect(
            engine.run("UNSUBSCRIBE")
                == "*3|$11|unsubscribe|$1|x|:2|*3|$11|unsubscribe|$1|y|:1|")
        #expect(engine.run("UNSUBSCRIBE") == "*3|$11|unsubscribe|$-1|:1|")
    }

    @Test func channelComesBeforePatterns() {
        var engine = TestEngine()
        engine.run("PSUBSCRIBE b* a*", as: "s")
        engine.run("SUBSCRIBE ab", as: "s")
        #expect(engine.run("PUBLISH ab m") == ":2|")
        #expect(
            engine.outgoing(for: "s")
                == "*3|$7|message|$2|ab|$1|m|*4|$8|pmessage|$2|a*|$2|ab|$1|m|")
    }

    @Test func shardChannelsAreAWorldOfTheirOwn() {
        var engine = TestEngine()
        engine.run("SUBSCRIBE c", as: "s")
        engine.run("PSUBSCRIBE *", as: "s")
        engine.run("SSUBSCRIBE c", as: "t")
        #expect(engine.run("SPUBLISH c m") == ":1|")
        #expect(engine.outgoing(for: "s") == "")
        #expect(engine.outgoing(for: "t") == "*3|$8|smessage|$1|c|$1|m|")
        #expect(engine.run("PUBSUB SHARDCHANNELS") == "*1|$1|c|")
    }

    @Test func inspectionFollowsTheOrderOfSubscription() {
        var engine = TestEngine()
        engine.run("SUBSCRIBE z y x", as: "s")
        engine.run("SUBSCRIBE y", as: "t")
        #expect(engine.run("PUBSUB CHANNELS") == "*3|$1|z|$1|y|$1|x|")
        #expect(engine.run("PUBSUB NUMSUB y q") == "*4|$1|y|:2|$1|q|:0|")
        #expect(engine.run("PUBSUB CHANNELS [xy]") == "*2|$1|y|$1|x|")
    }

    /// A client that is served gets what the service told it beside its reply.
    @Test func aServedClientGetsMessagesInOrder() {
        var engine = TestEngine()
        engine.run("HELLO 3", as: "s")
        engine.run("SUBSCRIBE c", as: "s")
        engine.run("BLPOP l 0", as: "s")
        engine.run("PUBLISH c m")
        engine.run("RPUSH l v")
        #expect(
            engine.outgoing(for: "s") == ">3|$7|message|$1|c|$1|m|*2|$1|l|$1|v|")
    }
}
