import ModeS
import RemoteID
import ReceiverReports
import Surveillance

/// Takes Open Drone ID messages out of JSON lines: `hex` is a message or pack as broadcast, `transmitter` (or `mac`) who sent
/// it, `timestamp` when, in seconds since 1970.
struct RemoteIDFormatReader: FormatReader {
  private var lines = LineReader()
  private var refusedLines = 0

  mutating func append(_ chunk: [UInt8]) { lines.append(chunk) }
  mutating func finish() { lines.finish() }

  mutating func next() -> FeedUnit? {
    while let line = lines.next() {
      guard let message = RemoteIDLine(line.octets) else {
        refusedLines += 1
        continue
      }
      return FeedUnit(
        stamp: FeedUnit.Stamp(stated: message.timeNanoseconds), kind: .remoteID, payload: message.reception.bytes,
        fileOffset: line.offset)
    }
    return nil
  }

  var refusals: [FeedRefusal] {
    [FeedRefusal](counts: ["lines that hold no Open Drone ID message": refusedLines + lines.tooLong])
  }
}

/// One such line.
struct RemoteIDLine: Hashable {
  var reception: RemoteIDReception
  var timeNanoseconds: Int64?

  /// Nil where the line is no JSON object with a message that decodes.
  init?(_ octets: [UInt8]) {
    guard case .object(let members)? = try? JSONReader.read(octets) else { return nil }
    var message: [UInt8]?
    var transmitter: UInt64 = 0
    for member in members {
      switch (member.name.lowercased(), member.value) {
      case ("hex", .string(let text)): message = Hexadecimal.bytes(text.utf8, most: 256)
      case ("transmitter", .string(let text)), ("mac", .string(let text)): transmitter = Self.address(text) ?? 0
      case ("timestamp", .number(let seconds)), ("t", .number(let seconds)):
        guard seconds.magnitude < 9e9 else { return nil }
        timeNanoseconds = Int64((seconds * 1e9).rounded())
      default: break
      }
    }
    guard let message, (try? RemoteIDMessage(message)) != nil else { return nil }
    reception = RemoteIDReception(transmitter: transmitter, octets: message)
  }

  /// AA:BB:CC:DD:EE:FF, with or without what stands between.
  private static func address(_ text: String) -> UInt64? {
    UInt64(text.filter { $0 != ":" && $0 != "-" }, radix: 16)
  }
}
