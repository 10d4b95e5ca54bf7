import Asterix
import Foundation

/// Measures the ASTERIX codec on a file of data blocks, one thread, processor time, the best of seven rounds:
/// `AsterixBench FILE [CATEGORY]`. One line a measure: name, records a second.
@main
struct AsterixBench {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 2 else { fatalError("usage: AsterixBench FILE [CATEGORY]") }
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: arguments[1])))
    let category = arguments.count > 2 ? UInt8(arguments[2]) : nil
    if category ?? 48 == 48 { measureFields(bytes) }
    let batches = batches(of: bytes)
    measureValues(batches)
    measureJSON(batches)
    measureEncoding(batches)
  }

  private static func batches(of bytes: [UInt8]) -> [AsterixBatch] {
    var reader = FramingReader(framing: .raw)
    reader.append(bytes)
    reader.finish()
    var batches: [AsterixBatch] = []
    var batch = AsterixBatch()
    while let frame = reader.nextFrame() {
      reader.copyPayload(of: frame, to: &batch)
      if batch.bytes.count >= AsterixBatch.octetsWanted {
        batches.append(batch)
        batch = AsterixBatch()
      }
    }
    batches.append(batch)
    return batches
  }

  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// - Parameter work: Returns how many records it worked on.
  private static func measure(_ name: String, rounds: Int = 7, _ work: () -> Int) {
    var best = 0.0
    for _ in 0..<rounds {
      let began = processorSeconds()
      let records = work()
      best = max(best, Double(records) / (processorSeconds() - began))
    }
    print(name, Int(best))
  }

  private static func measureFields(_ bytes: [UInt8]) {
    var rows = [Category048Fields](repeating: Category048Fields(), count: 1024)
    measure("fields") {
      var position = BlockPosition()
      var records = 0
      while true {
        let count = Category048Fields.read(bytes.span, from: &position, into: &rows)
        if count == 0 { return records }
        records += count
      }
    }
  }

  private static func measureValues(_ batches: [AsterixBatch]) {
    var decoder = AsterixDecoder()
    var datagram = DecodedDatagram()
    var values = AsterixRecordValues()
    var elements = 0
    measure("values", rounds: 3) {
      var records = 0
      for batch in batches {
        decoder.decode(batch, into: &datagram)
        datagram.read(datagram.records[...], decodesRegisters: false, into: &values) { elements &+= $1.elementCount }
        records += datagram.records.count
      }
      return records
    }
  }

  private static func measureJSON(_ batches: [AsterixBatch]) {
    var decoder = AsterixDecoder()
    var datagram = DecodedDatagram()
    var writer = AsterixJSONWriter()
    measure("json", rounds: 2) {
      var records = 0
      for batch in batches {
        decoder.decode(batch, into: &datagram)
        writer.removeOutput()
        writer.write(datagram)
        records += datagram.records.count
      }
      return records
    }
  }

  private static func measureEncoding(_ batches: [AsterixBatch]) {
    var decoder = AsterixDecoder()
    var datagram = DecodedDatagram()
    var all: [AsterixRecordValues] = []
    var values = AsterixRecordValues()
    for batch in batches where all.count < 1000 {
      decoder.decode(batch, into: &datagram)
      for record in datagram.records {
        datagram.read(record, into: &values, decodesRegisters: false)
        all.append(values)
      }
    }
    var output: [UInt8] = []
    measure("encode") {
      for _ in 0..<100 {
        for index in 0..<min(1000, all.count) {
          if output.count > 60_000 { output.removeAll(keepingCapacity: true) }
          try? all[index].encode(into: &output)
        }
      }
      return 100 * min(1000, all.count)
    }
  }
}
