import Martlet
import Testing

@Suite struct MartletErrorTests {
    @Test func repliesAreTakenApart() {
        let error = MartletError(reply: "WRONGTYPE Operation against a key")
        #expect(error.code == .wrongType)
        #expect(error.message == "Operation against a key")
        #expect(error.description == "WRONGTYPE Operation against a key")
        #expect(MartletError(reply: "DENIED").description == "DENIED")
        #expect(MartletError(reply: "").code.rawValue == "")
    }
}
