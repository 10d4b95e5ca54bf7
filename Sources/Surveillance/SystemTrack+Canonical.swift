import Geodesy

extension SystemTrack: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(number)
    writer.write(page)
    writer.write(status)
    writer.write(time)
    writer.write(latitudeRadians)
    writer.write(longitudeRadians)
    writer.write(velocity)
    writer.write(isVelocityKnown)
    writer.write(positionCovariance)
    writer.write(pressureAltitude?.metres)
    writer.write(geometricHeight?.metres)
    writer.write(measuredHeight?.metres)
    writer.write(estimatedHeight)
    writer.write(verticalRateMetresPerSecond)
    writer.write(mode3A)
    writer.write(modeSAddress)
    writer.write(callsign)
    writer.write(isOnGround)
    writer.write(isSpecialPosition)
    writer.write(emergency)
    writer.write(means)
    writer.write(contributions)
    writer.write(firstSeen)
    writer.write(lastUpdate)
    writer.write(updates)
    writer.write(external)
    writer.write(alsoTracked)
    writer.write(aircraft)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    number = try reader.value()
    page = try reader.value()
    status = try reader.value()
    time = try reader.value()
    latitudeRadians = try reader.double()
    longitudeRadians = try reader.double()
    velocity = try reader.value()
    isVelocityKnown = try reader.bool()
    positionCovariance = try reader.value()
    pressureAltitude = try reader.optional(Double.self).map { PressureAltitude(metres: $0) }
    geometricHeight = try reader.optional(Double.self).map { EllipsoidalHeight(metres: $0) }
    measuredHeight = try reader.optional(Double.self).map { OrthometricHeight(metres: $0) }
    estimatedHeight = try reader.optional()
    verticalRateMetresPerSecond = try reader.optional()
    mode3A = try reader.optional()
    modeSAddress = try reader.optional()
    callsign = try reader.optional()
    isOnGround = try reader.bool()
    isSpecialPosition = try reader.bool()
    emergency = try reader.optional()
    means = try reader.value()
    contributions = try reader.list()
    firstSeen = try reader.value()
    lastUpdate = try reader.value()
    updates = try reader.integer()
    external = try reader.optional()
    alsoTracked = try reader.list()
    aircraft = try reader.value()
  }
}

extension EstimatedHeight: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(height.metres)
    writer.write(sigmaMetres)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(height: EllipsoidalHeight(metres: try reader.double()), sigmaMetres: try reader.double())
  }
}

extension GroundVelocity: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(eastMetresPerSecond)
    writer.write(northMetresPerSecond)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(eastMetresPerSecond: try reader.double(), northMetresPerSecond: try reader.double())
  }
}

extension Mode3AReply: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(code)
    writer.write(isValidated)
    writer.write(isGarbled)
    writer.write(isSmoothed)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(
      code: try reader.value(), isValidated: try reader.bool(), isGarbled: try reader.bool(),
      isSmoothed: try reader.bool())
  }
}
