import Testing

@testable import RemoteID
import TestSupport

@Suite struct FieldTests {
  private func decoded(_ location: RemoteIDLocation) throws -> RemoteIDLocation {
    guard case .location(let again) = try RemoteIDMessage(RemoteIDMessage.location(location).encoded()) else {
      throw RemoteIDError(.notRemoteID, octet: 0)
    }
    return again
  }

  @Test func aLocationWithNothingAvailableIsNotZero() throws {
    let none = try decoded(RemoteIDLocation(status: .airborne, position: nil))
    #expect(none.position == nil && none.trackDegrees == nil && none.speedMetresPerSecond == nil)
    #expect(none.climbMetresPerSecond == nil && none.pressureAltitudeMetres == nil)
    #expect(none.ellipsoidAltitudeMetres == nil && none.heightMetres == nil && none.secondsAfterHour == nil)
    #expect(none.horizontalAccuracyMetres == nil && none.verticalAccuracyMetres == nil)
    #expect(none.pressureAltitudeAccuracyMetres == nil && none.speedAccuracyMetresPerSecond == nil)
    #expect(none.timeAccuracySeconds == nil && none.status == .airborne)
    #expect(none.directionCount == 181 && none.isWestward && none.speedCount == 255 && none.isFast)
    #expect(none.climbCount == 126 && none.timeCount == 0xFFFF)
    let notNumbers = RemoteIDLocation(
      status: .airborne, position: RemoteIDPosition(latitudeDegrees: .nan, longitudeDegrees: 1),
      trackDegrees: .infinity, speedMetresPerSecond: .nan, climbMetresPerSecond: -.infinity,
      pressureAltitudeMetres: .nan, ellipsoidAltitudeMetres: .nan, heightMetres: .nan,
      horizontalAccuracyMetres: .nan, verticalAccuracyMetres: .infinity, secondsAfterHour: .nan,
      timeAccuracySeconds: .nan)
    #expect(notNumbers == none)
  }

  @Test func zeroIsNotNothing() throws {
    let zero = try decoded(
      RemoteIDLocation(
        status: .onGround, position: RemoteIDPosition(latitudeDegrees: 0, longitudeDegrees: 0), trackDegrees: 0,
        speedMetresPerSecond: 0, climbMetresPerSecond: 0, pressureAltitudeMetres: 0, ellipsoidAltitudeMetres: 0,
        heightMetres: 0, heightReference: .ground, secondsAfterHour: 0))
    #expect(zero.position == RemoteIDPosition(latitudeDegrees: 0, longitudeDegrees: 1e-7))
    #expect(zero.trackDegrees == 0 && zero.speedMetresPerSecond == 0 && zero.climbMetresPerSecond == 0)
    #expect(zero.pressureAltitudeMetres == 0 && zero.ellipsoidAltitudeMetres == 0 && zero.heightMetres == 0)
    #expect(zero.secondsAfterHour == 0 && zero.heightReference == .ground)
  }

  @Test func valuesAreHeldWithinTheirRanges() throws {
    let high = try decoded(
      RemoteIDLocation(
        status: .emergency, position: RemoteIDPosition(latitudeDegrees: 91, longitudeDegrees: -200),
        trackDegrees: 359.7, speedMetresPerSecond: 1000, climbMetresPerSecond: 100, pressureAltitudeMetres: 1e9,
        ellipsoidAltitudeMetres: -1e9, heightMetres: -1000, horizontalAccuracyMetres: 1e6,
        verticalAccuracyMetres: 0, secondsAfterHour: 4000, timeAccuracySeconds: 0.25))
    #expect(high.position == RemoteIDPosition(latitudeDegrees: 90, longitudeDegrees: -180))
    #expect(high.trackDegrees == 0 && high.speedMetresPerSecond == 254.25 && high.climbMetresPerSecond == 62)
    #expect(high.pressureAltitudeMetres == 31767.5 && high.ellipsoidAltitudeMetres == -999.5)
    #expect(high.heightMetres == -999.5 && high.horizontalAccuracyMetres == nil)
    #expect(high.verticalAccuracyMetres == 1 && high.secondsAfterHour == 3600 && high.timeAccuracySeconds == 0.3)
  }

  @Test func speedsAndTracksComeBackWithinTheirSteps() throws {
    var numbers = SeededNumbers(seed: 7)
    for round in 0..<3000 {
      let speed = round < 1020 ? Double(round) / 4 : numbers.uniform(0, 254.25)
      let track = numbers.uniform(-720, 720)
      let climb = numbers.uniform(-62, 62)
      let location = try decoded(
        RemoteIDLocation(
          status: .airborne, position: nil, trackDegrees: track, speedMetresPerSecond: min(speed, 254.25),
          climbMetresPerSecond: climb))
      let step = speed < 63.625 ? 0.125 : 0.375
      #expect((try #require(location.speedMetresPerSecond) - min(speed, 254.25)).magnitude <= step + 1e-9)
      let difference = try #require(location.trackDegrees) - track
      #expect((difference - 360 * (difference / 360).rounded()).magnitude <= 0.5 + 1e-9)
      #expect((try #require(location.climbMetresPerSecond) - climb).magnitude <= 0.25)
    }
    let between = RemoteIDLocation(status: .airborne, position: nil, speedMetresPerSecond: 63.75)
    #expect(between.isFast && between.speedCount == 0 && between.speedMetresPerSecond == 63.75)
  }

  @Test func impossibleCountsAreNotAvailable() throws {
    var octets = try decoded(RemoteIDLocation(status: .airborne, position: nil)).octets
    octets[1] = 0x20
    octets[2] = 181
    octets[3] = 255
    octets[4] = 127
    octets.set(5, Int32(900_000_001))
    octets.set(21, UInt16(36_001))
    let location = RemoteIDLocation(octets: octets)
    #expect(location.trackDegrees == nil && location.climbMetresPerSecond == nil && location.position == nil)
    #expect(location.secondsAfterHour == nil && location.speedMetresPerSecond == 63.75)
    octets[4] = 0x80
    #expect(RemoteIDLocation(octets: octets).climbMetresPerSecond == nil)
    octets[1] = 0x22
    octets[2] = 180
    #expect(RemoteIDLocation(octets: octets).trackDegrees == 0)
    octets[1] = 0xF8
    octets[23] = 0xA5
    octets[24] = 0x77
    let reserved = RemoteIDLocation(octets: octets)
    #expect(reserved.status == nil && reserved.statusCode == 15 && reserved.reservedBit)
    #expect(reserved.reservedNibble == 0xA && reserved.timeAccuracyCode == 5 && reserved.reservedOctet == 0x77)
  }

  @Test func accuracyCodesAndBoundsAgree() {
    for code in UInt8(0)...15 {
      let horizontal = RemoteIDAccuracy.horizontalMetres(code: code)
      let vertical = RemoteIDAccuracy.verticalMetres(code: code)
      let speed = RemoteIDAccuracy.speedMetresPerSecond(code: code)
      #expect((horizontal == nil) == (code == 0 || code > 12))
      #expect((vertical == nil) == (code == 0 || code > 6))
      #expect((speed == nil) == (code == 0 || code > 4))
      #expect(RemoteIDAccuracy.horizontalCode(metres: horizontal) == (horizontal == nil ? 0 : code))
      #expect(RemoteIDAccuracy.verticalCode(metres: vertical) == (vertical == nil ? 0 : code))
      #expect(RemoteIDAccuracy.speedCode(metresPerSecond: speed) == (speed == nil ? 0 : code))
      #expect(RemoteIDAccuracy.timeCode(seconds: RemoteIDAccuracy.timeSeconds(code: code)) == code)
    }
    #expect(RemoteIDAccuracy.horizontalCode(metres: 20) == 9)
  }

  @Test func aSystemWithNothingAvailableIsNotZero() throws {
    let none = RemoteIDSystem(operatorPosition: nil, operatorPositionSource: .takeOff)
    #expect(none.operatorPosition == nil && none.operatorAltitudeMetres == nil && none.areaCount == 1)
    #expect(none.areaCeilingMetres == nil && none.areaFloorMetres == nil && none.unixSeconds == nil)
    #expect(none.euCategory == nil && none.euClass == nil && none.areaRadiusMetres == 0)
    let full = RemoteIDSystem(
      version: .asdStan4709, operatorPosition: RemoteIDPosition(latitudeDegrees: 48.1, longitudeDegrees: -4.2),
      operatorPositionSource: .live, operatorAltitudeMetres: 0, areaCount: 12, areaRadiusMetres: 9999,
      areaCeilingMetres: 120, areaFloorMetres: 0, euCategory: .open, euClass: 2, unixSeconds: 1_700_000_000)
    #expect(full.version == .asdStan4709 && full.operatorAltitudeMetres == 0 && full.areaFloorMetres == 0)
    #expect(full.areaRadiusMetres == 2550 && full.euCategory == .open && full.euClass == 2)
    #expect(full.euClassCode == 3 && full.unixSeconds == 1_700_000_000 && full.areaCeilingMetres == 120)
    #expect(full.operatorPosition == RemoteIDPosition(latitudeDegrees: 48.1, longitudeDegrees: -4.2))
    #expect(try RemoteIDMessage(RemoteIDMessage.system(full).encoded()) == .system(full))
    var octets = full.octets
    octets[1] = 0xEB
    let other = RemoteIDSystem(octets: octets)
    #expect(other.operatorPositionSource == nil && other.classificationCode == 2 && other.reservedBits == 7)
    #expect(other.euCategory == nil && other.euClass == nil && other.euCategoryCode == 1)
  }

  @Test func identifiersAreTextOrOctets() throws {
    let text = try #require(RemoteIDBasicID(idType: .serialNumber, aircraftType: .glider, identifier: "1A2B"))
    #expect(text.identifier == "1A2B" && text.hasIdentifier && text.sessionKind == nil)
    #expect(RemoteIDBasicID(idType: .serialNumber, aircraftType: .glider, identifier: "é") == nil)
    let long = String(repeating: "7", count: 21)
    #expect(RemoteIDBasicID(idType: .serialNumber, aircraftType: .glider, identifier: long) == nil)
    let octets = (1...30).map { UInt8($0) }
    let binary = RemoteIDBasicID(idType: .trafficManagementUUID, aircraftType: .other, identifierOctets: octets)
    #expect(binary.identifier == nil && binary.hasIdentifier && binary.reservedOctets == [0, 0, 0])
    #expect(binary.identifierHexadecimal == "0102030405060708090a0b0c0d0e0f1011121314")
    let session = RemoteIDBasicID(idType: .session, aircraftType: .other, identifierOctets: [1, 0xAB])
    #expect(session.sessionKind == 1)
    let none = RemoteIDBasicID(idType: .none, aircraftType: .notDeclared, identifierOctets: [])
    #expect(!none.hasIdentifier && none.identifier == nil && none.octets.bytes.dropFirst().allSatisfy { $0 == 0 })
    let padded = try #require(RemoteIDOperatorID(identifier: "FRA87astrdge12k8    "))
    #expect(padded.identifier == "FRA87astrdge12k8" && padded.identifierOctets.last == 0x20)
    let empty = try #require(RemoteIDSelfID(text: ""))
    #expect(empty.text == nil && empty.kind == .text)
    var odd = try #require(RemoteIDSelfID(kind: .emergency, text: "a b")).octets
    odd[3] = 0xE9
    odd[1] = 240
    #expect(RemoteIDSelfID(octets: odd).text == "a\u{FFFD}b" && RemoteIDSelfID(octets: odd).kind == nil)
  }
}
