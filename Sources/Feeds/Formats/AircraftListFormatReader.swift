import ReceiverReports
import Surveillance

/// Takes a report for every aircraft out of a receiver's list (`aircraft.json`), the oldest first: the list is one moment,
/// and each aircraft was heard some time before.
struct AircraftListFormatReader: FormatReader {
  private var document = AircraftListDocument()
  private var hasEnded = false
  private var units: [FeedUnit] = []
  private var given = 0
  private(set) var refusals: [FeedRefusal] = []

  mutating func append(_ chunk: [UInt8]) { document.append(chunk) }

  mutating func finish() {
    guard !hasEnded else { return }
    hasEnded = true
    do throws(AircraftListDocument.Refusal) {
      let list = try document.read()
      units = Self.byTime(list.reports).map(Self.unit)
      refusals = [FeedRefusal](counts: ["values and aircraft left out of the list": list.refusalCount])
    } catch {
      refusals = [FeedRefusal(reason: "document refused: \(error.reason)", count: 1)]
    }
  }

  mutating func next() -> FeedUnit? {
    guard given < units.count else { return nil }
    defer { given += 1 }
    return units[given]
  }

  /// Those without a time at the end; at equal times in the order of the list.
  private static func byTime(_ reports: [ReceiverReport]) -> [ReceiverReport] {
    reports.enumerated()
      .sorted { left, right in
        let times = (left.element.timeNanoseconds ?? .max, right.element.timeNanoseconds ?? .max)
        return times.0 == times.1 ? left.offset < right.offset : times.0 < times.1
      }
      .map(\.element)
  }

  private static func unit(_ report: ReceiverReport) -> FeedUnit {
    var octets: [UInt8] = []
    report.encode(into: &octets)
    return FeedUnit(
      stamp: report.timeNanoseconds.map { .captured($0) } ?? .none, kind: .receiverReport, payload: octets)
  }
}
