import Geodesy

extension SensorReport: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(kind)
    writer.write(sensor)
    writer.write(time)
    writer.write(means)
    writer.write(position)
    writer.write(positionSigmaMetres)
    writer.write(velocity)
    writer.write(mode3A)
    writer.write(pressureAltitude)
    writer.write(geometricHeight?.metres)
    writer.write(measuredHeight?.metres)
    writer.write(verticalRateMetresPerSecond)
    writer.write(modeSAddress)
    writer.write(callsign)
    writer.write(isOnGround)
    writer.write(emergency)
    writer.write(isSpecialPosition)
    writer.write(localTrackNumber)
    writer.write(external)
    writer.write(aircraft)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(
      kind: try reader.value(), sensor: try reader.value(), time: try reader.value(), means: try reader.value())
    position = try reader.optional()
    positionSigmaMetres = try reader.optional()
    velocity = try reader.optional()
    mode3A = try reader.optional()
    pressureAltitude = try reader.optional()
    geometricHeight = try reader.optional(Double.self).map { EllipsoidalHeight(metres: $0) }
    measuredHeight = try reader.optional(Double.self).map { OrthometricHeight(metres: $0) }
    verticalRateMetresPerSecond = try reader.optional()
    modeSAddress = try reader.optional()
    callsign = try reader.optional()
    isOnGround = try reader.optional()
    emergency = try reader.optional()
    isSpecialPosition = try reader.bool()
    localTrackNumber = try reader.optional()
    external = try reader.optional()
    aircraft = try reader.value()
  }
}

extension MeasuredPosition: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    switch self {
    case .polar(let slantRangeMetres, let azimuthRadians):
      writer.write(UInt8(0))
      writer.write(slantRangeMetres)
      writer.write(azimuthRadians)
    case .geodetic(let latitudeRadians, let longitudeRadians):
      writer.write(UInt8(1))
      writer.write(latitudeRadians)
      writer.write(longitudeRadians)
    }
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    let start = reader.offset
    switch try reader.integer(UInt8.self) {
    case 0: self = .polar(slantRangeMetres: try reader.double(), azimuthRadians: try reader.double())
    case 1: self = .geodetic(latitudeRadians: try reader.double(), longitudeRadians: try reader.double())
    default: throw .invalid(offset: start, what: "measured position")
    }
  }
}

extension PressureAltitudeReport: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(altitude.metres)
    writer.write(isValidated)
    writer.write(isGarbled)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(
      altitude: PressureAltitude(metres: try reader.double()), isValidated: try reader.bool(),
      isGarbled: try reader.bool())
  }
}
