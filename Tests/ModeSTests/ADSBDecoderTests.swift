import ModeS
import TestSupport
import Testing

@Suite struct ADSBDecoderTests {
  private func messages() throws -> [ReferenceData.Message] { ReferenceData.messages(beast: "modes/ulss7.a.beast") }

  @Test func whatTheEncoderMakesTheDecoderReads() throws {
    let encoder = ExtendedSquitterEncoder(address: 0x4B17FE)
    var decoder = ADSBDecoder()
    let callsign = try #require(Callsign("VIGIE01"))
    let identification = encoder.identification(callsign: callsign, category: EmitterCategory(0xA5))
    let named = decoder.decode(identification, timeNanoseconds: 0)
    #expect(named?.callsign == callsign && named?.category?.description == "A5")
    let place = CPRPosition(latitudeDegrees: 13.48, longitudeDegrees: 2.17)
    let altitude = ADSBAltitude(feet: 35_000, kind: .barometric)
    let odd = encoder.airbornePosition(place, isOdd: true, altitude: altitude)
    let even = encoder.airbornePosition(place, isOdd: false, altitude: altitude, surveillanceStatus: .permanentAlert)
    #expect(decoder.decode(odd, timeNanoseconds: 1)?.positionRejection == .awaitingOtherHalf)
    let placed = decoder.decode(even, timeNanoseconds: 2)
    #expect(try #require(placed?.position).roughDistanceMetres(to: place) < 5)
    #expect(placed?.altitude == altitude && placed?.surveillanceStatus == .permanentAlert)
    #expect(decoder.aircraft(address: 0x4B17FE)?.callsign?.value == callsign)
    let emergency = AircraftStatus(emergency: .generalEmergency, squawk: ModeACode(0o7700))
    let status = decoder.decode(encoder.status(emergency), timeNanoseconds: 3)
    #expect(status?.emergency == .generalEmergency && status?.squawk?.description == "7700")
    #expect(decoder.aircraft(address: 0x4B17FE)?.lastHeardNanoseconds == 3)
    #expect(decoder.counters.positions == 1 && decoder.counters.rejectedPositions == 1)
  }

  @Test func velocitiesComeBackWithinTheirSteps() throws {
    var numbers = SeededNumbers(seed: 31)
    let encoder = ExtendedSquitterEncoder(address: 0x010203, qualifier: .rebroadcast)
    for _ in 0..<2000 {
      let fast = numbers.uniform(0, 1) < 0.2
      let east = numbers.uniform(-1, 1) * (fast ? 3000 : 1000)
      let north = numbers.uniform(-1, 1) * (fast ? 3000 : 1000)
      let rate = numbers.uniform(-6000, 6000)
      let frame = encoder.velocity(
        eastKnots: east, northKnots: north, verticalRateFeetPerMinute: rate, verticalRateSource: .geometric,
        geometricMinusBarometricFeet: 500)
      let message = try ExtendedSquitter(frame)
      guard case .velocity(let velocity) = message.content else {
        Issue.record("\(message)")
        return
      }
      let step = velocity.isSupersonic ? 2.0 : 0.5
      #expect((Double(try #require(velocity.eastKnots)) - east).magnitude <= step)
      #expect((Double(try #require(velocity.northKnots)) - north).magnitude <= step)
      #expect((Double(try #require(velocity.verticalRateFeetPerMinute)) - rate).magnitude <= 32)
      #expect(velocity.verticalRateSource == .geometric && velocity.geometricMinusBarometricFeet == 500)
      #expect(message.qualifier == .rebroadcast)
    }
  }

  @Test func notAvailableIsNotZero() throws {
    let encoder = ExtendedSquitterEncoder(address: 1)
    let absent = encoder.velocity(eastKnots: nil, northKnots: 0, verticalRateFeetPerMinute: nil)
    let still = encoder.velocity(eastKnots: 0, northKnots: 0, verticalRateFeetPerMinute: 0)
    guard case .velocity(let none) = try ExtendedSquitter(absent).content,
      case .velocity(let zero) = try ExtendedSquitter(still).content
    else {
      Issue.record("no velocity")
      return
    }
    #expect(none.eastKnots == nil && none.northKnots == 0 && none.groundspeedKnots == nil)
    #expect(none.verticalRateFeetPerMinute == nil && none.geometricMinusBarometricFeet == nil)
    #expect(zero.groundspeedKnots == 0 && zero.trackDegrees == nil && zero.verticalRateFeetPerMinute == 0)
    let air = encoder.airVelocity(
      headingDegrees: 359.9, airspeedKnots: 250, airspeedKind: .indicated, verticalRateFeetPerMinute: -640)
    guard case .velocity(let throughAir) = try ExtendedSquitter(air).content else {
      Issue.record("no velocity")
      return
    }
    #expect(throughAir.headingDegrees == 0 && throughAir.airspeedKnots == 250)
    #expect(throughAir.airspeedKind == .indicated && throughAir.verticalRateFeetPerMinute == -640)
    let unplaced = encoder.airbornePosition(
      CPRPosition(latitudeDegrees: 1, longitudeDegrees: 1), isOdd: false, altitude: nil)
    guard case .airbornePosition(let position) = try ExtendedSquitter(unplaced).content else {
      Issue.record("no position")
      return
    }
    #expect(position.altitudeFeet == nil)
  }

  @Test func damagedMessagesAreCountedAndRefused() throws {
    var decoder = ADSBDecoder()
    let damaged = try #require(ModeSFrame(hexadecimal: "8D406B902015A678D4D220AA4BDB"))
    let reply = try #require(ModeSFrame(hexadecimal: "02e1941026bc90"))
    #expect(decoder.decode(damaged, timeNanoseconds: 0) == nil)
    #expect(decoder.decode(reply, timeNanoseconds: 0) == nil)
    #expect(decoder.counters.badParity == 1 && decoder.counters.otherFormats == 1 && decoder.aircraftCount == 0)
  }

  @Test func theNumberOfAircraftIsBoundedAndTheOldestGoFirst() throws {
    var decoder = ADSBDecoder(capacity: 64)
    let callsign = try #require(Callsign("A"))
    for address in UInt32(0)..<1000 {
      let frame = ExtendedSquitterEncoder(address: address).identification(callsign: callsign)
      _ = decoder.decode(frame, timeNanoseconds: Int64(address / 10))
      #expect(decoder.aircraftCount <= 64)
    }
    let addresses = decoder.aircraft.map(\.address)
    #expect(addresses == addresses.sorted())
    #expect(addresses.last == 999 && (addresses.first ?? 0) >= 936)
    #expect(decoder.counters.forgottenAircraft == 1000 - decoder.aircraftCount)
    decoder.forget(heardBefore: 99)
    #expect(decoder.aircraft.map(\.address) == Array(990..<1000))
  }

  @Test(.enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"))
  func aRestoredSnapshotContinuesAsIfNothingHappened() throws {
    let messages = try messages()
    var numbers = SeededNumbers(seed: 32)
    for _ in 0..<8 {
      var whole = ADSBDecoder(capacity: 16)
      let cut = Int(numbers.uniform(0, Double(messages.count)))
      for message in messages[..<cut] { _ = whole.decode(message.frame, timeNanoseconds: message.timeNanoseconds) }
      var bytes: [UInt8] = []
      whole.encode(into: &bytes)
      var restored = try ADSBDecoder(decoding: bytes)
      for message in messages[cut...] {
        let expected = whole.decode(message.frame, timeNanoseconds: message.timeNanoseconds)
        #expect(restored.decode(message.frame, timeNanoseconds: message.timeNanoseconds) == expected)
      }
      var end: [UInt8] = []
      var restoredEnd: [UInt8] = []
      whole.encode(into: &end)
      restored.encode(into: &restoredEnd)
      #expect(end == restoredEnd)
      #expect(restored.counters == whole.counters)
    }
  }

  @Test func damagedSnapshotsAreRefused() throws {
    var decoder = ADSBDecoder(capacity: 20)
    var numbers = SeededNumbers(seed: 33)
    for address in UInt32(1)...20 {
      let encoder = ExtendedSquitterEncoder(address: address)
      let place = CPRPosition(latitudeDegrees: 10, longitudeDegrees: Double(address))
      for isOdd in [false, true] {
        let frame = encoder.airbornePosition(place, isOdd: isOdd, altitude: ADSBAltitude(feet: 1000, kind: .geometric))
        _ = decoder.decode(frame, timeNanoseconds: Int64(address))
      }
      let velocity = encoder.velocity(eastKnots: 1, northKnots: 2, verticalRateFeetPerMinute: 3)
      _ = decoder.decode(velocity, timeNanoseconds: 5)
    }
    var bytes: [UInt8] = [0xEE]
    decoder.encode(into: &bytes)
    #expect(bytes.first == 0xEE)
    bytes.removeFirst()
    #expect(try ADSBDecoder(decoding: bytes).aircraft == decoder.aircraft)
    for length in 0..<bytes.count {
      #expect(throws: ADSBSnapshotError.truncated) { try ADSBDecoder(decoding: Array(bytes[..<length])) }
    }
    #expect(throws: ADSBSnapshotError.malformed) { try ADSBDecoder(decoding: bytes + [0]) }
    #expect(throws: ADSBSnapshotError.unknownVersion(9)) { try ADSBDecoder(decoding: [9] + bytes.dropFirst()) }
    for _ in 0..<3000 {
      var damaged = bytes
      for _ in 0..<3 {
        damaged[Int(numbers.next() % UInt64(damaged.count))] = UInt8(truncatingIfNeeded: numbers.next())
      }
      if var survivor = try? ADSBDecoder(decoding: damaged) {
        _ = survivor.decode(
          ExtendedSquitterEncoder(address: 3).airbornePosition(
            CPRPosition(latitudeDegrees: 1, longitudeDegrees: 2), isOdd: true, altitude: nil), timeNanoseconds: 7)
      }
    }
  }
}
