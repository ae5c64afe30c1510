@testable import ConformanceKit
import Testing

@testable import Soak

@Suite struct SoakReportTests {
    private func report(
        memory: Int = 10 << 20, resident: Int = 30 << 20, descriptors: Int? = 12, clients: Int = 1,
        complaints: [String] = []
    ) -> SoakReport {
        SoakReport(
            lives: [.deaf: 2], replyCount: 3,
            before: .init(memory: 10 << 20, resident: 20 << 20, descriptors: 12, clients: 1),
            peak: .init(memory: 90 << 20, resident: 95 << 20, descriptors: 60, clients: 50),
            after: .init(
                memory: memory, resident: resident, descriptors: descriptors, clients: clients),
            complaints: complaints)
    }

    @Test func whatIsAsBeforeIsRight() {
        #expect(report().objections.isEmpty)
        #expect(report(memory: SoakRun.bound(from: 10 << 20)).objections.isEmpty)
        #expect(report(descriptors: nil).objections.isEmpty)
    }

    @Test func everythingThatIsLeftIsTold() {
        let memory = SoakRun.bound(from: 10 << 20) + 1
        #expect(report(memory: memory).objections.first?.hasPrefix("in use: 14.5 MiB ") == true)
        let resident = SoakRun.bound(fromResident: 20 << 20) + (1 << 20)
        #expect(
            report(resident: resident).objections == [
                "resident: 42.0 MiB are more than 41.0 MiB"
            ])
        #expect(report(descriptors: 13).objections == ["descriptors: 13 are open, 12 were"])
        #expect(report(clients: 2).objections == ["clients: 2 are left, 1 were there"])
        let many = (0..<12).map { "complaint \($0)" }
        #expect(report(complaints: many).objections.count == 11)
    }

    @Test func figuresAreTold() {
        let lines = report().lines
        #expect(lines[0].hasPrefix("2 clients (0 diligent, "))
        #expect(lines[1] == "before: 10.0 MiB in use, 20.0 MiB resident, 12 descriptors, 1 clients")
        #expect(lines[2] == "peak: 90.0 MiB in use, 95.0 MiB resident, 60 descriptors, 50 clients")
    }

    @Test func complaintsTellWhatCame() {
        let complaint = SoakComplaint(
            kind: .crossed, conduct: .waiting, expected: Array("+a\r\n".utf8),
            received: .init(bytes: Array("+b\r\n".utf8), ending: .arrived))
        #expect(
            "\(complaint)" == "waiting, crossed: expected +a\\r\\n, received +b\\r\\n (arrived)")
    }

    @Test func peaksRise() {
        var reading = ServerGauge.Reading(memory: 5, resident: 6, descriptors: 9, clients: 1)
        reading.rise(to: .init(memory: 4, resident: 8, descriptors: nil, clients: 3))
        #expect(reading == .init(memory: 5, resident: 8, descriptors: 9, clients: 3))
    }

    @Test(arguments: [("connected_clients", 7), ("nosuch", nil), ("clients", nil)])
    func fieldsAreFound(name: String, value: Int?) {
        let bytes = Array("$40\r\n# Clients\r\nconnected_clients:7\r\nmaxclients:10\r\n\r\n".utf8)
        let reply = ServerConnection.Received(bytes: bytes, ending: .arrived)
        #expect(ServerGauge.field(name, of: reply) == value)
    }
}
