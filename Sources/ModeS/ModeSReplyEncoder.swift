/// Makes replies to interrogations with their parity, which carries the address in all but the all-call reply
/// (ICAO Annex 10 vol. IV, 3.1.2.5-8).
///
/// A code that is too great for its field is held at the greatest.
public struct ModeSReplyEncoder: Sendable {
  /// 24 bits.
  public let address: UInt32

  public init(address: UInt32) { self.address = address & 0xFF_FFFF }

  /// An all-call reply (DF11).
  /// - Parameters:
  ///   - capability: 0 ... 7; 4 on the ground, 5 airborne.
  ///   - interrogatorCode: II 0 ... 15, or SI from 1 on as 16 ... 79; 0 is a squitter.
  /// - Returns: Nil where no interrogator has that code.
  public func allCall(capability: UInt8 = 5, interrogatorCode: UInt8 = 0) -> ModeSFrame? {
    guard interrogatorCode < 80 else { return nil }
    let open = ModeSFrame(start: 11 &<< 27 | UInt32(min(capability, 7)) &<< 24 | address)
    return ModeSCRC.sealed(open, overlay: UInt32(interrogatorCode))
  }

  /// A barometric altitude: DF4, or DF20 with a Comm-B field.
  /// - Parameters:
  ///   - feet: To 25 ft from −1000 to 50,175 ft, to 100 ft up to 126,700 ft; nil is not available.
  ///   - flightStatus: 0 ... 7: airborne 0, on the ground 1, with alert 2 and 3, with alert and identification 4, with
  ///     identification 5.
  public func altitude(_ feet: Int?, flightStatus: UInt8 = 0, commB: MessageField? = nil) -> ModeSFrame {
    surveillance(short: 4, long: 20, flightStatus, AltitudeCode.thirteenBits(fromFeet: feet), commB)
  }

  /// A Mode A code: DF5, or DF21 with a Comm-B field; for the others, see ``altitude(_:flightStatus:commB:)``.
  public func identity(_ squawk: ModeACode, flightStatus: UInt8 = 0, commB: MessageField? = nil) -> ModeSFrame {
    surveillance(short: 5, long: 21, flightStatus, squawk.identityField, commB)
  }

  /// A barometric altitude to another aircraft: DF0, or DF16 with a field for its collision avoidance system (MV).
  /// - Parameters:
  ///   - feet: As of ``altitude(_:flightStatus:commB:)``.
  ///   - sensitivityLevel: SL, 0 ... 7.
  ///   - replyInformation: RI, 0 ... 15.
  public func airToAir(
    _ feet: Int?, isOnGround: Bool = false, sensitivityLevel: UInt8 = 0, replyInformation: UInt8 = 0,
    resolution: MessageField? = nil
  ) -> ModeSFrame {
    let format: UInt32 = resolution == nil ? 0 : 16
    let sensitivity = UInt32(min(sensitivityLevel, 7)) &<< 21
    let information = UInt32(min(replyInformation, 15)) &<< 15
    let start = format &<< 27 | (isOnGround ? 1 &<< 26 : 0) | sensitivity | information
    return sealed(start | UInt32(AltitudeCode.thirteenBits(fromFeet: feet)), resolution)
  }

  private func surveillance(
    short: UInt32, long: UInt32, _ flightStatus: UInt8, _ code: UInt16, _ commB: MessageField?
  ) -> ModeSFrame {
    let format = commB == nil ? short : long
    return sealed(format &<< 27 | UInt32(min(flightStatus, 7)) &<< 24 | UInt32(code), commB)
  }

  private func sealed(_ start: UInt32, _ field: MessageField?) -> ModeSFrame {
    let open = field.map { ModeSFrame(start: start, field: $0) } ?? ModeSFrame(start: start)
    return ModeSCRC.sealed(open, overlay: address)
  }
}
