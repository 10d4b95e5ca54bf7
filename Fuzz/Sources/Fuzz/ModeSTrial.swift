import ModeS

/// The Mode S and UAT decoders.
enum ModeSTrial {
  /// Messages of 14 or 7 octets, each after an octet that says which and how much time went by; decoded with all that came
  /// before, written as JSON, and the state of the decoder written and read back.
  static func decodeMessages(_ octets: [UInt8]) {
    var decoder = ModeSDecoder()
    var writer = ModeSJSONWriter()
    var time: Int64 = 0
    var rest = octets[...]
    while let control = rest.popFirst() {
      let count = control & 1 == 0 ? 14 : control & 2 == 0 ? 7 : 2
      guard rest.count >= count, var frame = ModeSFrame(rest.prefix(count)) else { break }
      rest.removeFirst(count)
      // Most mutations break the parity, and what is behind it would hardly be met.
      if control & 4 == 0 { frame = ModeSCRC.sealed(frame, overlay: control & 8 == 0 ? 0 : 0x4B17FE) }
      time = control == 0xFF ? Int64.max : time &+ (Int64(control &>> 4) &- 4) &* 700_000_000
      writer.write(decoder.decode(frame, timeNanoseconds: time), received: frame, signalLevel: control)
    }
    var state: [UInt8] = []
    decoder.squitters.encode(into: &state)
    guard let again = try? ADSBDecoder(decoding: state) else {
      preconditionFailure("a decoder's state does not read back")
    }
    precondition(again.aircraft == decoder.squitters.aircraft, "a decoder's state changes on the way")
    _ = try? ADSBDecoder(decoding: octets)
  }

  /// A Beast stream whole, and in two pieces: the same frames; each encodes to what reads as itself.
  static func readBeast(_ octets: [UInt8]) {
    func frames(_ pieces: [ArraySlice<UInt8>]) -> [BeastFrame] {
      var reader = BeastReader()
      var frames: [BeastFrame] = []
      for piece in pieces {
        reader.append(piece)
        while let frame = reader.next() { frames.append(frame) }
      }
      return frames
    }
    let whole = frames([octets[...]])
    let cut = octets.count / 3
    precondition(whole == frames([octets[..<cut], octets[cut...]]), "a cut changes the frames")
    var bytes: [UInt8] = []
    for frame in whole { frame.encode(into: &bytes) }
    precondition(frames([bytes[...]]) == whole, "frames do not encode to themselves")
  }

  static func readLines(_ octets: [UInt8]) {
    for line in octets.split(separator: 0x0A) {
      guard let found = AVRLine.parse(String(decoding: line, as: UTF8.self)) else { continue }
      let again = AVRLine.parse(
        AVRLine.text(timestamp: found.timestamp, signalLevel: found.signalLevel, message: found.message))
      precondition(again.map { $0 == found } ?? false, "an AVR line does not encode to itself")
    }
  }

  static func readUAT(_ octets: [UInt8]) {
    var writer = ModeSJSONWriter()
    for line in octets.split(separator: 0x0A) {
      guard case .downlink(let frame, _)? = try? UATLine(String(decoding: line, as: UTF8.self)),
        let message = try? UATMessage(frame)
      else { continue }
      writer.write(message, timeNanoseconds: nil)
    }
  }
}
