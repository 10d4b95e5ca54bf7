public import ModeS

extension ReceiverReport {
  /// What a UAT message says; one without a state vector says next to nothing.
  public init(_ message: UATMessage, timeNanoseconds: Int64?) {
    self.init(address: ReceiverAddress(message.address, isICAO: message.addressQualifier.isICAOAddress), source: .uat)
    if !message.addressQualifier.isDirect {
      source = message.addressQualifier == .tisB ? .tisbICAO : .tisbOther
    }
    self.timeNanoseconds = timeNanoseconds
    altitudeBarometricFeet = message.barometricAltitudeFeet.map { Int32(truncatingIfNeeded: $0) }
    altitudeGeometricFeet = message.geometricAltitudeFeet.map { Int32(truncatingIfNeeded: $0) }
    if let state = message.stateVector { take(state) }
    if let status = message.modeStatus { take(status) }
  }

  private mutating func take(_ state: UATStateVector) {
    if let latitude = state.latitudeDegrees, let longitude = state.longitudeDegrees {
      position = Position(latitudeDegrees: latitude, longitudeDegrees: longitude)
    }
    nic = state.navigationIntegrityCategory
    if state.airGroundState != .reserved { isOnGround = state.isOnGround }
    groundspeedKnots = state.groundspeedKnots
    trackDegrees = state.trackDegrees
    switch state.headingReference {
    case .magneticNorth: magneticHeadingDegrees = state.headingDegrees
    case .trueNorth: trueHeadingDegrees = state.headingDegrees
    case nil: break
    }
    verticalRateFeetPerMinute = state.verticalRateFeetPerMinute.map { Int32(truncatingIfNeeded: $0) }
    verticalRateSource = state.verticalRateSource.map { $0 == .barometric ? .barometric : .geometric }
  }

  private mutating func take(_ status: UATModeStatus) {
    callsign = status.callsign.flatMap { Callsign($0.description) }
    squawk = status.squawk.map { ModeACode($0) }
    emergency = EmergencyState(rawValue: status.emergencyCode)
    isSpecialPositionIdentification = status.isIdentActive
    category = status.emitterCategoryCode.flatMap(Self.category)
    version = status.uatVersion
    nacPosition = status.positionAccuracyCategory
    nacVelocity = status.velocityAccuracyCategory
    sil = status.sourceIntegrityLevel
    sda = status.systemDesignAssurance
    gva = status.geometricVerticalAccuracy
    silType = status.isIntegrityPerSample.map { $0 ? .perSample : .perHour }
  }

  /// UAT counts its categories from 0 to 39 where 1090 MHz has sets A to D of eight each.
  private static func category(_ code: UInt8) -> EmitterCategory? {
    guard code > 0, code < 32 else { return nil }
    let category = EmitterCategory((0xA &+ code &>> 3) &<< 4 | code & 7)
    return category.isKnown ? category : nil
  }
}
