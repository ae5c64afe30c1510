import MartletEngine
import Testing

@Suite struct SettingsCronTests {
    /// As redis-server 7.0.15 tells in INFO with so many clients.
    @Test(arguments: [
        (10, true, 0, 10), (10, true, 2009, 10), (10, true, 2010, 20), (10, true, 4020, 40),
        (10, false, 9000, 10), (1, true, 1000, 8), (300, true, 90_000, 500), (500, true, 1, 500),
        (500, true, 1_000_000, 500),
    ])
    func moreClientsAreLookedAtMoreOften(
        hz: Int, isDynamic: Bool, clientCount: Int, frequency: Int
    ) {
        var settings = Settings()
        settings.hz = hz
        settings.dynamicHz = isDynamic
        #expect(settings.cronFrequency(clientCount: clientCount) == frequency)
    }
}
