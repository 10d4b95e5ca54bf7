import ModeS

/// One Mode S frame as the log holds it: where the stream named its receiver, the octet 0xE3 and eight octets of
/// identifier; then type, six octets of counter, level, message.
struct ReceivedFrame: Sendable {
  /// Which of the receivers behind one feed heard it; zero where the stream does not say.
  let receiverIdentifier: UInt64
  /// Whether a multilateration client made it up from several receivers' times.
  let isMultilaterated: Bool
  /// 255 is full scale (0 dBFS, amplitude); zero where the receiver does not say.
  let signalLevel: UInt8
  let message: ModeSFrame

  init?(_ payload: [UInt8]) {
    var octets = payload[...]
    var identifier: UInt64 = 0
    if octets.first == 0xE3 {
      guard octets.count > 9 else { return nil }
      identifier = octets[1...8].reduce(0) { $0 &<< 8 | UInt64($1) }
      octets = octets.dropFirst(9)
    }
    guard octets.count > 8, let message = ModeSFrame(octets.dropFirst(8)) else { return nil }
    let header = octets.prefix(8)
    receiverIdentifier = identifier
    isMultilaterated = header.dropFirst().prefix(6).elementsEqual([0xFF, 0x00, 0x4D, 0x4C, 0x41, 0x54])
    signalLevel = header.last ?? 0
    self.message = message
  }
}
