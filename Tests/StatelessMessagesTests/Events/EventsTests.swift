import ClientTestSupport
import LayerSupport
import MartletClient
import Testing

@testable import StatelessMessages

/// What subscribers get, on every server.
@Suite struct EventsTests {
    private static let targets = ClientTarget.allCases

    @Test(arguments: targets) func subscribersGetAll(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let message = try await instance.message("m")
            try await message.appendText("early")
            async let events = instance.events("m")
            async let others = instance.another().events("m")
            for number in 0..<20 { try await message.appendText("\(number)") }
            try await message.complete()
            let all = try await events
            #expect(all.map(\.sequence) == Array(1...23))
            #expect(all.last?.type == .messageEnd)
            #expect(all.allSatisfy { $0.sessionID == instance.session })
            #expect(try await others == all)
            // Who comes later reads the same.
            #expect(try await instance.events("m") == all)
            #expect(try await instance.events("m", after: all[20].id ?? "") == Array(all[21...]))
            #expect(try await instance.events("m", after: all[22].id ?? "") == [])
            #expect(try await instance.events("m", after: "$") == [])
            #expect(try await instance.events("?") == [])
        }
    }

    @Test(arguments: targets) func newEventsOnly(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let message = try await instance.message("m")
            try await message.appendText("old")
            var iterator = try instance.manager.subscribe(
                to: instance.own("m"), in: instance.session, after: "$"
            ).makeAsyncIterator()
            let manager = instance.manager
            let writing = Task {
                while manager.hub.readerCount == 0 { await Task.yield() }
                try await message.appendText("new")
            }
            let event = try await iterator.next()
            #expect(event?.payload == ["delta": "new"])
            try await writing.value
        }
    }

    @Test func serverSentEvents() throws {
        let event = StreamEvent(
            id: "5-1", type: .textDelta, messageID: "m", sessionID: "s", sequence: 2,
            payload: ["delta": "a\nü\u{2028}"], timestamp: "2023-11-14T22:13:20+00:00")
        #expect(
            event.serverSentEvent == """
                id: 5-1
                event: TEXT_DELTA
                data: {"event_type":"TEXT_DELTA","message_id":"m","session_id":"s","sequence":2,\
                "payload":{"delta":"a\\nü\u{2028}"},"timestamp":"2023-11-14T22:13:20+00:00"}


                """)
        let ping = StreamEvent.ping(MessagePlace("m", in: "s"), sequence: 2, at: "now")
        #expect(ping.serverSentEvent.hasPrefix("event: PING\ndata: {"))
    }

    @Test func idsHaveAnOrder() {
        #expect(EventID("5") == EventID("5-0"))
        #expect(EventID("5-2")?.description == "5-2")
        #expect([EventID("10-0"), EventID("9-11")].compactMap(\.self).max() == EventID("10"))
        for text in ["", "-", "5-", "-5", "+5", "a", "5-1-1", "99999999999999999999", "$"] {
            #expect(EventID(text) == nil)
        }
    }
}
