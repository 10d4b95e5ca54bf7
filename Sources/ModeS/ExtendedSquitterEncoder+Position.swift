extension ExtendedSquitterEncoder {
  /// An airborne position on one of the two CPR grids; senders alternate them.
  /// - Parameters:
  ///   - altitude: Barometric above 1013.25 hPa or GNSS height, which choose among the type codes; nil is barometric
  ///     and not available. To 25 ft up to 50,175 ft, to 100 ft up to 126,700 ft.
  ///   - typeCode: How far off the position may be: 9 (best) ... 18 with a barometric altitude, 20 ... 22 with GNSS
  ///     height. Nil is 11 (within 0.1 NM) or 21.
  ///   - supplementBit: NIC supplement B (version 2) or the single-antenna flag; TIS-B and rebroadcasts have no place
  ///     for it.
  public func airbornePosition(
    _ position: CPRPosition, isOdd: Bool, altitude: ADSBAltitude?,
    surveillanceStatus: AirbornePosition.SurveillanceStatus = .none, typeCode: UInt8? = nil,
    supplementBit: Bool = false, isTimeSynchronised: Bool = false
  ) -> ModeSFrame {
    let isGeometric = altitude?.kind == .geometric
    var field = MessageFieldWriter(
      typeCode: isGeometric ? min(max(typeCode ?? 21, 20), 22) : min(max(typeCode ?? 11, 9), 18))
    field.put(surveillanceStatus.rawValue, 2)
    field.put(isDirect ? supplementBit : isOtherRebroadcast)
    field.put(altitude.map { AltitudeCode.twelveBits(fromFeet: $0.feet) } ?? 0, 12)
    field.put(isTimeSynchronised)
    field.put(CPR.encode(position, isOdd: isOdd))
    return sealed(field)
  }

  /// A surface position on one of the two CPR grids; senders alternate them.
  /// - Parameters:
  ///   - groundspeedKnots: Sent as the band it lies in (0.125 kt wide at a walk, 5 kt above 100 kt); the last is 175 kt
  ///     and more.
  ///   - trackDegrees: Of travel or of the nose, clockwise from north, to 360/128 degrees.
  ///   - typeCode: How far off the position may be: 5 (best) ... 8.
  public func surfacePosition(
    _ position: CPRPosition, isOdd: Bool, groundspeedKnots: Double?, trackDegrees: Double?, typeCode: UInt8 = 7,
    isTimeSynchronised: Bool = false
  ) -> ModeSFrame {
    var field = MessageFieldWriter(typeCode: min(max(typeCode, 5), 8))
    field.put(groundspeedKnots.map(SurfacePosition.movementCode) ?? 0, 7)
    field.putAngle(trackDegrees, bits: 7)
    field.put(isDirect ? isTimeSynchronised : isOtherRebroadcast)
    field.put(CPR.encodeSurface(position, isOdd: isOdd))
    return sealed(field, onGround: true)
  }
}

extension MessageFieldWriter {
  /// The last 35 bits of every position message.
  fileprivate mutating func put(_ code: CPRCode) {
    put(code.isOdd)
    put(code.latitude, 17)
    put(code.longitude, 17)
  }
}

extension SurfacePosition {
  /// The movement code of the band that a speed lies in, whatever its sign; zero, "not available", where not finite.
  static func movementCode(fromKnots knots: Double) -> UInt8 {
    guard knots.isFinite else { return 0 }
    let speed = knots.magnitude
    func code(_ first: Double, from lowest: Double, step: Double) -> UInt8 {
      UInt8(first + ((speed - lowest) / step).rounded(.down))
    }
    switch speed {
    case ..<0.125: return 1
    case ..<1: return code(2, from: 0.125, step: 0.125)
    case ..<2: return code(9, from: 1, step: 0.25)
    case ..<15: return code(13, from: 2, step: 0.5)
    case ..<70: return code(39, from: 15, step: 1)
    case ..<100: return code(94, from: 70, step: 2)
    case ..<175: return code(109, from: 100, step: 5)
    default: return 124
    }
  }
}
