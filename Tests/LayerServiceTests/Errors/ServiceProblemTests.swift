import Hummingbird
import HummingbirdTesting
import Testing

@testable import LayerService

@Suite struct ServiceProblemTests {
    @Test func itNamesTheField() {
        #expect(ServiceProblem(error: "no", field: "hours").field == "hours")
    }
}
