import MartletEngine
import Testing

@Suite struct IntegerTextTests {
    @Test(arguments: [0, 7, -7, 10, 999, -1000, Int.max, Int.min])
    func digits(value: Int) {
        let text = String(copying: IntegerText(value).span)
        #expect(text == "\(value)")
    }
}
