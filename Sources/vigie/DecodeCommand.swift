import ArgumentParser
import Asterix
import Feeds
import Foundation
import Surveillance

/// `vigie decode`: wire formats to JSON lines or a summary.
struct DecodeCommand: ParsableCommand {
  /// What is written of what is decoded.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case jsonl
    case summary
    case none
  }

  static let configuration = CommandConfiguration(
    commandName: "decode",
    abstract: "Decodes ASTERIX in any framing (raw, pcap, pcapng, FINAL, ORADIS, GPS) to JSON lines or a summary.",
    discussion: """
      Every record is a line of JSON, and so is every refusal, with the place and the reason. The exit status is 1 where
      anything was refused.
      """)

  @Option(help: "What to write: jsonl, summary, or none (decode only, to measure or to check).")
  var format = Format.jsonl

  @Argument(help: "Files to decode.")
  var inputs: [String]

  func run() throws {
    var output = OutputFile()
    var isDamaged = false
    for input in inputs {
      var decoding = try FileDecoding(path: input, format: format)
      try decoding.run(into: &output)
      isDamaged = isDamaged || decoding.isDamaged
      for problem in decoding.problems { Terminal.say(problem) }
    }
    try output.flush()
    if isDamaged { throw ExitCode(Failure.Kind.job.rawValue) }
  }
}

/// Decodes one file.
private struct FileDecoding {
  let path: String
  let format: DecodeCommand.Format
  private var feed: FileFeed
  private var decoder = AsterixDecoder(editions: .newest)
  private var datagram = DecodedDatagram()
  private var writer = AsterixJSONWriter()
  private var summary = AsterixSummary()

  init(path: String, format: DecodeCommand.Format) throws {
    self.path = path
    self.format = format
    feed = try asFailure { () throws(FeedError) in try FileFeed(path: path, recordingDate: nil) }
    guard case .asterix = feed.format else {
      throw Failure(.job, "cannot decode \(path): it is \(feed.format), not ASTERIX: play it with vigie replay")
    }
  }

  mutating func run(into output: inout OutputFile) throws {
    var index = 0
    while let next = try nextDatagram() {
      decoder.decode(next.payload, into: &datagram)
      summary.add(datagram)
      if format == .jsonl {
        writer.write(datagram, index: index, byteOffset: next.fileOffset ?? 0)
        try output.write(writer.takeOutput())
      }
      index += 1
    }
    if format == .summary {
      for line in SummaryText.lines(path: path, feed: feed, summary: summary) { try output.writeLine(line) }
    }
  }

  private mutating func nextDatagram() throws -> FeedDatagram? {
    do {
      return try feed.next()
    } catch {
      throw Failure(.job, "\(error)")
    }
  }

  /// Whether anything could not be used.
  var isDamaged: Bool { summary.refusals > 0 || feed.refusals.contains { $0.count > 0 } }

  /// What could not be used, a sentence each.
  var problems: [String] {
    var sentences = feed.refusals.map { "\(path): \($0.reason): \($0.count)" }
    if summary.refusals > 0 {
      sentences.append(
        "\(path): \(summary.records) records read, \(summary.refusals) refusals: --format jsonl shows each with its place and reason"
      )
    }
    return sentences
  }
}

/// Runs what throws a feed's error and turns that into the program's own.
func asFailure<Value>(_ work: () throws(FeedError) -> Value) throws -> Value {
  do {
    return try work()
  } catch {
    throw Failure(.job, "\(error)")
  }
}

/// The summary of one file, as text.
private enum SummaryText {
  static func lines(path: String, feed: FileFeed, summary: AsterixSummary) -> [String] {
    var lines = [
      "\(Terminal.cleaned(path)): \(feed.format), \(feed.bytesRead) bytes, \(summary.datagrams) datagrams, \(summary.blocks) blocks"
    ]
    for row in summary.recordsByCategory { lines.append("  CAT\(padded(row.category))  \(row.count) records") }
    for row in summary.opaqueBlocksByCategory {
      lines.append("  CAT\(padded(row.category))  \(row.count) blocks, category without a definition here")
    }
    for source in summary.sources { lines.append("  " + text(of: source)) }
    for row in summary.refusalsByKind { lines.append("  refused: \(row.kind.name): \(row.count)") }
    for row in feed.refusals { lines.append("  refused: \(row.reason): \(row.count)") }
    return lines
  }

  private static func text(of source: AsterixSummary.SourceCount) -> String {
    let name = source.source.map { "SAC/SIC \($0)" } ?? "no SAC/SIC"
    var text = "\(name)  CAT\(padded(source.category))  \(source.records) records"
    if let first = source.firstTimeOfDaySeconds, let last = source.lastTimeOfDaySeconds {
      text += "  \(clock(first)) to \(clock(last))"
    }
    if let period = source.rotationPeriodSeconds { text += "  turn \(period) s" }
    return text
  }

  private static func padded(_ category: UInt8) -> String {
    String(repeating: "0", count: 3 - String(category).count) + String(category)
  }

  private static func clock(_ seconds: Double) -> String {
    String(
      format: "%02d:%02d:%06.3f", Int(seconds) / 3600, Int(seconds) / 60 % 60,
      seconds.truncatingRemainder(dividingBy: 60))
  }
}
