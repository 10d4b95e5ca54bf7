import Asterix
import Feeds
import Foundation

/// Where decoded records go: standard output, and the relay's file.
struct DecodeSink: ~Copyable {
  private let plan: DecodePlan
  private var output = OutputFile()
  private var relay: OutputFile?
  private var columns: [AsterixCSVWriter.Column]?

  init(_ plan: DecodePlan) throws {
    self.plan = plan
    if let path = plan.relayPath { relay = try OutputFile(path: path) }
  }

  /// The columns of CSV, decided by the first input: those asked for, or the usual ones of the categories there are.
  mutating func csvColumns(for early: [AsterixBatch]) -> [AsterixCSVWriter.Column] {
    guard plan.format == .csv else { return [] }
    if let columns { return columns }
    var found: [AsterixCSVWriter.Column] = []
    if plan.csvPaths.isEmpty {
      let wanted = plan.filter.wantedCategories
      for category in wanted.isEmpty ? Self.categories(in: early) : wanted {
        found += AsterixCSVWriter.usualColumns(of: category)
      }
    } else {
      let category = plan.filter.wantedCategories.count == 1 ? plan.filter.wantedCategories.first : nil
      found = plan.csvPaths.map { AsterixCSVWriter.Column(category: category, path: $0) }
    }
    columns = found
    var header = AsterixCSVWriter(columns: found, writesRawQuantities: plan.isRaw)
    header.writeHeader()
    try? output.write(header.output[...])
    return found
  }

  private static func categories(in batches: [AsterixBatch]) -> [UInt8] {
    var decoder = AsterixDecoder()
    var datagram = DecodedDatagram()
    var summary = AsterixSummary()
    for batch in batches {
      decoder.decode(batch, into: &datagram)
      summary.add(datagram)
    }
    return summary.recordsByCategory.map(\.category)
  }

  mutating func write(_ result: borrowing DecodedBatch) throws {
    try output.write(result.text)
    try relay?.write(result.relay[...])
  }

  mutating func write(_ text: ArraySlice<UInt8>) throws { try output.write(text) }

  mutating func writeLine(_ line: String) throws { try output.writeLine(line) }

  mutating func flush() throws {
    try output.flush()
    try relay?.flush()
  }

  mutating func finish() throws { try flush() }
}

/// The summary of one input, as text.
enum SummaryText {
  static func lines(
    path: String, title: String, summary: AsterixSummary, datagrams: Int, refusals: [FeedRefusal]
  ) -> [String] {
    var lines = ["\(Terminal.cleaned(path)): \(title), \(datagrams) datagrams, \(summary.blocks) blocks"]
    for row in summary.recordsByCategory { lines.append("  CAT\(padded(row.category))  \(row.count) records") }
    for row in summary.opaqueBlocksByCategory {
      lines.append("  CAT\(padded(row.category))  \(row.count) blocks, category without a definition here")
    }
    for source in summary.sources { lines.append("  " + text(of: source)) }
    for row in summary.refusalsByKind { lines.append("  refused: \(row.kind.name): \(row.count)") }
    for row in refusals { lines.append("  refused: \(row.reason): \(row.count)") }
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
