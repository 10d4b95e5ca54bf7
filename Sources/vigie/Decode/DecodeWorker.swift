import Asterix
import Foundation
import Synchronization

/// What one batch came to.
struct DecodedBatch: Sendable {
  /// What is to be written, in the format asked for.
  var text: ArraySlice<UInt8> = []
  /// Blocks to be relayed.
  var relay: [UInt8] = []
  var records = 0
  var refusals = 0
  /// Records whose encoding differs from their octets, and the first of them in words.
  var differences = 0
  var firstDifference: String?
}

/// Decodes and formats batches, one at a time; several work side by side.
final class DecodeWorker: Sendable {
  private let state: Mutex<State>

  init(_ plan: DecodePlan, editions: EditionSelection, csvColumns: [AsterixCSVWriter.Column]) {
    state = Mutex(State(plan, editions: editions, csvColumns: csvColumns))
  }

  /// Fills the worker's batch; the closure returns false where there is nothing more.
  func fill(_ body: (inout AsterixBatch) throws -> Bool) rethrows -> Int? {
    try state.withLock { try body(&$0.batch) ? $0.batch.datagrams.count : nil }
  }

  /// Takes a batch instead of filling one.
  func take(_ batch: AsterixBatch) { state.withLock { $0.batch = batch } }

  /// Reads with other editions from now on.
  func use(_ editions: EditionSelection) { state.withLock { $0.decoder = AsterixDecoder(editions: editions) } }

  func work(firstIndex: Int) { state.withLock { $0.work(firstIndex: firstIndex) } }

  /// Hands the result over, and what was decoded.
  func finish(_ body: (DecodedBatch, DecodedDatagram) throws -> Void) rethrows {
    try state.withLock { state in
      state.result.text = state.text
      // The writer's storage is lent for the time of the call: held longer, the next batch would have to copy it.
      defer { state.result.text = [] }
      try body(state.result, state.datagram)
    }
  }

  private struct State: Sendable {
    var batch = AsterixBatch()
    var result = DecodedBatch()
    private let plan: DecodePlan
    var decoder: AsterixDecoder
    private(set) var datagram = DecodedDatagram()
    private var json: AsterixJSONWriter
    private var tree: AsterixTextWriter
    private var csv: AsterixCSVWriter
    private var values = AsterixRecordValues()

    init(_ plan: DecodePlan, editions: EditionSelection, csvColumns: [AsterixCSVWriter.Column]) {
      self.plan = plan
      decoder = AsterixDecoder(editions: editions)
      json = AsterixJSONWriter(writesRawQuantities: plan.isRaw)
      json.items = plan.filter.items
      tree = AsterixTextWriter(writesRawQuantities: plan.isRaw)
      tree.items = plan.filter.items
      csv = AsterixCSVWriter(columns: csvColumns, writesRawQuantities: plan.isRaw)
    }

    /// What the format's writer holds.
    var text: ArraySlice<UInt8> {
      switch plan.format {
      case .jsonl: json.output
      case .csv: csv.output[...]
      case .text: tree.output[...]
      case .summary, .none: []
      }
    }

    mutating func work(firstIndex: Int) {
      decoder.decode(batch, into: &datagram)
      result = DecodedBatch()
      let accepted: [AsterixRecord] =
        plan.filter.isOpen ? datagram.records : datagram.records.filter { plan.filter.accepts($0, in: datagram) }
      if !plan.filter.isOpen { datagram.keepOthers { plan.filter.accepts(category: $0) } }
      result.records = accepted.count
      result.refusals = datagram.refusals.count
      write(accepted, firstIndex)
      if plan.checks { check(accepted, firstIndex) }
      if plan.relayPath != nil { relay(accepted) }
    }

    private mutating func write(_ records: [AsterixRecord], _ firstIndex: Int) {
      switch plan.format {
      case .jsonl:
        json.removeOutput()
        json.write(datagram, index: firstIndex, records: records)
      case .csv:
        csv.removeOutput()
        csv.write(records, of: datagram, index: firstIndex)
      case .text:
        tree.removeOutput()
        for record in records { tree.write(record, of: datagram, index: firstIndex) }
        for refusal in datagram.refusals { tree.write(line: "refused: \(refusal)") }
      case .none:
        datagram.read(records[...], decodesRegisters: false, into: &values) { _, _ in }
      case .summary: break
      }
    }

    private mutating func check(_ records: [AsterixRecord], _ firstIndex: Int) {
      var encoded: [UInt8] = []
      for record in records {
        datagram.read(record, into: &values, decodesRegisters: false)
        encoded.removeAll(keepingCapacity: true)
        var reason = "other octets"
        do { try values.encode(into: &encoded) } catch { reason = "\(error)" }
        guard encoded != Array(datagram.bytes[record.byteRange]) else { continue }
        result.differences += 1
        if result.firstDifference == nil {
          result.firstDifference =
            "datagram \(firstIndex + Int(record.datagramIndex)), block \(record.blockIndex), record \(record.recordIndex), "
            + "category \(record.category): \(reason)"
        }
      }
    }

    /// The accepted records of each block as a block of their own.
    private mutating func relay(_ records: [AsterixRecord]) {
      var place = 0
      while place < records.count {
        let first = records[place]
        let start = result.relay.count
        result.relay += [first.category, 0, 0]
        while place < records.count, records[place].datagramIndex == first.datagramIndex,
          records[place].blockIndex == first.blockIndex
        {
          let record = records[place]
          let at = result.relay.count
          result.relay += datagram.bytes[record.byteRange]
          plan.restamp?.apply(record, of: datagram, at: at, in: &result.relay)
          place += 1
        }
        let length = result.relay.count - start
        result.relay[start + 1] = UInt8(length >> 8)
        result.relay[start + 2] = UInt8(length & 0xFF)
      }
    }
  }
}
