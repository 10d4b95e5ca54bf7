import ModeS
import Testing

@testable import Feeds

/// Streams of each receiver protocol, made here.
enum MadeStreams {
  static let uatDownlink = "-00a66ef135445d525a0c0519119021204800;"
  static let uatUplink = "+" + String(repeating: "3c", count: 432) + ";rs=5;"

  /// A serial number.
  static let basicID = "02125649474945303030303030303030303030303031000000"

  static func frame(ticks: UInt64) throws -> BeastFrame {
    let message = try #require(ModeSFrame(hexadecimal: "8D40621D58C382D690C8AC2863A7"))
    return try #require(BeastFrame(timestamp: ticks, signalLevel: 0x1A, message: message))
  }

  /// How many datagrams come of ``octets(_:)``.
  static func units(_ receiver: ReceiverProtocol) -> Int { receiver == .uat ? 120 : 300 }

  static func octets(_ receiver: ReceiverProtocol) -> [UInt8] {
    switch receiver {
    case .beast: beast
    case .avr: text { "@\(twelveDigits($0))8D40621D58C382D690C8AC2863A7;" }
    case .sbs: text { "MSG,3,1,1,\(String(0xABC000 + $0, radix: 16)),1,,,,,,\(25 * $0),,,48.5,2.25,,,0,0,0,0" }
    case .uat: text(120) { $0 % 40 == 0 ? uatUplink : "\(uatDownlink)t=\(1_700_000_000 + $0).25;" }
    case .remoteID:
      text { #"{"timestamp":\#(1_700_000_000 + $0),"transmitter":"AA:BB:CC:DD:EE:FF","hex":"\#(basicID)"}"# }
    }
  }

  private static func text(_ count: Int = 300, _ line: (Int) -> String) -> [UInt8] {
    Array((0..<count).map { line($0) + ($0 % 2 == 0 ? "\n" : "\r\n") }.joined().utf8)
  }

  private static func twelveDigits(_ number: Int) -> String {
    let digits = String(number * 12_000, radix: 16)
    return String(repeating: "0", count: 12 - digits.count) + digits
  }

  private static var beast: [UInt8] {
    var octets: [UInt8] = []
    for number in 0..<300 as Range<UInt64> {
      if number % 50 == 0 { BeastFrame.encode(receiverIdentifier: 0x1A00 + number, into: &octets) }
      try? frame(ticks: 0x1A00 + number).encode(into: &octets)
    }
    return octets
  }
}
