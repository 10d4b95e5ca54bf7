import ModeS

/// Why octets are no report, and where.
public struct ReceiverReportDecodingError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Reason: Hashable, Sendable {
    case unknownVersion(UInt8)
    case truncated
    /// Octets after the report.
    case trailingOctets(Int)
    /// A presence bit, a code or a value that no encoder writes.
    case invalidValue
  }

  public let reason: Reason
  /// Counted from the first octet given.
  public let octet: Int

  public var description: String {
    let what =
      switch reason {
      case .unknownVersion(let version):
        "version \(version) of the binary form, not \(ReceiverReport.binaryVersion): use the program that wrote it"
      case .truncated: "the report ends too early"
      case .trailingOctets(let count): "\(count) octets after the end of the report"
      case .invalidValue: "a value that no report has"
      }
    return "octet \(octet): \(what)"
  }
}

extension ReceiverReport {
  /// First octet of the binary form.
  public static let binaryVersion: UInt8 = 1

  /// Appends the canonical binary form: equal reports give equal octets, and only those are accepted back.
  ///
  /// Big-endian: version (1 octet), presence bits (8), source (1), 0 or 1 whether the address is an ICAO address (1),
  /// address (3), then the values present in the order of their bits: the order of the calls here, from bit 0.
  /// What is no finite number is left out.
  public func encode(into octets: inout [UInt8]) {
    var writer = ReceiverReportWriter()
    writer.put(timeNanoseconds)
    writer.put(sbsKind)
    writer.put48(callsign?.sixBitCharacters)
    writer.put(category?.value)
    writer.put(squawk?.value)
    writer.put(emergency)
    writer.put(isAlert)
    writer.put(isSpecialPositionIdentification)
    writer.put(position?.latitudeDegrees)
    writer.put(position?.longitudeDegrees)
    writer.put(positionAgeSeconds)
    writer.put(isOnGround)
    writer.put(altitudeBarometricFeet)
    writer.put(altitudeGeometricFeet)
    writer.put(groundspeedKnots)
    writer.put(trackDegrees)
    writer.put(trueHeadingDegrees)
    writer.put(magneticHeadingDegrees)
    writer.put(indicatedAirspeedKnots)
    writer.put(trueAirspeedKnots)
    writer.put(mach)
    writer.put(verticalRateFeetPerMinute)
    writer.put(verticalRateSource)
    writer.put(rollDegrees)
    writer.put(trackRateDegreesPerSecond)
    writer.put(selectedAltitudeMCPFeet)
    writer.put(selectedAltitudeFMSFeet)
    writer.put(selectedHeadingDegrees)
    writer.put(qnhHectopascals)
    writer.put(nic)
    writer.put(nicBarometric)
    writer.put(containmentRadiusMetres)
    writer.put(nacPosition)
    writer.put(nacVelocity)
    writer.put(sil)
    writer.put(silType)
    writer.put(sda)
    writer.put(gva)
    writer.put(version)
    writer.put(signalLevelDBFS)
    writer.put(messageCount)

    octets.append(Self.binaryVersion)
    octets.appendBigEndian(writer.presence)
    octets.append(source.rawValue)
    octets.append(address.isICAO ? 1 : 0)
    octets.append(UInt8(truncatingIfNeeded: address.value &>> 16))
    octets.append(UInt8(truncatingIfNeeded: address.value &>> 8))
    octets.append(UInt8(truncatingIfNeeded: address.value))
    octets += writer.octets
  }

  /// Reads back what `encode(into:)` appended: all of the octets, and nothing else.
  public init(decoding octets: ArraySlice<UInt8>) throws(ReceiverReportDecodingError) {
    var reader = ReceiverReportReader(octets)
    let version = UInt8(truncatingIfNeeded: try reader.number(octets: 1))
    guard version == Self.binaryVersion else {
      throw ReceiverReportDecodingError(reason: .unknownVersion(version), octet: 0)
    }
    reader.presence = try reader.number(octets: 8)
    guard let source = ReceiverSource(rawValue: UInt8(truncatingIfNeeded: try reader.number(octets: 1))) else {
      throw reader.invalid()
    }
    let isICAO = try reader.number(octets: 1)
    guard isICAO <= 1 else { throw reader.invalid() }
    let address = UInt32(truncatingIfNeeded: try reader.number(octets: 3))
    self.init(address: ReceiverAddress(address, isICAO: isICAO == 1), source: source)
    try readIdentity(&reader)
    try readPosition(&reader)
    try readMotion(&reader)
    try readIntent(&reader)
    try readQuality(&reader)
    try reader.finish()
  }

  private mutating func readIdentity(_ reader: inout ReceiverReportReader) throws(ReceiverReportDecodingError) {
    timeNanoseconds = try reader.integer()
    sbsKind = try reader.code()
    callsign = try reader.callsign()
    category = try reader.integer().map { EmitterCategory($0) }
    squawk = try reader.squawk()
    emergency = try reader.code()
    isAlert = try reader.flag()
    isSpecialPositionIdentification = try reader.flag()
  }

  private mutating func readPosition(_ reader: inout ReceiverReportReader) throws(ReceiverReportDecodingError) {
    let latitude = try reader.double()
    let longitude = try reader.double()
    switch (latitude, longitude) {
    case (nil, nil): position = nil
    case (let latitude?, let longitude?):
      guard let place = Position(latitudeDegrees: latitude, longitudeDegrees: longitude) else { throw reader.invalid() }
      position = place
    default: throw reader.invalid()
    }
    positionAgeSeconds = try reader.double()
    isOnGround = try reader.flag()
    altitudeBarometricFeet = try reader.integer()
    altitudeGeometricFeet = try reader.integer()
  }

  private mutating func readMotion(_ reader: inout ReceiverReportReader) throws(ReceiverReportDecodingError) {
    groundspeedKnots = try reader.double()
    trackDegrees = try reader.double()
    trueHeadingDegrees = try reader.double()
    magneticHeadingDegrees = try reader.double()
    indicatedAirspeedKnots = try reader.double()
    trueAirspeedKnots = try reader.double()
    mach = try reader.double()
    verticalRateFeetPerMinute = try reader.integer()
    verticalRateSource = try reader.code()
    rollDegrees = try reader.double()
    trackRateDegreesPerSecond = try reader.double()
  }

  private mutating func readIntent(_ reader: inout ReceiverReportReader) throws(ReceiverReportDecodingError) {
    selectedAltitudeMCPFeet = try reader.integer()
    selectedAltitudeFMSFeet = try reader.integer()
    selectedHeadingDegrees = try reader.double()
    qnhHectopascals = try reader.double()
  }

  private mutating func readQuality(_ reader: inout ReceiverReportReader) throws(ReceiverReportDecodingError) {
    nic = try reader.integer()
    nicBarometric = try reader.integer()
    containmentRadiusMetres = try reader.double()
    nacPosition = try reader.integer()
    nacVelocity = try reader.integer()
    sil = try reader.integer()
    silType = try reader.code()
    sda = try reader.integer()
    gva = try reader.integer()
    version = try reader.integer()
    signalLevelDBFS = try reader.double()
    messageCount = try reader.integer()
  }
}
