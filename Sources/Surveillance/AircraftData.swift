/// What an aircraft, or a sensor about it, reported beside position, velocity and identity.
///
/// Values keep the unit people use for them, named in the field; they are shown to operators, not computed with.
public struct AircraftData: Hashable, Sendable {
  /// As aircraft code it: set letter in the upper four bits, number in the lower (0xA5: A5, heavy).
  public var emitterCategory: UInt8?
  public var adsbVersion: UInt8?
  /// Navigation accuracy category, position.
  public var nacP: UInt8?
  /// Navigation accuracy category, velocity.
  public var nacV: UInt8?
  /// Navigation integrity category.
  public var nic: UInt8?
  /// Source integrity level.
  public var sil: UInt8?
  public var selectedAltitudeFeet: Double?
  public var barometricSettingHectopascals: Double?
  public var rollDegrees: Double?
  public var trackAngleRateDegreesPerSecond: Double?
  public var trueAirspeedKnots: Double?
  public var indicatedAirspeedKnots: Double?
  public var mach: Double?
  public var magneticHeadingDegrees: Double?
  public var flightStatus: FlightStatus?
  /// The radar's signal amplitude, dBm.
  public var amplitudeDecibelMilliwatts: Double?
  /// Flight plan facts that another system correlated: departure and destination (ICAO location indicators), type.
  public var departure: Callsign?
  public var destination: Callsign?
  public var aircraftType: Callsign?
  /// Set where an unmanned aircraft speaks of itself by Remote ID.
  public var unmanned: UnmannedAircraft?

  /// Nothing known.
  public init() {}

  /// Takes over what `newer` knows; keeps the rest.
  public mutating func merge(_ newer: AircraftData) {
    emitterCategory = newer.emitterCategory ?? emitterCategory
    adsbVersion = newer.adsbVersion ?? adsbVersion
    nacP = newer.nacP ?? nacP
    nacV = newer.nacV ?? nacV
    nic = newer.nic ?? nic
    sil = newer.sil ?? sil
    selectedAltitudeFeet = newer.selectedAltitudeFeet ?? selectedAltitudeFeet
    barometricSettingHectopascals = newer.barometricSettingHectopascals ?? barometricSettingHectopascals
    rollDegrees = newer.rollDegrees ?? rollDegrees
    trackAngleRateDegreesPerSecond = newer.trackAngleRateDegreesPerSecond ?? trackAngleRateDegreesPerSecond
    trueAirspeedKnots = newer.trueAirspeedKnots ?? trueAirspeedKnots
    indicatedAirspeedKnots = newer.indicatedAirspeedKnots ?? indicatedAirspeedKnots
    mach = newer.mach ?? mach
    magneticHeadingDegrees = newer.magneticHeadingDegrees ?? magneticHeadingDegrees
    flightStatus = newer.flightStatus ?? flightStatus
    amplitudeDecibelMilliwatts = newer.amplitudeDecibelMilliwatts ?? amplitudeDecibelMilliwatts
    departure = newer.departure ?? departure
    destination = newer.destination ?? destination
    aircraftType = newer.aircraftType ?? aircraftType
    if let statement = newer.unmanned {
      var known = unmanned ?? statement
      known.merge(statement)
      unmanned = known
    }
  }
}

extension AircraftData: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(emitterCategory)
    writer.write(adsbVersion)
    writer.write(nacP)
    writer.write(nacV)
    writer.write(nic)
    writer.write(sil)
    writer.write(selectedAltitudeFeet)
    writer.write(barometricSettingHectopascals)
    writer.write(rollDegrees)
    writer.write(trackAngleRateDegreesPerSecond)
    writer.write(trueAirspeedKnots)
    writer.write(indicatedAirspeedKnots)
    writer.write(mach)
    writer.write(magneticHeadingDegrees)
    writer.write(flightStatus)
    writer.write(amplitudeDecibelMilliwatts)
    writer.write(departure)
    writer.write(destination)
    writer.write(aircraftType)
    writer.write(unmanned)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    emitterCategory = try reader.optional()
    adsbVersion = try reader.optional()
    nacP = try reader.optional()
    nacV = try reader.optional()
    nic = try reader.optional()
    sil = try reader.optional()
    selectedAltitudeFeet = try reader.optional()
    barometricSettingHectopascals = try reader.optional()
    rollDegrees = try reader.optional()
    trackAngleRateDegreesPerSecond = try reader.optional()
    trueAirspeedKnots = try reader.optional()
    indicatedAirspeedKnots = try reader.optional()
    mach = try reader.optional()
    magneticHeadingDegrees = try reader.optional()
    flightStatus = try reader.optional()
    amplitudeDecibelMilliwatts = try reader.optional()
    departure = try reader.optional()
    destination = try reader.optional()
    aircraftType = try reader.optional()
    unmanned = try reader.optional()
  }
}
