import Foundation

/// `AsterixGenerator --definitions DIR --output DIR [--categories N,N,…] [--newest]`
@main
struct AsterixGenerator {
  static let usage = """
    usage: AsterixGenerator --definitions DIR --output DIR [--categories N,N,…] [--newest]

      --definitions DIR  a folder with json/catNNN/cat-*.json and ref-*.json
      --output DIR       where the Swift files go
      --categories LIST  only these categories (default: all found)
      --newest           only the newest edition of each category and expansion field
    """

  static func main() {
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      FileHandle.standardError.write(Data("AsterixGenerator: \(error)\n".utf8))
      exit(1)
    }
  }

  static func run(_ arguments: [String]) throws {
    var definitions: String?
    var output: String?
    var categories: Set<Int>?
    var newestOnly = false
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--definitions": definitions = rest.popFirst()
      case "--output": output = rest.popFirst()
      case "--categories": categories = Set((rest.popFirst() ?? "").split(separator: ",").compactMap { Int($0) })
      case "--newest": newestOnly = true
      default: throw DefinitionError(description: "unknown argument \(argument)\n\(usage)")
      }
    }
    guard let definitions, let output else { throw DefinitionError(description: usage) }
    let generator = Generator(
      definitions: URL(fileURLWithPath: definitions), categories: categories, newestOnly: newestOnly)
    let result = try generator.run()
    try write(result, to: URL(fileURLWithPath: output))
    report(result)
  }

  private static func write(_ result: Generator.Result, to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for file in result.files {
      try Data(file.text.utf8).write(to: folder.appendingPathComponent(file.name))
    }
  }

  private static func report(_ result: Generator.Result) {
    var text = "\(result.files.count) files written\n"
    text += "range lint: \(result.findingsBeforeErrata.count) findings in the definitions, "
    text += "\(result.findings.count) after the errata\n"
    for finding in result.findings { text += "  \(finding)\n" }
    FileHandle.standardError.write(Data(text.utf8))
  }
}
