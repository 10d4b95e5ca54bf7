import ArgumentParser
import Asterix
import Feeds
import Foundation
import Glibc

/// `vigie decode`: ASTERIX and what receivers write to JSON lines, CSV, text or a summary; filtered, relayed, checked.
struct DecodeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode",
    abstract:
      "Decodes ASTERIX in any framing, and what receivers write (Beast, AVR, CSV, JSON lines, UAT, SBS, aircraft.json).",
    discussion: """
      Inputs are files, - for standard input, or udp://GROUP:PORT?interface=ADDRESS&source=ADDRESS for live data. The
      output is JSON lines, CSV, text or a summary: every record is a line, and so is every refusal, with the place and the
      reason. The exit status is 1 where anything was refused. Filters apply to every format and to --relay. --describe
      048/040 prints a definition.
      """)

  @OptionGroup var options: DecodeOptions

  @Argument(help: "Files, - or udp:// addresses to decode.")
  var inputs: [String] = []

  func validate() throws {
    guard options.describe == nil, inputs.isEmpty else { return }
    throw ValidationError("Missing expected argument '<inputs> ...'")
  }

  func run() async throws {
    if let path = options.describe { return try DecodeDescription.write(path) }
    let plan = try DecodePlan(options)
    if let path = plan.relayPath { try refuseInput(asRelay: path) }
    var sink = try DecodeSink(plan)
    do {
      try await decode(plan, into: &sink)
    } catch {
      // What was decoded before the failure is not lost.
      try sink.finish()
      throw error
    }
  }

  private func decode(_ plan: DecodePlan, into sink: inout DecodeSink) async throws {
    var isDamaged = false
    for input in inputs {
      guard !input.contains("://") else {
        let run = DecodeRun(input: input, plan: plan)
        try await run.receive(into: &sink)
        isDamaged = isDamaged || run.isDamaged
        continue
      }
      let opened = try asFailure { () throws(FeedError) in try OpenedInput(path: input) }
      // A framing named is one of ASTERIX.
      if plan.framing == nil, let feed = ModeSFileFeed(opened) {
        var run = ModeSDecodeRun(input: input, plan: plan)
        try run.read(feed, into: &sink)
        isDamaged = isDamaged || run.isDamaged
        continue
      }
      let run = DecodeRun(input: input, plan: plan)
      try await run.readFile(opened, into: &sink)
      isDamaged = isDamaged || run.isDamaged
    }
    try sink.finish()
    if isDamaged { throw ExitCode(Failure.Kind.job.rawValue) }
  }

  /// Opening the relay's file empties it, so it must not be one that is still to be read, by whatever name.
  private func refuseInput(asRelay path: String) throws {
    var relay = stat()
    guard stat(path, &relay) == 0, relay.st_mode & S_IFMT == S_IFREG else { return }
    for input in inputs where !input.contains("://") {
      var file = stat()
      let isThere = input == "-" ? fstat(STDIN_FILENO, &file) == 0 : stat(input, &file) == 0
      guard isThere, file.st_dev == relay.st_dev, file.st_ino == relay.st_ino else { continue }
      throw Failure(.usage, "--relay \(path) is the input \(input): name another file")
    }
  }
}

/// The words of the command line.
struct DecodeOptions: ParsableArguments {
  /// What is written of what is decoded.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case jsonl, csv, text, summary, none
  }

  @Option(help: "What to write: jsonl, csv, text, summary, or none (decode everything, write nothing).")
  var format = Format.jsonl

  @Flag(help: "Write quantities as their raw unsigned integers.")
  var raw = false

  @Option(help: "Only these categories: 48,34.")
  var category: [String] = []

  @Option(help: "Only these items, and only records that have one: 040,380. With csv the columns: 040/RHO,240.")
  var item: [String] = []

  @Option(help: "Only this system area code.")
  var sac: UInt8?

  @Option(help: "Only this system identification code.")
  var sic: UInt8?

  @Option(help: "Only records from this time of day on (HH:MM:SS); records without a time are left out.")
  var from: String?

  @Option(help: "Only records up to this time of day (HH:MM:SS); before --from it means the next day.")
  var to: String?

  @Option(help: "The edition to read with: 021=0.26, 021@25/201=0.26 for one source, or auto for the most plausible.")
  var edition: [String] = []

  @Option(help: "The framing, where it is not to be recognised: raw, final, pcap, pcapng, oradis, gps.")
  var framing: String?

  @Flag(
    help: "Leave out datagrams that repeat one of the last 1,024, as the second of two redundant lines carries them.")
  var dropDuplicates = false

  @Option(help: "Write the untouched octets of accepted records to this file, as data blocks.")
  var relay: String?

  @Option(help: "With --relay: set the source of every record to SAC/SIC.")
  var restampSource: String?

  @Option(help: "With --relay: add so many seconds to every time of day, or now: the first becomes the present.")
  var restampTime: String?

  @Flag(help: "Encode every record anew and compare it with its octets.")
  var check = false

  @Flag(help: "Mode S: decode every message by itself, without those before it.")
  var stateless = false

  @Option(help: "Mode S: where the receiver is, as LATITUDE,LONGITUDE in degrees; places surface positions.")
  var at: ReceiverPlace?

  @Option(help: "How many threads decode.")
  var threads = 2

  @Option(
    help: "Print the definition of a category, item or element (048, 048/040, 062/380/IAS; 021@0.26/040) and end.")
  var describe: String?
}

/// Prints definitions.
enum DecodeDescription {
  static func write(_ text: String) throws {
    var output = OutputFile()
    let (path, edition) = try taken(text)
    guard let lines = AsterixDescription.lines(path, edition: edition) else {
      let names = AsterixDescription.names(near: path, edition: edition).joined(separator: " ")
      let where_ = edition.map { " in edition \($0)" } ?? ""
      throw Failure(.usage, "there is no \(path)\(where_): there are \(names)")
    }
    for line in lines { try output.writeLine(line) }
    try output.flush()
  }

  /// Takes `021@0.26/040` apart.
  private static func taken(_ text: String) throws -> (path: String, edition: AsterixEdition?) {
    guard let at = text.firstIndex(of: "@") else { return (text, nil) }
    let rest = text[text.index(after: at)...]
    let end = rest.firstIndex(of: "/") ?? rest.endIndex
    guard let edition = AsterixEdition(String(rest[..<end])) else {
      throw Failure(.usage, "--describe takes CATEGORY@EDITION/ITEM such as 021@0.26/040, not \(text)")
    }
    return (String(text[..<at]) + rest[end...], edition)
  }
}
