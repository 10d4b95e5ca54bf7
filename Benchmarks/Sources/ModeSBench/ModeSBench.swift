import Foundation
import ModeS

/// Measures the Mode S codec on a Beast file, one thread, processor time, the best of five rounds: `ModeSBench FILE [NAME]`.
/// One line a measure, or that of one name: name, messages a second.
@main
struct ModeSBench {
  static func main() throws {
    guard CommandLine.arguments.count >= 2 else { fatalError("usage: ModeSBench FILE [NAME]") }
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: CommandLine.arguments[1])))
    measure("framing") { frames(bytes) { $0.signalLevel == 255 ? 1 : 0 } }
    measure("fields") { frames(bytes) { fields(of: $0.message) } }
    var decoder = ModeSDecoder()
    measure("full") {
      decoder = ModeSDecoder()
      return frames(bytes) { frame in
        let reading = decoder.decode(frame.message, timeNanoseconds: frame.counterNanoseconds)
        return reading.report?.position == nil ? 0 : 1
      }
    }
    FileHandle.standardError.write(Data("\(decoder.counters)\n\(decoder.squitters.counters)\n".utf8))
  }

  /// Every frame of a stream that comes in pieces of 64 KiB; the sum keeps the work from being left out.
  private static func frames(_ bytes: [UInt8], _ work: (BeastFrame) -> Int) -> Int {
    var reader = BeastReader()
    var sum = 0
    for start in stride(from: 0, to: bytes.count, by: 65_536) {
      reader.append(bytes[start..<min(start + 65_536, bytes.count)])
      while let frame = reader.next() { sum &+= work(frame) }
    }
    check = check &+ sum
    return reader.counters.frames
  }

  /// Parity, and every field of what the message is: what the near-limit loop reads, and the rest.
  private static func fields(of frame: ModeSFrame) -> Int {
    let remainder = ModeSCRC.syndrome(frame)
    switch frame.downlinkFormat {
    case 17, 18:
      guard remainder == 0, let message = try? ExtendedSquitter(frame) else { return 0 }
      switch message.content {
      case .identification(let identification): return Int(truncatingIfNeeded: identification.callsign.ascii)
      case .airbornePosition(let position):
        return (position.altitudeFeet ?? 0) &+ Int(position.cpr.latitude) &+ Int(position.cpr.longitude)
      case .velocity(let velocity):
        return Int(velocity.groundspeedKnots ?? 0) &+ Int(velocity.trackDegrees ?? 0)
          &+ (velocity.verticalRateFeetPerMinute ?? 0)
      case .surfacePosition(let position): return Int(position.groundspeedKnots ?? 0) &+ Int(position.cpr.latitude)
      default: return Int(truncatingIfNeeded: message.address)
      }
    case 11: return remainder < 80 ? Int(frame.announcedAddress) : 0
    default:
      let reply = SurveillanceReply(frame)
      return Int(remainder) &+ (reply.altitudeFeet ?? 0) &+ Int(reply.squawk?.value ?? 0)
    }
  }

  nonisolated(unsafe) private static var check = 0

  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// - Parameter work: Returns how many messages it worked on.
  private static func measure(_ name: String, rounds: Int = 5, _ work: () -> Int) {
    guard CommandLine.arguments.count == 2 || CommandLine.arguments[2] == name else { return }
    var best = 0.0
    for _ in 0..<rounds {
      let began = processorSeconds()
      let messages = work()
      best = max(best, Double(messages) / (processorSeconds() - began))
    }
    print(name, Int(best))
  }
}
