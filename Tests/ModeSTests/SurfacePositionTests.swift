import ModeS
import Testing
import TestSupport

@Suite struct SurfacePositionTests {
  private static let toulouse = CPRPosition(latitudeDegrees: 43.63, longitudeDegrees: 1.36)

  private func field(_ code: CPRCode, movement: Int = 1, hasTrack: Bool = true, track: Int = 0) -> UInt64 {
    Bits.field(
      typeCode: 7, (6, 7, movement), (13, 1, hasTrack ? 1 : 0), (14, 7, track), (22, 1, code.isOdd ? 1 : 0),
      (23, 17, Int(code.latitude)), (40, 17, Int(code.longitude)))
  }

  private func frame(
    _ place: CPRPosition, isOdd: Bool, address: UInt32 = 0x4B17FE, movement: Int = 1
  ) -> ModeSFrame {
    Frames.squitter(address, field: field(CPR.encodeSurface(place, isOdd: isOdd), movement: movement))
  }

  private func surface(movement: Int, hasTrack: Bool = true, track: Int = 0) throws -> SurfacePosition {
    let code = CPR.encodeSurface(Self.toulouse, isOdd: false)
    let frame = Frames.squitter(1, field: field(code, movement: movement, hasTrack: hasTrack, track: track))
    guard case .surfacePosition(let position) = try ExtendedSquitter(frame).content else {
      throw ExtendedSquitter.Refusal.otherFormat
    }
    return position
  }

  /// The bands of the movement field: first code, lower end in knots, width (RTCA DO-260B, table 2-19).
  private static let bands: [(first: Int, knots: Double, step: Double)] = [
    (1, 0, 0.125), (2, 0.125, 0.125), (9, 1, 0.25), (13, 2, 0.5), (39, 15, 1), (94, 70, 2), (109, 100, 5),
    (124, 175, .infinity),
  ]

  /// The code of a speed, from the same table.
  private func movementCode(knots: Double) -> Int {
    guard let band = Self.bands.last(where: { $0.knots <= knots }) else { return 0 }
    return band.step.isFinite ? band.first + Int((knots - band.knots) / band.step) : band.first
  }

  @Test func movementCodesHaveTheirTabulatedSpeedsAndComeBack() throws {
    var last = -1.0
    for code in 0...127 {
      let position = try surface(movement: code)
      #expect(position.movementCode == UInt8(code))
      guard (1...124).contains(code) else {
        #expect(position.groundspeedKnots == nil, "code \(code) says not available or is reserved")
        continue
      }
      let knots = try #require(position.groundspeedKnots)
      #expect(knots > last)
      #expect(movementCode(knots: knots) == code)
      last = knots
    }
    for (code, knots) in [(1, 0), (8, 0.875), (12, 1.75), (38, 14.5), (93, 69), (108, 98), (123, 170), (124, 175)] {
      #expect(try surface(movement: code).groundspeedKnots == knots)
    }
  }

  @Test func tracksAreStepsOfACircleAndNotAvailableIsNotNorth() throws {
    for code in 0...127 {
      #expect(try surface(movement: 1, track: code).trackDegrees == Double(code) * 2.8125)
      #expect(try surface(movement: 1, hasTrack: false, track: code).trackDegrees == nil)
      #expect(try surface(movement: 1, hasTrack: false, track: code).trackCode == UInt8(code))
    }
  }

  @Test func everyPlaceComesBackNearTheReceiver() {
    var numbers = SeededNumbers(seed: 7001)
    var unplaced = 0
    for _ in 0..<2000 * soakFactor {
      let place = CPRPosition(
        latitudeDegrees: numbers.uniform(-84, 84), longitudeDegrees: numbers.uniform(-180, 180))
      let receiver = CPRPosition(
        latitudeDegrees: place.latitudeDegrees + numbers.uniform(-3, 3),
        longitudeDegrees: place.longitudeDegrees + numbers.uniform(-3, 3))
      for isOdd in [false, true] {
        let own = CPR.encodeSurface(place, isOdd: isOdd)
        let other = CPR.encodeSurface(place, isOdd: !isOdd)
        // Half a step is 0.6 m of latitude, up to 2.5 m of longitude towards the poles.
        if let decoded = CPR.globalSurface(own, with: other, near: receiver) {
          #expect(decoded.roughDistanceMetres(to: place) < 4)
          #expect(CPR.encodeSurface(decoded, isOdd: isOdd) == own)
        } else {
          unplaced += 1
        }
        let near = CPRPosition(
          latitudeDegrees: place.latitudeDegrees + numbers.uniform(-0.3, 0.3),
          longitudeDegrees: place.longitudeDegrees + numbers.uniform(-0.3, 0.3))
        #expect(CPR.local(own, near: near, isSurface: true).map { $0.roughDistanceMetres(to: place) < 4 } == true)
      }
    }
    // Only pairs that straddle a step of the zones.
    #expect(unplaced < 5 * soakFactor)
  }

  @Test func theReferenceTellsWhichOfTheFourLongitudesAndWhichHemisphere() {
    // Surface codes repeat every 90 degrees of longitude, and those of latitude every 90 degrees from north to south.
    for south in [0.0, 90] {
      let start = CPRPosition(latitudeDegrees: Self.toulouse.latitudeDegrees - south, longitudeDegrees: 1.36)
      let codes = [false, true].map { CPR.encodeSurface(start, isOdd: $0) }
      for turn in 0..<4 {
        let longitude = start.longitudeDegrees + 90 * Double(turn)
        let truth = CPRPosition(
          latitudeDegrees: start.latitudeDegrees, longitudeDegrees: longitude >= 180 ? longitude - 360 : longitude)
        for offset in [-44.0, -10, 0, 10, 44] {
          let reference = CPRPosition(
            latitudeDegrees: truth.latitudeDegrees + offset / 1.1, longitudeDegrees: truth.longitudeDegrees + offset)
          let decoded = CPR.globalSurface(codes[0], with: codes[1], near: reference)
          #expect(decoded.map { $0.roughDistanceMetres(to: truth) < 4 } == true, "\(truth), \(offset)")
        }
      }
    }
  }

  @Test func withoutAnyReferenceASurfacePositionIsRefusedAndSaysSo() {
    var decoder = ModeSDecoder()
    let odd = decoder.decode(frame(Self.toulouse, isOdd: true), timeNanoseconds: 0)
    #expect(odd.report?.positionRejection == .awaitingOtherHalf)
    let even = decoder.decode(frame(Self.toulouse, isOdd: false), timeNanoseconds: second)
    #expect(even.rejection == nil && even.report?.position == nil && even.report?.positionRejection == .noReference)
    #expect(even.isOnGround == true)
  }

  @Test func theLastAirbornePositionOfAnyoneIsAReference() throws {
    var decoder = ModeSDecoder()
    let airborne = ExtendedSquitterEncoder(address: 0x400F99)
    let above = CPRPosition(latitudeDegrees: 44.5, longitudeDegrees: 3)
    for (time, isOdd) in [(0, false), (1, true)] {
      let frame = airborne.airbornePosition(above, isOdd: isOdd, altitude: nil)
      _ = decoder.decode(frame, timeNanoseconds: Int64(time) * second)
    }
    _ = decoder.decode(frame(Self.toulouse, isOdd: true), timeNanoseconds: 2 * second)
    let placed = decoder.decode(frame(Self.toulouse, isOdd: false), timeNanoseconds: 3 * second)
    #expect(try #require(placed.report?.position).roughDistanceMetres(to: Self.toulouse) < 4)
  }

  @Test func theReceiversPlaceGoesBeforeThePlaceOfOthers() throws {
    var decoder = ModeSDecoder(receiverPosition: CPRPosition(latitudeDegrees: 43.6, longitudeDegrees: 1.4))
    let airborne = ExtendedSquitterEncoder(address: 0x400F99)
    let wrong = CPRPosition(latitudeDegrees: 40, longitudeDegrees: 95)
    for (time, isOdd) in [(0, false), (1, true)] {
      _ = decoder.decode(airborne.airbornePosition(wrong, isOdd: isOdd, altitude: nil), timeNanoseconds: Int64(time))
    }
    _ = decoder.decode(frame(Self.toulouse, isOdd: true), timeNanoseconds: 2 * second)
    let placed = decoder.decode(frame(Self.toulouse, isOdd: false), timeNanoseconds: 3 * second)
    #expect(try #require(placed.report?.position).roughDistanceMetres(to: Self.toulouse) < 4)
  }

  @Test(arguments: [(1, 50, true), (1, 51, false), (60, 25, true), (60, 26, false)] as [(Int, Int64, Bool)])
  func aPairMayBeFurtherApartWhileTheAircraftIsSlow(movement: Int, seconds: Int64, gives: Bool) {
    // Code 1 is standing, 60 is 36 kt.
    var decoder = ModeSDecoder(receiverPosition: Self.toulouse)
    _ = decoder.decode(frame(Self.toulouse, isOdd: true, movement: movement), timeNanoseconds: 0)
    let reading = decoder.decode(
      frame(Self.toulouse, isOdd: false, movement: movement), timeNanoseconds: seconds * second)
    #expect((reading.report?.position != nil) == gives)
    if !gives { #expect(reading.report?.positionRejection == .otherHalfTooOld) }
  }

  @Test func surfaceAndAirborneHalvesAreNoPair() {
    var decoder = ModeSDecoder(receiverPosition: Self.toulouse)
    _ = decoder.decode(frame(Self.toulouse, isOdd: true), timeNanoseconds: 0)
    let airborne = ExtendedSquitterEncoder(address: 0x4B17FE)
      .airbornePosition(Self.toulouse, isOdd: false, altitude: nil)
    let reading = decoder.decode(airborne, timeNanoseconds: second)
    #expect(reading.report?.positionRejection == .awaitingOtherHalf && reading.report?.position == nil)
  }

  @Test func anAircraftTakesOffAndItsPositionsStayItsOwn() throws {
    var decoder = ModeSDecoder(receiverPosition: Self.toulouse)
    var place = Self.toulouse
    var placed = 0
    for step in 0..<80 {
      // 140 kt northwards, on the ground for the first half.
      place.latitudeDegrees += 140.0 / 3600 / 60
      let isOdd = step % 2 == 1
      let message =
        step < 40
        ? frame(place, isOdd: isOdd, movement: 117)
        : ExtendedSquitterEncoder(address: 0x4B17FE).airbornePosition(place, isOdd: isOdd, altitude: nil)
      let reading = decoder.decode(message, timeNanoseconds: Int64(step) * second)
      guard let position = reading.report?.position else { continue }
      placed += 1
      #expect(position.roughDistanceMetres(to: place) < 5)
    }
    #expect(placed == 79)
  }
}
