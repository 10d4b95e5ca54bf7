import ModeS

@testable import ReceiverReports
import TestSupport

extension SeededNumbers {
  mutating func below(_ bound: UInt64) -> UInt64 { next() % bound }

  mutating func chance() -> Bool { next() & 1 == 0 }

  mutating func whole(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(below(UInt64(range.upperBound - range.lowerBound + 1)))
  }

  /// Half of the time.
  mutating func maybe<Value>(_ make: (inout SeededNumbers) -> Value?) -> Value? {
    let value = make(&self)
    return chance() ? value : nil
  }

  mutating func callsign() -> Callsign? {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    return Callsign(String((0..<whole(1...8)).map { _ in letters[whole(0...35)] }))
  }

  /// Any report at all.
  mutating func report() -> ReceiverReport {
    var report = ReceiverReport(
      address: ReceiverAddress(UInt32(truncatingIfNeeded: next()), isICAO: chance()),
      source: ReceiverSource.allCases[whole(0...ReceiverSource.allCases.count - 1)])
    func number(_ numbers: inout SeededNumbers) -> Double? { numbers.uniform(-1e4, 1e4) }
    func octet(_ numbers: inout SeededNumbers) -> UInt8? { UInt8(truncatingIfNeeded: numbers.next()) }
    func feet(_ numbers: inout SeededNumbers) -> Int32? { Int32(truncatingIfNeeded: numbers.next()) }
    report.sbsKind = maybe { SBSMessageKind(rawValue: UInt8($0.whole(1...8))) }
    report.timeNanoseconds = maybe { Int64(bitPattern: $0.next()) }
    report.callsign = maybe { $0.chance() ? $0.callsign() : Callsign(sixBitCharacters: $0.next() >> 16) }
    report.category = maybe { octet(&$0).map { EmitterCategory($0) } }
    report.squawk = maybe { ModeACode(UInt16(truncatingIfNeeded: $0.next())) }
    report.emergency = maybe { EmergencyState(rawValue: UInt8($0.whole(0...7))) }
    report.isAlert = maybe { $0.chance() }
    report.isSpecialPositionIdentification = maybe { $0.chance() }
    report.position = maybe { $0.position() }
    report.positionAgeSeconds = maybe(number)
    report.isOnGround = maybe { $0.chance() }
    report.altitudeBarometricFeet = maybe(feet)
    report.altitudeGeometricFeet = maybe(feet)
    report.groundspeedKnots = maybe(number)
    report.trackDegrees = maybe(number)
    report.trueHeadingDegrees = maybe(number)
    report.magneticHeadingDegrees = maybe(number)
    report.indicatedAirspeedKnots = maybe(number)
    report.trueAirspeedKnots = maybe(number)
    report.mach = maybe(number)
    report.verticalRateFeetPerMinute = maybe(feet)
    report.verticalRateSource = maybe { $0.chance() ? .barometric : .geometric }
    report.rollDegrees = maybe(number)
    report.trackRateDegreesPerSecond = maybe(number)
    report.selectedAltitudeMCPFeet = maybe(feet)
    report.selectedAltitudeFMSFeet = maybe(feet)
    report.selectedHeadingDegrees = maybe(number)
    report.qnhHectopascals = maybe(number)
    report.nic = maybe(octet)
    report.nicBarometric = maybe(octet)
    report.containmentRadiusMetres = maybe(number)
    report.nacPosition = maybe(octet)
    report.nacVelocity = maybe(octet)
    report.sil = maybe(octet)
    report.silType = maybe { $0.chance() ? .perHour : .perSample }
    report.sda = maybe(octet)
    report.gva = maybe(octet)
    report.version = maybe(octet)
    report.signalLevelDBFS = maybe(number)
    report.messageCount = maybe { UInt32(truncatingIfNeeded: $0.next()) }
    return report
  }

  /// A position in whole millionths of a degree.
  mutating func position() -> ReceiverReport.Position? {
    ReceiverReport.Position(
      latitudeDegrees: Double(whole(-90_000_000...90_000_000)) / 1e6,
      longitudeDegrees: Double(whole(-180_000_000...180_000_000)) / 1e6)
  }

  /// A report of one message, of nothing but what an SBS line carries and in its steps.
  mutating func sbsReport() -> ReceiverReport {
    let kind = SBSMessageKind(rawValue: UInt8(whole(1...8)))
    var report = ReceiverReport(
      address: ReceiverAddress(UInt32(truncatingIfNeeded: next())), source: kind?.isReply == true ? .modeS : .unknown)
    report.sbsKind = kind
    // 1970 ... 2261, in milliseconds.
    report.timeNanoseconds = maybe { Int64($0.below(9_214_646_399_000)) * 1_000_000 }
    report.callsign = maybe { $0.callsign() }
    switch whole(0...2) {
    case 0: report.altitudeBarometricFeet = Int32(whole(-5000...150_000))
    case 1: report.altitudeGeometricFeet = Int32(whole(-5000...150_000))
    default: break
    }
    report.groundspeedKnots = maybe { Double($0.whole(0...10_000)) }
    report.trackDegrees = maybe { Double($0.whole(0...359)) }
    report.position = maybe { $0.position() }
    report.verticalRateFeetPerMinute = maybe { Int32($0.whole(-32_768...32_767)) }
    if report.verticalRateFeetPerMinute != nil { report.verticalRateSource = maybe { _ in .geometric } }
    report.squawk = maybe { ModeACode(UInt16($0.whole(0...0xFFF))) }
    report.isAlert = maybe { $0.chance() }
    report.emergency = maybe { $0.chance() ? .generalEmergency : EmergencyState.none }
    report.isSpecialPositionIdentification = maybe { $0.chance() }
    report.isOnGround = maybe { $0.chance() }
    return report
  }

  /// One to four small damages: an octet changed, left out, doubled, a stretch of the same text put elsewhere.
  mutating func mutated(_ octets: [UInt8]) -> [UInt8] {
    var octets = octets
    let telling = Array("0123456789-.,:/\"{}[]\\HMSGATL\n\r eE~tnu".utf8)
    for _ in 0..<whole(1...4) where !octets.isEmpty {
      let place = whole(0...octets.count - 1)
      switch whole(0...5) {
      case 0: octets[place] = UInt8(truncatingIfNeeded: next())
      case 1: octets[place] = telling[whole(0...telling.count - 1)]
      case 2: octets.remove(at: place)
      case 3: octets.insert(telling[whole(0...telling.count - 1)], at: place)
      case 4: octets.removeLast(whole(0...min(8, octets.count)))
      default:
        let end = min(octets.count, place + whole(1...20))
        octets.insert(contentsOf: Array(octets[place..<end]), at: whole(0...octets.count))
      }
    }
    return octets
  }
}
