import ModeS

/// One line of SBS (BaseStation) text, port 30003: up to 22 columns between commas.
///
/// What is met in the field is accepted: columns missing at the end, more than 22 of them (mlat-client adds some),
/// blank columns, white space and CR at the ends, `MLAT` in place of `MSG`, whole numbers where decimals are usual and
/// the other way round, squawks without their leading zeros, and a nanosecond count before the first column (stratux
/// recordings).
public struct SBSLine: Hashable, Sendable {
  /// The first column.
  public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
    /// `MSG`, or `MLAT`: the one that has a report.
    case message
    /// `SEL`: the user of the display selected another aircraft.
    case selection
    /// `ID`: a callsign was set or changed.
    case identification
    /// `AIR`: a new aircraft.
    case newAircraft
    /// `STA`: an aircraft's status, such as lost or removed.
    case status
    /// `CLK`: a click of the display's user.
    case click
    /// `START` of a stratux recording.
    case recordingStart
  }

  public let kind: Kind
  /// What a message tells; nil for the other kinds. Its time is when the message was generated (received), else when
  /// it was logged (written), else the start of the recording plus the offset.
  public internal(set) var report: ReceiverReport?
  /// Nanoseconds since 1970 of columns 7 and 8, read as UTC; some writers mean their local time.
  public internal(set) var generatedNanoseconds: Int64?
  /// Nanoseconds since 1970 of columns 9 and 10, read as UTC.
  public internal(set) var loggedNanoseconds: Int64?
  /// What stands before the first column in stratux recordings: nanoseconds since the start of the recording.
  public internal(set) var offsetNanoseconds: Int64?
  /// When the recording started: nanoseconds since 1970 UTC. Only in `START` lines.
  public internal(set) var startNanoseconds: Int64?
  /// Whether there was a callsign that is none: it has a character that the code does not define, such as `?`.
  public internal(set) var hasUnreadableCallsign = false

  private init(kind: Kind) { self.kind = kind }

  /// Reads one line, of `MSG` every column.
  public init(_ text: some StringProtocol) throws(SBSRefusal) { try self.init(octets: Array(text.utf8)[...]) }

  /// The same of octets, without the end of the line.
  public init(octets: ArraySlice<UInt8>) throws(SBSRefusal) {
    var line = octets
    while let last = line.last, last <= 0x20 { line.removeLast() }
    while let first = line.first, first <= 0x20 { line.removeFirst() }
    guard !line.isEmpty else { throw SBSRefusal(.empty) }
    guard line.count <= SBSReader.longestLineOctets else { throw SBSRefusal(.tooLong) }
    var fields = line.split(separator: 0x2C, omittingEmptySubsequences: false)
    let offset = Self.offset(fields[0])
    if offset != nil { fields.removeFirst() }
    let columns = SBSColumns(fields)
    let isMultilateration = columns[.messageType].elementsEqual("MLAT".utf8)
    guard let kind = isMultilateration ? .message : Self.kind(columns[.messageType]) else {
      throw SBSRefusal(.unknownMessageType, .messageType, found: columns[.messageType])
    }
    self.init(kind: kind)
    offsetNanoseconds = offset
    switch kind {
    case .message: try readMessage(columns, isMultilateration: isMultilateration)
    case .recordingStart: startNanoseconds = try columns.start()
    default: try readTimes(columns)
    }
  }

  private static func kind(_ word: ArraySlice<UInt8>) -> Kind? {
    switch String(decoding: word, as: UTF8.self) {
    case "MSG": .message
    case "SEL": .selection
    case "ID": .identification
    case "AIR": .newAircraft
    case "STA": .status
    case "CLK": .click
    case "START": .recordingStart
    default: nil
    }
  }

  /// A first column of nothing but digits that fits into 63 bits.
  private static func offset(_ field: ArraySlice<UInt8>) -> Int64? {
    guard let first = field.first, (0x30...0x39).contains(first) else { return nil }
    return Int64(String(decoding: field, as: UTF8.self))
  }

  private mutating func readTimes(_ columns: SBSColumns) throws(SBSRefusal) {
    generatedNanoseconds = try columns.time(.dateGenerated, .timeGenerated)
    loggedNanoseconds = try columns.time(.dateLogged, .timeLogged)
  }

  private mutating func readMessage(_ columns: SBSColumns, isMultilateration: Bool) throws(SBSRefusal) {
    let kind = try columns.transmissionType()
    let source: ReceiverSource = isMultilateration ? .mlat : kind.isReply ? .modeS : .unknown
    var report = ReceiverReport(address: try columns.address(), source: source)
    try readTimes(columns)
    report.sbsKind = kind
    report.timeNanoseconds = generatedNanoseconds ?? loggedNanoseconds
    (report.callsign, hasUnreadableCallsign) = columns.callsign()
    let altitude = try columns.height(.altitude, ReceiverLimits.altitudeFeet)
    if let altitude, altitude.isGeometric {
      report.altitudeGeometricFeet = altitude.value
    } else {
      report.altitudeBarometricFeet = altitude?.value
    }
    report.groundspeedKnots = try columns.number(.groundSpeed, ReceiverLimits.speedKnots)
    report.trackDegrees = try columns.number(.track, ReceiverLimits.directionDegrees).map(ReceiverLimits.direction)
    report.position = try columns.position()
    let rate = try columns.height(.verticalRate, ReceiverLimits.verticalRateFeetPerMinute)
    report.verticalRateFeetPerMinute = rate?.value
    report.verticalRateSource = rate?.isGeometric == true ? .geometric : nil
    report.squawk = try columns.squawk()
    report.isAlert = try columns.flag(.alert, orCount: true)
    report.emergency = try columns.flag(.emergency, orCount: true)
      .map { $0 ? EmergencyState.generalEmergency : EmergencyState.none }
    report.isSpecialPositionIdentification = try columns.flag(.spi)
    report.isOnGround = try columns.flag(.isOnGround)
    self.report = report
  }
}
