import MartletCommands
import MartletEngine
import Testing

@Suite struct InfoTests {
    @Test func keyspace() {
        var engine = TestEngine()
        engine.run("SET a 1")
        engine.run("SET b 1 PX 500")
        engine.run("SELECT 2")
        engine.run("SET a 1")
        let text = "# Keyspace|db0:keys=2,expires=1,avg_ttl=500|db2:keys=1,expires=0,avg_ttl=0||"
        #expect(engine.run("INFO keyspace").hasSuffix(text))
    }

    @Test func commandsAndErrorsAreCounted() {
        var engine = TestEngine()
        engine.run("PING")
        engine.run("PING a b")
        engine.run("ECHO")
        engine.run("NOSUCH")
        engine.run("HELLO 9")
        let reply = engine.run("INFO commandstats errorstats")
        let times = "usec=0,usec_per_call=0.00"
        #expect(reply.contains("cmdstat_ping:calls=2,\(times),rejected_calls=0,failed_calls=1|"))
        #expect(reply.contains("cmdstat_echo:calls=0,\(times),rejected_calls=1,failed_calls=0|"))
        #expect(reply.contains("errorstat_ERR:count=3|errorstat_NOPROTO:count=1|"))
    }

    @Test func percentilesAreNamedAsTheyWereSet() {
        var settings = Settings()
        settings.latencyTrackingInfoPercentiles = [0, 99.99, 100]
        var engine = TestEngine(settings: settings)
        engine.run("PING")
        let line = "latency_percentiles_usec_ping:p0=0.000,p99.99=0.000,p100=0.000|"
        #expect(engine.run("INFO latencystats").contains(line))
    }

    @Test func theServerIsTakenForRedis() {
        var engine = TestEngine()
        let reply = engine.run("INFO")
        #expect(reply.contains("|redis_version:7.0.15|"))
        #expect(reply.contains("|arch_bits:64|"))
        #expect(reply.contains("|cluster_enabled:0|"))
        #expect(!reply.contains("server_name"))
    }

    @Test func uptimeFollowsTheClock() {
        var engine = TestEngine()
        engine.clock.advance(byMicroseconds: 200_000 * 1_000_000)
        let reply = engine.run("INFO server")
        #expect(reply.contains("|uptime_in_seconds:200000|uptime_in_days:2|"))
    }
}
