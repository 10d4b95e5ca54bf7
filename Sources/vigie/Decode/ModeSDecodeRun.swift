import Feeds
import Foundation
import ModeS
import ReceiverReports

/// Decodes one input of what receivers wrote to its end: Mode S and UAT messages, reports in words.
struct ModeSDecodeRun {
  let input: String
  let plan: DecodePlan
  private var decoder: ModeSDecoder
  private var uatMessages = 0
  private var reports = 0
  private var refusedLines = 0
  private var hasLookedAhead = false

  init(input: String, plan: DecodePlan) {
    self.input = input
    self.plan = plan
    decoder = ModeSDecoder(receiverPosition: plan.receiverPosition, isStateless: plan.isStateless)
  }

  /// Whether lines of the input held no message.
  var isDamaged: Bool { refusedLines > 0 }

  mutating func read(_ feed: consuming ModeSFileFeed, into sink: inout DecodeSink) throws {
    guard plan.format != .csv, plan.format != .text else {
      throw Failure(
        .usage, "--format \(plan.format.rawValue) is for ASTERIX: what receivers write has jsonl, summary and none")
    }
    var writer = ModeSJSONWriter()
    while true {
      let items = try asFailure { () throws(FeedError) in try feed.next() }
      if items.isEmpty { break }
      writer.removeOutput()
      lookAhead(items, feed)
      for item in items { take(item, from: feed.format == .sbs ? .sbs : .aircraftJSON, &writer) }
      try sink.write(writer.output[...])
    }
    try finish(feed, &sink)
  }

  /// Finds the first airborne position of a file in which surface positions stand before it: they are near it, since one
  /// receiver heard both.
  private mutating func lookAhead(_ items: [ModeSFileFeed.Item], _ feed: borrowing ModeSFileFeed) {
    guard !hasLookedAhead, !plan.isStateless, feed.size != nil, !decoder.knowsSurfaceReference,
      items.contains(where: \.isSurfacePosition)
    else { return }
    hasLookedAhead = true
    // A copy reads on by itself and leaves this one where it is.
    var rest = copy feed
    var scout = ADSBDecoder()
    var batch = items
    while !batch.isEmpty {
      for case .message(let frame, let time, _) in batch {
        guard let position = scout.decode(frame, timeNanoseconds: time)?.position else { continue }
        decoder.noteSurfaceReference(position)
        return
      }
      guard let next = try? rest.next() else { return }
      batch = next
    }
  }

  /// - Parameter origin: What the input is, where it holds reports.
  private mutating func take(
    _ item: ModeSFileFeed.Item, from origin: ModeSJSONWriter.ReportOrigin, _ writer: inout ModeSJSONWriter
  ) {
    switch item {
    case .message(let frame, let time, let level):
      let reading = decoder.decode(frame, timeNanoseconds: time)
      if plan.format == .jsonl { writer.write(reading, received: frame, signalLevel: level) }
    case .uat(let message, let time):
      uatMessages += 1
      if plan.format == .jsonl { writer.write(message, timeNanoseconds: time) }
    case .refused(let text, let time, let reason):
      refusedLines += 1
      if plan.format == .jsonl { writer.write(refused: text, timeNanoseconds: time, reason: reason) }
    case .report(let report):
      reports += 1
      if plan.format == .jsonl { writer.write(report, from: origin) }
    case .refusedReport(let text, let reason):
      refusedLines += 1
      if plan.format == .jsonl { writer.write(refusedReport: text, from: origin, reason: reason) }
    }
  }

  private func finish(_ feed: ModeSFileFeed, _ sink: inout DecodeSink) throws {
    let counters = decoder.counters
    if plan.format == .summary {
      try sink.writeLine("\(input): \(feed.format), \(feed.bytesRead) bytes")
      let rows = [
        ("messages", counters.messages), ("accepted", counters.accepted), ("repaired", counters.repaired),
        ("bad parity", counters.badParity), ("unknown address", counters.unknownAddress),
        ("unconfirmed", counters.unconfirmed), ("not decoded", counters.notDecoded),
        ("Comm-B registers", counters.registers), ("positions", decoder.squitters.counters.positions),
        ("positions rejected", decoder.squitters.counters.rejectedPositions),
        ("aircraft", decoder.squitters.aircraftCount), ("UAT messages", uatMessages), ("UAT uplinks", feed.uplinks),
        ("reports", reports),
      ]
      for (name, count) in rows { try sink.writeLine("  \(name)  \(count)") }
    }
    for refusal in feed.refusals { Terminal.say("\(input): \(refusal.reason): \(refusal.count)") }
    if refusedLines > 0 {
      Terminal.say("\(input): \(refusedLines) lines or values are refused: --format jsonl shows each")
    }
  }
}

extension ModeSFileFeed.Item {
  /// Whether it is an intact surface position.
  fileprivate var isSurfacePosition: Bool {
    guard case .message(let frame, _, _) = self, let message = try? ExtendedSquitter(frame),
      case .surfacePosition = message.content
    else { return false }
    return true
  }
}
