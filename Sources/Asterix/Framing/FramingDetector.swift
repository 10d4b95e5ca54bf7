/// Recognises a framing by content.
struct FramingDetector {
  /// How much of the input is looked at: twice the largest block, so that one whole block is among it.
  static let prefixBytes = 1 << 17
  /// How much there must be for a first look; each further look waits for twice as much.
  static let firstLookBytes = 4096

  enum Outcome {
    case found(Framing)
    /// A sentence that says what was expected and what was found.
    case unknown(String)
  }

  /// - Parameters:
  ///   - bytes: The beginning of the input.
  ///   - isWhole: Whether that is all of it.
  static func detect(_ bytes: ArraySlice<UInt8>, isWhole: Bool) -> Outcome {
    guard !bytes.isEmpty else {
      return .unknown("the input is empty: expected ASTERIX data blocks or a recording of them")
    }
    if let capture = captureFormat(bytes) { return .found(capture) }
    if RFFFrame.isHeader(bytes) { return .found(.rff) }
    if isHDLC(bytes) { return .found(.hdlc) }
    var best: (framing: Framing, chain: Chain)?
    for framing in [Framing.raw, .final, .iossSequence, .oradis, .gps] {
      let chain = follow(framing, bytes, isWhole: isWhole)
      if chain.isConvincing && chain.octets > best?.chain.octets ?? 0 { best = (framing, chain) }
    }
    if let best { return .found(best.framing) }
    return .unknown(reason(bytes, isWhole: isWhole))
  }

  private static func captureFormat(_ bytes: ArraySlice<UInt8>) -> Framing? {
    switch Array(bytes.prefix(4)) {
    case [0xA1, 0xB2, 0xC3, 0xD4], [0xD4, 0xC3, 0xB2, 0xA1], [0xA1, 0xB2, 0x3C, 0x4D], [0x4D, 0x3C, 0xB2, 0xA1]: .pcap
    case [0x0A, 0x0D, 0x0D, 0x0A]: .pcapng
    default: nil
    }
  }

  /// Whether the input begins with a frame between flags whose check sequence is right.
  private static func isHDLC(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.first == HDLCFrame.flag else { return false }
    for candidate in bytes.prefix(1 << 16).split(separator: HDLCFrame.flag).prefix(4) {
      guard let frame = HDLCFrame.unescaped(candidate), frame.count >= HDLCFrame.octetsMin else { continue }
      if HDLCFrame.checks(frame) { return true }
    }
    return false
  }

  private static func reason(_ bytes: ArraySlice<UInt8>, isWhole: Bool) -> String {
    let first = bytes.prefix(8).map { hexadecimal($0) }.joined(separator: " ")
    let category = bytes[bytes.startIndex]
    if bytes.count >= 3 && isWhole && BlockPlausibility.isAssigned(category) {
      let length = Int(bytes[bytes.startIndex + 1]) << 8 | Int(bytes[bytes.startIndex + 2])
      if length > bytes.count {
        return "the input may begin with a block of category \(category) and \(length) octets, but ends after "
          + "\(bytes.count) (it begins \(first))"
      }
    }
    return
      "expected ASTERIX data blocks, or a FINAL, IOSS, RFF, ORADIS, GPS, HDLC, pcap or pcapng recording of them; found octets that "
      + "are none of these (they begin \(first))"
  }

  private static func hexadecimal(_ octet: UInt8) -> String {
    let text = String(octet, radix: 16, uppercase: true)
    return octet < 16 ? "0" + text : text
  }

  // MARK: Following a framing

  /// How far a framing explains the input.
  private struct Chain {
    var frames = 0
    var octets = 0
    /// Whether nothing contradicts the framing up to the end of what is looked at.
    var isUnbroken = true
    /// Whether the input ends with a whole frame.
    var endsWhole = false
    /// Whether there is no more of the input than two frames' worth, and nothing in the first was refused.
    var isShort = false
    var records = 0
    var refusals = 0
    var opaqueBlocks = 0

    var isConvincing: Bool {
      if frames == 0 { return false }
      if records + refusals > 0 && records < refusals { return frames >= 8 && isUnbroken }
      // One frame that happens to read is no evidence, unless it is all there is.
      if records > 0 { return isUnbroken ? frames >= 2 || endsWhole || isShort : frames >= 4 }
      return isUnbroken && (endsWhole || frames >= 4)
    }
  }

  private static func follow(_ framing: Framing, _ bytes: ArraySlice<UInt8>, isWhole: Bool) -> Chain {
    var chain = Chain()
    var decoder = AsterixDecoder()
    var datagram = DecodedDatagram()
    var place = bytes.startIndex + (framing == .gps ? GPSFrame.fileHeaderBytes : 0)
    guard place < bytes.endIndex else { return chain }
    while place < bytes.endIndex && chain.frames < 256 {
      let rest = bytes[place...]
      guard let frame = frame(framing, rest) else {
        // Too short to tell: the last frame of the prefix, or of a recording cut short.
        chain.isUnbroken = rest.count < 3
        return chain
      }
      guard frame.length <= rest.count else {
        chain.isUnbroken = !isWhole || chain.frames > 0
        chain.isShort = isWhole && chain.refusals == 0 && rest.count <= chain.octets
        return chain
      }
      let payload = rest[place + frame.payload.lowerBound..<place + frame.payload.upperBound]
      guard BlockPlausibility.isBlockChain(payload), BlockPlausibility.isAssigned(payload[payload.startIndex]) else {
        chain.isUnbroken = false
        return chain
      }
      decoder.decode(Array(payload), into: &datagram)
      chain.frames += 1
      chain.records += datagram.records.count
      chain.refusals += datagram.refusals.count
      chain.opaqueBlocks += datagram.opaqueBlocks.count
      place += frame.length
      chain.octets = place - bytes.startIndex
    }
    chain.endsWhole = place >= bytes.endIndex
    return chain
  }

  /// The length of the frame at the start of `bytes` and where its payload lies in it; nil where it is none.
  private static func frame(_ framing: Framing, _ bytes: ArraySlice<UInt8>) -> (length: Int, payload: Range<Int>)? {
    guard bytes.count >= 3 else { return nil }
    let first = bytes.startIndex
    switch framing {
    case .raw:
      guard bytes[first] != 0 else { return nil }
      let length = Int(bytes[first + 1]) << 8 | Int(bytes[first + 2])
      return length >= 3 ? (length, 0..<length) : nil
    case .gps:
      guard bytes[first] != 0 else { return nil }
      let length = Int(bytes[first + 1]) << 8 | Int(bytes[first + 2])
      // The last block may lack its trailer.
      return length >= 3 ? (min(length + GPSFrame.trailerBytes, max(length, bytes.count)), 0..<length) : nil
    case .final:
      let length = Int(bytes[first]) << 8 | Int(bytes[first + 1])
      return length >= 15 ? (length, 8..<length - 4) : nil
    case .iossSequence:
      let length = Int(bytes[first]) << 8 | Int(bytes[first + 1])
      return length >= 19 ? (length, 12..<length - 4) : nil
    case .oradis:
      let length = Int(bytes[first]) << 8 | Int(bytes[first + 1])
      return length >= 9 ? (length, 6..<length) : nil
    case .rff, .hdlc, .pcap, .pcapng: return nil
    }
  }
}
