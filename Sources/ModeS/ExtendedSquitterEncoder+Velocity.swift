extension ExtendedSquitterEncoder {
  /// Velocity over the ground: subtype 1 in steps of 1 kt and, where a component is above 1021 kt, subtype 2 in steps
  /// of 4.
  /// - Parameters:
  ///   - verticalRateFeetPerMinute: Climb positive, in steps of 64 up to 32,640.
  ///   - geometricMinusBarometricFeet: GNSS height less barometric altitude, in steps of 25 up to 3150.
  ///   - navigationAccuracyCategory: NACv, 0 ... 7; 1 is better than 10 m/s.
  public func velocity(
    eastKnots: Double?, northKnots: Double?, verticalRateFeetPerMinute: Double?,
    verticalRateSource: AirborneVelocity.VerticalRateSource = .barometric,
    geometricMinusBarometricFeet: Double? = nil, navigationAccuracyCategory: UInt8 = 1
  ) -> ModeSFrame {
    let isFast = Self.isSupersonic(eastKnots) || Self.isSupersonic(northKnots)
    var field = startOfVelocity(subtype: isFast ? 2 : 1, navigationAccuracyCategory)
    field.putSigned(eastKnots, step: isFast ? 4 : 1, bits: 10)
    field.putSigned(northKnots, step: isFast ? 4 : 1, bits: 10)
    return endOfVelocity(field, verticalRateFeetPerMinute, verticalRateSource, geometricMinusBarometricFeet)
  }

  /// Velocity through the air: subtype 3 in steps of 1 kt and, above 1021 kt, subtype 4 in steps of 4. What is not
  /// described here is as in the velocity over the ground.
  /// - Parameter headingDegrees: Clockwise from magnetic or true north, to 360/1024 degrees.
  public func airVelocity(
    headingDegrees: Double?, airspeedKnots: Double?, airspeedKind: AirborneVelocity.AirspeedKind,
    verticalRateFeetPerMinute: Double?, verticalRateSource: AirborneVelocity.VerticalRateSource = .barometric,
    geometricMinusBarometricFeet: Double? = nil, navigationAccuracyCategory: UInt8 = 1
  ) -> ModeSFrame {
    let isFast = Self.isSupersonic(airspeedKnots)
    var field = startOfVelocity(subtype: isFast ? 4 : 3, navigationAccuracyCategory)
    field.putAngle(headingDegrees, bits: 10)
    field.put(airspeedKind.rawValue, 1)
    field.putMagnitude(airspeedKnots, step: isFast ? 4 : 1, bits: 10)
    return endOfVelocity(field, verticalRateFeetPerMinute, verticalRateSource, geometricMinusBarometricFeet)
  }

  /// Whether a speed has no place in a message of steps of 1 kt.
  private static func isSupersonic(_ knots: Double?) -> Bool {
    knots.map { $0.isFinite && $0.magnitude > 1021 } ?? false
  }

  private func startOfVelocity(subtype: UInt8, _ accuracy: UInt8) -> MessageFieldWriter {
    var field = MessageFieldWriter(typeCode: 19)
    field.put(subtype, 3)
    // The intent change flag, or the IMF.
    field.put(isOtherRebroadcast)
    field.skip(to: 11)
    field.put(accuracy, 3)
    return field
  }

  private func endOfVelocity(
    _ start: MessageFieldWriter, _ verticalRate: Double?, _ source: AirborneVelocity.VerticalRateSource,
    _ difference: Double?
  ) -> ModeSFrame {
    var field = start
    field.put(source.rawValue, 1)
    field.putSigned(verticalRate, step: 64, bits: 9)
    field.skip(to: 49)
    field.putSigned(difference, step: 25, bits: 7)
    return sealed(field)
  }
}
