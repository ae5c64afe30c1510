import Foundation

// Writes, from what the real server says of its commands, the folders Facts of the targets and the
// conformance cases that hold our server to it.
//
//     swift run command-facts [port]

let port = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 25_990
let sources = URL(filePath: "Sources")

let server = try RealServer(port: port)
defer { server.stop() }

var written: [String] = []
for file in CommandList.files {
    var writer = FactsWriter(file: file.name)
    for name in file.commands {
        let infos = try server.reply(to: ["COMMAND", "INFO", name], as: [InfoReply].self)
        let docs = try server.reply(to: ["COMMAND", "DOCS", name], as: [String: DocsReply].self)
        guard let info = infos.first, let docs = docs[name] else {
            throw RealServer.Failure(description: "the server has no command \(name)")
        }
        writer.add(info, docs, hiddenFlags: CommandList.hiddenFlags(of: name))
    }
    writer.end()
    let target = CommandList.targets[file.name] ?? "MartletCommands"
    let path = sources.appending(path: "\(target)/Facts/CommandFacts+\(file.name).swift")
    try Data(writer.source.utf8).write(to: path)
    written.append(path.path)
    print("\(path.lastPathComponent): \(file.commands.count) commands")
}

let format = Process()
format.executableURL = URL(filePath: "/usr/bin/env")
format.arguments = ["swift", "format", "--in-place"] + written
try format.run()
format.waitUntilExit()

try Data(FactsCases.text.utf8).write(to: URL(filePath: "Conformance/Cases/command-facts.case"))
