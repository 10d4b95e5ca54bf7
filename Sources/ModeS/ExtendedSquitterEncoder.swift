/// Makes extended squitters with their parity: for tests, for the simulator, and for people without a receiver.
///
/// Values beyond a field's range are held at its end; "not available" is nil.
public struct ExtendedSquitterEncoder: Sendable {
  /// 24 bits.
  public var address: UInt32
  public var qualifier: AddressQualifier

  public init(address: UInt32, qualifier: AddressQualifier = .transponder) {
    self.address = address & 0xFF_FFFF
    self.qualifier = qualifier
  }

  /// Identification and category.
  public func identification(callsign: Callsign, category: EmitterCategory = EmitterCategory(0xA0)) -> ModeSFrame {
    var field = FieldWriter()
    field.put(UInt64(category.typeCode), 5)
    field.put(UInt64(category.value & 7), 3)
    field.put(callsign.sixBitCharacters, 48)
    return sealed(field)
  }

  /// An airborne position on one of the two CPR grids; senders alternate them.
  public func airbornePosition(
    _ position: CPRPosition, isOdd: Bool, altitude: ADSBAltitude?,
    surveillanceStatus: AirbornePosition.SurveillanceStatus = .none
  ) -> ModeSFrame {
    let code = CPR.encode(position, isOdd: isOdd)
    var field = FieldWriter()
    // The types of the finest accuracy but one: 11 (Rc < 185 m) and 20 or 21.
    field.put(altitude?.kind == .geometric ? 21 : 11, 5)
    field.put(UInt64(surveillanceStatus.rawValue), 2)
    field.put(isOtherAddress ? 1 : 0, 1)
    field.put(altitude.map { UInt64(AltitudeCode.twelveBits(fromFeet: $0.feet)) } ?? 0, 12)
    field.put(0, 1)
    field.put(isOdd ? 1 : 0, 1)
    field.put(UInt64(code.latitude), 17)
    field.put(UInt64(code.longitude), 17)
    return sealed(field)
  }

  /// Velocity over the ground (subtypes 1 and, above 1021 kt, 2).
  public func velocity(
    eastKnots: Double?, northKnots: Double?, verticalRateFeetPerMinute: Double?,
    verticalRateSource: AirborneVelocity.VerticalRateSource = .barometric,
    geometricMinusBarometricFeet: Double? = nil
  ) -> ModeSFrame {
    let fastest = max(eastKnots?.magnitude ?? 0, northKnots?.magnitude ?? 0)
    let step = fastest > 1021 ? 4.0 : 1.0
    var field = startOfVelocity(subtype: step == 4 ? 2 : 1)
    field.putSigned(eastKnots, step: step, bits: 10)
    field.putSigned(northKnots, step: step, bits: 10)
    return endOfVelocity(field, verticalRateFeetPerMinute, verticalRateSource, geometricMinusBarometricFeet)
  }

  /// Velocity through the air (subtypes 3 and, above 1021 kt, 4).
  public func airVelocity(
    headingDegrees: Double?, airspeedKnots: Double?, airspeedKind: AirborneVelocity.AirspeedKind,
    verticalRateFeetPerMinute: Double?, verticalRateSource: AirborneVelocity.VerticalRateSource = .barometric,
    geometricMinusBarometricFeet: Double? = nil
  ) -> ModeSFrame {
    let step = (airspeedKnots ?? 0) > 1021 ? 4.0 : 1.0
    var field = startOfVelocity(subtype: step == 4 ? 4 : 3)
    let heading = headingDegrees.flatMap { $0.isFinite ? $0 - ($0 / 360).rounded(.down) * 360 : nil }
    field.put(heading == nil ? 0 : 1, 1)
    field.put(heading.map { FieldWriter.count($0 * 1024 / 360, most: 1024) & 1023 } ?? 0, 10)
    field.put(UInt64(airspeedKind.rawValue), 1)
    field.put(FieldWriter.magnitude(airspeedKnots, step: step, bits: 10), 10)
    return endOfVelocity(field, verticalRateFeetPerMinute, verticalRateSource, geometricMinusBarometricFeet)
  }

  /// Emergency state and Mode A code.
  public func status(_ status: AircraftStatus) -> ModeSFrame {
    var field = FieldWriter()
    field.put(28, 5)
    field.put(1, 3)
    field.put(UInt64(status.emergency.rawValue), 3)
    field.put(UInt64(status.squawk.identityField), 13)
    field.put(0, 32)
    return sealed(field)
  }

  // MARK: Parts

  private var isOtherAddress: Bool { qualifier == .rebroadcastOther }

  private func startOfVelocity(subtype: UInt64) -> FieldWriter {
    var field = FieldWriter()
    field.put(19, 5)
    field.put(subtype, 3)
    field.put(isOtherAddress ? 1 : 0, 1)
    field.put(0, 1)
    // NACv 1: better than 10 m/s.
    field.put(1, 3)
    return field
  }

  private func endOfVelocity(
    _ start: FieldWriter, _ verticalRate: Double?, _ source: AirborneVelocity.VerticalRateSource,
    _ difference: Double?
  ) -> ModeSFrame {
    var field = start
    field.put(UInt64(source.rawValue), 1)
    field.putSigned(verticalRate, step: 64, bits: 9)
    field.put(0, 2)
    field.putSigned(difference, step: 25, bits: 7)
    return sealed(field)
  }

  private func sealed(_ field: FieldWriter) -> ModeSFrame {
    // DF17 with capability 5 (airborne), or DF18 with its control field.
    let first = qualifier.controlField.map { 18 << 3 | UInt64($0) } ?? (17 << 3 | 5)
    let high = first &<< 56 | UInt64(address) &<< 32 | field.value &>> 24
    let open = ModeSFrame(high: high, low: field.value &<< 40, byteCount: 14)
    return ModeSCRC.sealed(open)
  }
}

/// Builds an ME field from its first bit on.
private struct FieldWriter {
  var value: UInt64 = 0

  mutating func put(_ bits: UInt64, _ count: Int) {
    value = value &<< UInt64(count) | bits & ((1 &<< UInt64(count)) &- 1)
  }

  /// A sign bit and a magnitude counted from one; zeros for "not available".
  mutating func putSigned(_ quantity: Double?, step: Double, bits: Int) {
    put((quantity ?? 0) < 0 ? 1 : 0, 1)
    put(FieldWriter.magnitude(quantity, step: step, bits: bits), bits)
  }

  static func magnitude(_ quantity: Double?, step: Double, bits: Int) -> UInt64 {
    guard let quantity, quantity.isFinite else { return 0 }
    return 1 &+ count(quantity.magnitude / step, most: Double((1 << bits) - 2))
  }

  /// The nearest whole number, held within 0 ... `most`; `value` is finite.
  static func count(_ value: Double, most: Double) -> UInt64 {
    UInt64(max(0, min(most, (value + 0.5).rounded(.down))))
  }
}
