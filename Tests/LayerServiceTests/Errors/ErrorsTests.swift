import Hummingbird
import LayerSupport
import MartletClient
import PetState
import Testing
import UploadStatus

@testable import LayerService

/// What errors are to a client.
@Suite struct ErrorsTests {
    @Test func aProblemNamesItsField() {
        let problem = ServiceProblem.invalid("hours", "no")
        #expect(problem.json == ["error": "no", "field": "hours"])
        #expect(problem.response.status == .badRequest)
        #expect(
            ServiceProblem.missing("pet").json == ["error": "there is no such pet", "field": nil])
    }

    @Test func aProblemTellsWhatToDo() {
        #expect(ServiceProblem.unavailable("away").response.headers[.retryAfter] == "1")
        #expect(ServiceProblem.tooLarge(5).response.headers[.connection] == "close")
        var problem = ServiceProblem(.methodNotAllowed, "no")
        problem.allowed = [.get, .head]
        #expect(problem.response.headers[.allow] == "GET, HEAD")
    }

    @Test(arguments: ["CONNECTION", "TIMEOUT", "QUEUEFULL", "LOADING", "CLOSED", "OOM", "NOAUTH"])
    func whatPassesIsUnavailable(code: String) {
        let error = RedisError(code: .init(rawValue: code), message: "secret")
        let problem = ServiceProblem(cause: error)
        #expect(problem?.status == .serviceUnavailable)
        #expect(problem?.error.contains("secret") == false)
    }

    @Test func whatTooFewReplicasHaveWasMade() {
        let problem = ServiceProblem(cause: RedisError(code: .notReplicated, message: "one"))
        #expect(problem?.status == .serviceUnavailable)
        #expect(problem?.error.contains("was made") == true)
    }

    @Test func whatOnlyTheOperatorCanMendIsForTheLog() {
        #expect(ServiceProblem(cause: RedisError(code: .wrongType, message: "no")) == nil)
        struct Strange: Error {}
        #expect(ServiceProblem(cause: Strange()) == nil)
        #expect(ServiceProblem.internalError.status == .internalServerError)
    }

    @Test func layersErrorsNameFields() throws {
        let device = #expect(throws: PetStateError.self) { try DeviceID("{") }
        #expect(device.flatMap { ServiceProblem(cause: $0) }?.field == "device_id")
        let request = #expect(throws: PetStateError.self) { try RequestID("") }
        #expect(request.flatMap { ServiceProblem(cause: $0) }?.field == "Idempotency-Key")
        #expect(ServiceProblem(cause: CancellationError())?.status == .serviceUnavailable)
    }
}
