import PetState
import Testing

@Suite struct KeySchemeTests {
    @Test func keysAreTheDocuments() throws {
        let device = try DeviceID("a:1")
        let single = KeyScheme(isClustered: false)
        #expect(single.keys(of: device) == ["life_a:1:rhythm", "life_a:1:energy"])
        let cluster = KeyScheme(isClustered: true)
        #expect(cluster.keys(of: device) == ["life_{a:1}:rhythm", "life_{a:1}:energy"])
        let request = try RequestID("x:rhythm 中")
        #expect(single.request(request, of: device) == "life_a:1:request:x%3Arhythm%20%E4%B8%AD")
    }

    /// A request of one device has the key of no other's document.
    @Test(arguments: ["x:rhythm", "rhythm", "energy"]) func keysAreADevicesOwn(id: String) throws {
        let scheme = KeyScheme(isClustered: false)
        let request = scheme.request(try RequestID(id), of: try DeviceID("a"))
        for device in ["a:request", "a:request:x"] {
            #expect(!scheme.keys(of: try DeviceID(device)).contains(request))
        }
        for other in ["x:energy", "rhythm%", "energy%"] where other != id {
            #expect(scheme.request(try RequestID(other), of: try DeviceID("a")) != request)
        }
    }

    @Test(arguments: ["", "a{b", "}", "a\nb", String(repeating: "x", count: 129)])
    func devicesAreChecked(name: String) {
        let error = #expect(throws: PetStateError.self) { try DeviceID(name) }
        #expect(error?.code == .invalidDevice)
    }

    @Test(arguments: ["", String(repeating: "x", count: 129)])
    func requestsAreChecked(key: String) {
        let error = #expect(throws: PetStateError.self) { try RequestID(key) }
        #expect(error?.code == .invalidRequest)
    }
}
