import ConformanceKit
import Testing

@Suite struct ProgressTextTests {
    @Test(
        arguments: [
            (0, 10, .seconds(0), "0 of 10 (0 %)"),
            (1, 10, .seconds(1), "1 of 10 (10 %)"),
            (120, 480, .seconds(30), "120 of 480 (25 %), 1:30 left"),
            (5, 10, .seconds(5), "5 of 10 (50 %), 0:05 left"),
            (10, 10, .seconds(60), "10 of 10 (100 %), 0:00 left"),
            (0, 0, .seconds(9), ""),
        ] as [(Int, Int, Duration, String)])
    func lineTellsHowFar(done: Int, total: Int, time: Duration, text: String) {
        #expect(ProgressText.line(done: done, of: total, after: time) == text)
    }
}
