import ModeS
import Testing
import TestSupport

@Suite struct CPRTests {
  static let second: Int64 = 1_000_000_000

  private func near(_ a: CPRPosition?, _ b: CPRPosition, _ metres: Double) -> Bool {
    a.map { $0.roughDistanceMetres(to: b) <= metres } ?? false
  }

  @Test func thePublishedPairHasItsPublishedPositions() {
    // "The 1090 Megahertz Riddle": 8D40621D58C382D690C8AC2863A7 and 8D40621D58C386435CC412692AD6.
    let even = CPRCode(isOdd: false, latitude: 93_000, longitude: 51_372)
    let odd = CPRCode(isOdd: true, latitude: 74_158, longitude: 50_194)
    let fromEven = CPR.global(even, with: odd)
    #expect(((fromEven?.latitudeDegrees ?? 0) - 52.2572021484375).magnitude < 1e-12)
    #expect(((fromEven?.longitudeDegrees ?? 0) - 3.91937255859375).magnitude < 1e-12)
    let fromOdd = CPR.global(odd, with: even)
    #expect(((fromOdd?.latitudeDegrees ?? 0) - 52.26578017412606).magnitude < 1e-9)
    #expect(CPR.global(even, with: even) == nil)
  }

  @Test func everyPlaceComesBackWithinTheGridFromPairAndFromReference() {
    var numbers = SeededNumbers(seed: 21)
    var disagreeing = 0
    for _ in 0..<20_000 {
      let place = CPRPosition(
        latitudeDegrees: numbers.uniform(-89.9, 89.9), longitudeDegrees: numbers.uniform(-180, 180))
      let even = CPR.encode(place, isOdd: false)
      let odd = CPR.encode(place, isOdd: true)
      // Half a step of latitude is 2.5 m; of longitude, up to 10 m in the last zones towards the poles.
      for (own, other) in [(even, odd), (odd, even)] {
        if let decoded = CPR.global(own, with: other) {
          #expect(near(decoded, place, 15))
        } else {
          disagreeing += 1
        }
        let reference = CPRPosition(
          latitudeDegrees: place.latitudeDegrees + numbers.uniform(-1, 1),
          longitudeDegrees: place.longitudeDegrees + numbers.uniform(-1, 1))
        #expect(near(CPR.local(own, near: reference), place, 15))
      }
    }
    // Only pairs that straddle a step of the zones.
    #expect(disagreeing < 20)
  }

  @Test func impossibleInputGivesNoPositionAndNoTrap() {
    let code = CPRCode(isOdd: true, latitude: .max, longitude: .max)
    for value in [Double.nan, .infinity, -.infinity, 1e300, -1e300] {
      let place = CPRPosition(latitudeDegrees: value, longitudeDegrees: value)
      _ = CPR.encode(place, isOdd: true)
      #expect(CPR.local(code, near: place) == nil)
    }
  }

  /// An aircraft flying north at `knots` from a start, seen once a second on alternating grids.
  private func flight(
    from start: CPRPosition, knots: Double, seconds: Range<Int>
  ) -> [(code: CPRCode, time: Int64, place: CPRPosition)] {
    seconds.map { second in
      var place = start
      place.latitudeDegrees += knots / 3600 / 60 * Double(second)
      return (CPR.encode(place, isOdd: second % 2 == 1), Int64(second) * CPRTests.second, place)
    }
  }

  @Test func positionsBelongToTheirOwnFrame() {
    var state = CPRState()
    let start = CPRPosition(latitudeDegrees: 43, longitudeDegrees: 1)
    var positions = 0
    for step in flight(from: start, knots: 480, seconds: 0..<600) {
      guard case .position(let position) = state.decode(step.code, timeNanoseconds: step.time) else { continue }
      positions += 1
      #expect(position.roughDistanceMetres(to: step.place) < 4)
    }
    #expect(positions == 599)
  }

  @Test func everyRejectionHasItsReason() {
    var state = CPRState()
    let here = CPRPosition(latitudeDegrees: 43, longitudeDegrees: 1)
    let even = CPR.encode(here, isOdd: false)
    let odd = CPR.encode(here, isOdd: true)
    #expect(state.decode(even, timeNanoseconds: 0) == .rejected(.awaitingOtherHalf))
    #expect(state.decode(odd, timeNanoseconds: 10_000_000_001) == .rejected(.otherHalfTooOld))
    guard case .position = state.decode(even, timeNanoseconds: 12_000_000_000) else {
      Issue.record("a fresh pair gave no position")
      return
    }
    let far = CPRPosition(latitudeDegrees: 43.5, longitudeDegrees: 1)
    let farOdd = CPR.encode(far, isOdd: true)
    #expect(state.decode(farOdd, timeNanoseconds: 13_000_000_000) == .rejected(.implausibleSpeed))
    var other = CPRState()
    let below = CPRPosition(latitudeDegrees: 10.47, longitudeDegrees: 100)
    let above = CPRPosition(latitudeDegrees: 10.471, longitudeDegrees: 100)
    _ = other.decode(CPR.encode(below, isOdd: false), timeNanoseconds: 0)
    #expect(other.decode(CPR.encode(above, isOdd: true), timeNanoseconds: 1) == .rejected(.halvesDisagree))
  }

  @Test func aSingleFrameIsPlacedNearTheLastGoodPositionForFiveMinutes() {
    var state = CPRState()
    let here = CPRPosition(latitudeDegrees: -33, longitudeDegrees: 151)
    let even = CPR.encode(here, isOdd: false)
    _ = state.decode(CPR.encode(here, isOdd: true), timeNanoseconds: 0)
    _ = state.decode(even, timeNanoseconds: 1)
    guard case .position = state.decode(even, timeNanoseconds: 200 * CPRTests.second) else {
      Issue.record("not placed near the last position")
      return
    }
    #expect(state.decode(even, timeNanoseconds: 600 * CPRTests.second) == .rejected(.otherHalfTooOld))
  }

  @Test func aWrongFirstPositionIsReplacedByThreeThatAgree() {
    var state = CPRState()
    let wrong = CPRPosition(latitudeDegrees: 20, longitudeDegrees: 20)
    _ = state.decode(CPR.encode(wrong, isOdd: true), timeNanoseconds: 0)
    _ = state.decode(CPR.encode(wrong, isOdd: false), timeNanoseconds: 1)
    var outcomes: [Bool] = []
    for step in flight(from: CPRPosition(latitudeDegrees: 43, longitudeDegrees: 1), knots: 400, seconds: 20..<30) {
      if case .position(let position) = state.decode(step.code, timeNanoseconds: step.time) {
        outcomes.append(true)
        #expect(position.roughDistanceMetres(to: step.place) < 4)
      } else {
        outcomes.append(false)
      }
    }
    #expect(outcomes.prefix(3).allSatisfy { !$0 })
    #expect(outcomes.suffix(6).allSatisfy { $0 })
  }

  @Test func repeatsAndDisorderDoNoHarm() {
    var state = CPRState()
    let steps = flight(from: CPRPosition(latitudeDegrees: 43, longitudeDegrees: 1), knots: 480, seconds: 0..<60)
    for index in steps.indices {
      // Every frame twice, and each third one late.
      for step in [steps[index], steps[index], steps[max(0, index - index % 3)]] {
        if case .position(let position) = state.decode(step.code, timeNanoseconds: step.time) {
          #expect(position.roughDistanceMetres(to: step.place) < 4)
        } else {
          #expect(index < 2)
        }
      }
    }
  }

  @Test func extremeTimesAreTooFarApartAndDoNotTrap() {
    var state = CPRState()
    let here = CPRPosition(latitudeDegrees: 43, longitudeDegrees: 1)
    _ = state.decode(CPR.encode(here, isOdd: true), timeNanoseconds: .min)
    #expect(
      state.decode(CPR.encode(here, isOdd: false), timeNanoseconds: .max) == .rejected(.otherHalfTooOld))
  }
}
