import Foundation
import ModeS
import TestSupport

/// What rs1090 0.7.0 and pyModeS 3.6.1 decoded from one recorded message.
struct PeerDecode {
  var hexadecimal: String
  var rs1090: [String: Any]
  var pyModeS: [String: Any]

  static func decodes(_ name: String) throws -> [PeerDecode] {
    try ReferenceData.textLines("modes/ref/\(name).a.ref.jsonl.gz").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
      return PeerDecode(
        hexadecimal: object["hex"] as? String ?? "", rs1090: object["rs1090"] as? [String: Any] ?? [:],
        pyModeS: object["pyModeS"] as? [String: Any] ?? [:])
    }
  }

  /// The registers rs1090 thinks possible for a Comm-B reply: "4,0".
  var candidates: [String] {
    rs1090.keys.filter { $0.hasPrefix("bds") && $0.count == 5 && rs1090[$0] is [String: Any] }
      .map { "\($0.dropFirst(3).prefix(1).uppercased()),\($0.suffix(1).uppercased())" }.sorted()
  }

  /// The one register pyModeS chose.
  var chosen: String? { pyModeS["bds"] as? String }

  /// rs1090's fields of a register.
  func fields(of register: String) -> [String: Any] {
    rs1090["bds" + register.replacingOccurrences(of: ",", with: "").lowercased()] as? [String: Any] ?? [:]
  }
}

/// A recording with both peers' decodes beside each message.
struct PeerRecording: CustomStringConvertible, Sendable {
  var name: String
  /// Whether its times mean nothing, so that each message is decoded by itself.
  var isStateless = false
  /// Where the receiver stood, where that is known.
  var receiverPosition: CPRPosition?

  var description: String { name }

  static let toulouse = PeerRecording(
    name: "toulouse2024", receiverPosition: CPRPosition(latitudeDegrees: 43.6, longitudeDegrees: 1.4))
  static let streams = [toulouse, PeerRecording(name: "ulss7"), PeerRecording(name: "delft2015")]
  static let squitters = [
    PeerRecording(name: "adsb2016"), PeerRecording(name: "opensky_stripped", isStateless: true),
  ]
  static let collections = ["commb20", "commb21", "ehs2016"].map { PeerRecording(name: $0, isStateless: true) }
  static let all = streams + squitters + collections
  static let replies = streams + collections

  func messages() throws -> [ReferenceData.Message] {
    name == "ulss7"
      ? ReferenceData.messages(beast: "modes/ulss7.a.beast")
      // The last 24 bits of that recording were blanked; the reference was made with the parity put back.
      : try ReferenceData.messages(csv: "modes/\(name).a.csv.gz", sealing: name == "opensky_stripped")
  }

  /// Every message with what it was read as and what the peers made of it.
  func readings() throws -> [(reading: ModeSReading, peers: PeerDecode)] {
    var decoder = ModeSDecoder(receiverPosition: receiverPosition, isStateless: isStateless)
    return zip(try messages(), try PeerDecode.decodes(name)).map { message, peers in
      precondition(message.frame.hexadecimal == peers.hexadecimal, "another message stands in the reference")
      return (decoder.decode(message.frame, timeNanoseconds: message.timeNanoseconds), peers)
    }
  }
}
