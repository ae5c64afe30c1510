import Testing

@testable import MartletCommands

@Suite struct SkylineTests {
    @Test("As many characters as asked for, at any size", arguments: [1, 2, 7, 80])
    func size(columns: Int) {
        var random = FixedGenerator(state: UInt64(columns))
        for rows in [1, 3, 20] {
            let picture = Skyline(columns: columns, rows: rows).text(using: &random)
            #expect(picture.count { $0 == UInt8(ascii: " ") } == columns * rows)
            #expect(picture.count { $0 == UInt8(ascii: "\n") } == rows)
        }
    }
}
