import Foundation

// Writes, from what the real server says of its commands, Sources/MartletCommands/Facts and the
// conformance cases that hold our server to it.
//
//     swift run command-facts [port]

let port = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 25_990
let folder = URL(filePath: "Sources/MartletCommands/Facts")

let server = try RealServer(port: port)
defer { server.stop() }

for file in CommandList.files {
    var writer = FactsWriter(file: file.name)
    for name in file.commands {
        let infos = try server.reply(to: ["COMMAND", "INFO", name], as: [InfoReply].self)
        let docs = try server.reply(to: ["COMMAND", "DOCS", name], as: [String: DocsReply].self)
        guard let info = infos.first, let docs = docs[name] else {
            throw RealServer.Failure(description: "the server has no command \(name)")
        }
        writer.add(info, docs, isProtected: CommandList.protected.contains(name))
    }
    writer.end()
    let path = folder.appending(path: "CommandFacts+\(file.name).swift")
    try Data(writer.source.utf8).write(to: path)
    print("\(path.lastPathComponent): \(file.commands.count) commands")
}

let format = Process()
format.executableURL = URL(filePath: "/usr/bin/env")
format.arguments = ["swift", "format", "--in-place", "--recursive", folder.path]
try format.run()
format.waitUntilExit()

try Data(FactsCases.text.utf8).write(to: URL(filePath: "Conformance/Cases/command-facts.case"))
