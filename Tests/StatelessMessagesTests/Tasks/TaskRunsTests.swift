import Testing

@testable import StatelessMessages

@Suite struct TaskRunsTests {
    @Test(arguments: [nil, "", "x", "[]", #"{"t": 1}"#]) func nonsenseIsNobody(text: String?) {
        var (runs, message) = (TaskRuns(text), "abc")
        let (run, old) = runs.begin("t", &message)
        #expect(run.attempt == 1 && old.isEmpty && message == "abc")
    }

    @Test func fieldsComeBack() {
        let text =
            #"{"a": {"attempt": 2, "written": [[0, 3], [5, 1]], "blocks": ["b"], "tasks": ["c"]}, "#
            + #""z": {"attempt": 1}}"#
        #expect(TaskRuns(text).text == text)
        #expect(TaskRuns(text).records["a"]?.written == [0..<3, 5..<6])
    }

    @Test func partsAreTakenOut() {
        var runs = TaskRuns(
            #"{"a": {"attempt": 1, "written": [[0, 2], [4, 2]], "tasks": ["c"]}, "#
                + #""b": {"attempt": 1, "written": [[2, 2], [6, 1]]}, "c": {"attempt": 4}}"#)
        var text = "aabbaab"
        let (run, old) = runs.begin("a", &text)
        #expect(run == TaskRun(taskID: "a", attempt: 2) && old.tasks == ["c"])
        #expect(text == "bbb")
        #expect(runs.records["b"]?.written == [0..<2, 2..<3])
        #expect(runs.records["a"]?.isEmpty == true && runs.records["c"] == nil)
    }

    /// What was made of parts goes too, theirs included; those that name each other are no circle.
    @Test func partsOfPartsAreTakenOut() {
        var runs = TaskRuns(
            #"{"a": {"attempt": 1, "written": [[0, 1]], "tasks": ["b"]}, "#
                + #""b": {"attempt": 1, "written": [[3, 1]], "blocks": ["x"], "tasks": ["c", "a"]}, "#
                + #""c": {"attempt": 1, "written": [[1, 1]], "tasks": ["b"]}}"#)
        var text = "acob"
        let (_, old) = runs.begin("a", &text)
        #expect(text == "o" && old.blocks == ["x"] && Set(old.tasks) == ["a", "b", "c"])
        #expect(runs.records.keys.sorted() == ["a"])
    }

    /// Another program may have written the text anew: what isn't there isn't taken.
    @Test(arguments: [
        #"{"a": {"attempt": 1, "written": [[2, 9]]}}"#,
        #"{"a": {"attempt": 1, "written": [[-1, 2], [1, -1], [9223372036854775807, 1]]}}"#,
    ])
    func partsThatAreNotThereStay(field: String) {
        var (runs, text) = (TaskRuns(field), "abc")
        _ = runs.begin("a", &text)
        #expect(text == "abc")
    }
}
