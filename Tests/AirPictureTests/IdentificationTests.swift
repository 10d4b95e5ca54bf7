import AirPicture
import Geodesy
import Surveillance
import Testing

@Suite struct IdentificationTests {
  private func identify(_ tracks: SystemTrack...) -> Identification? {
    var desk = PictureDesk()
    for var track in tracks {
      desk.now = PictureDesk.start
      desk.carryOn(&track, afterSeconds: 0)
    }
    return desk.picture.tracks.first?.identification
  }

  /// Nothing speaks for it but that it flies; first seen just now.
  private var bare: SystemTrack {
    var track = SystemTrack.airliner()
    track.means = .secondary
    return track
  }

  private var civil: SystemTrack {
    var track = bare
    track.squawk("4721")
    track.modeSAddress = ModeSAddress(rawValue: 0x3C65AC)
    track.callsign = Callsign("DLH123")
    return track
  }

  private func kinds(_ track: SystemTrack) -> [Evidence.Kind] { identify(track)?.evidence.map(\.kind) ?? [] }

  @Test func trackIsPendingAtFirstAndUnknownAfterHalfAMinute() {
    var track = bare
    #expect(identify(track)?.identity == .pending)
    track.lastUpdate = track.firstSeen.adding(seconds: 31)
    #expect(identify(track)?.identity == .unknown)
  }

  @Test func ordinaryCivilFlightIsNeutralAtOnce() {
    #expect(identify(civil)?.identity == .neutral)
  }

  @Test func nothingGraverThanUnknownIsEverProposed() {
    for var track in [bare, civil] {
      for means in [.primary, .secondary, [.adsb, .modeS], .external] as [DetectionMeans] {
        for speed in [0.0, 100, 900, .infinity, .nan] {
          for age in [0.0, 100] {
            track.means = means
            track.velocity = GroundVelocity(eastMetresPerSecond: speed, northMetresPerSecond: 0)
            track.lastUpdate = track.firstSeen.adding(seconds: age)
            let identity = identify(track)?.identity
            #expect([.pending, .unknown, .neutral].contains(identity))
          }
        }
      }
    }
  }

  @Test func neutralTrackStaysNeutralWhileTheFactsWeakenALittle() {
    var weaker = civil
    weaker.isVelocityKnown = false
    weaker.lastUpdate = weaker.firstSeen.adding(seconds: 60)
    #expect(identify(weaker)?.identity == .unknown)
    #expect(identify(civil, weaker)?.identity == .neutral)
    var weak = weaker
    weak.callsign = nil
    #expect(identify(civil, weak)?.identity == .unknown)
  }

  @Test func primaryOnlyTrackSaysThatNoTransponderAnswers() {
    var track = bare
    track.means = .primary
    #expect(kinds(track).first == .noTransponder)
    track.squawk("4721")
    #expect(!kinds(track).contains(.noTransponder))
  }

  @Test func sharedCodeIsToldButWeighsNothing() throws {
    var track = bare
    track.squawk("7000")
    let evidence = try #require(identify(track)?.evidence.first { $0.kind == .conspicuityCode })
    #expect(evidence.tenths == 0)
    track.squawk("4721", isValidated: false)
    #expect(!kinds(track).contains(.discreteCode))
    track.squawk("4721", isGarbled: true)
    #expect(!kinds(track).contains(.discreteCode))
  }

  @Test(arguments: [0, 0xFF_FFFF] as [UInt32])
  func addressOfNoAircraftSpeaksAgainstIt(address: UInt32) throws {
    var track = bare
    track.modeSAddress = ModeSAddress(rawValue: address)
    let evidence = try #require(identify(track)?.evidence.first)
    #expect(evidence.kind == .invalidModeSAddress)
    #expect(evidence.tenths < 0)
  }

  @Test func adsbThatRadarConfirmsSpeaksForIt() {
    var track = bare
    track.means = .adsb
    #expect(!kinds(track).contains(.adsbAndRadar))
    track.means = [.adsb, .primary]
    #expect(kinds(track).contains(.adsbAndRadar))
  }

  @Test func speedBeyondAirlinersSpeaksAgainstIt() {
    var track = bare
    track.velocity = GroundVelocity(eastMetresPerSecond: 400, northMetresPerSecond: 0)
    #expect(kinds(track).contains(.kinematicsFast))
    track.isVelocityKnown = false
    #expect(!kinds(track).contains(.kinematicsFast))
  }

  private var drone: SystemTrack {
    var track = bare
    track.means = .remoteID
    track.velocity = GroundVelocity(eastMetresPerSecond: 0, northMetresPerSecond: 0)
    track.aircraft.unmanned = UnmannedAircraft(transmitter: 1)
    track.aircraft.unmanned?.identifier = UnmannedIdentifier(.serialNumber, text: "1581F4XFC229400A1B2C")
    return track
  }

  @Test func remoteIDSaysWhoItIsAndWeighsLessThanAnIdentificationOfAFlight() throws {
    let identification = try #require(identify(drone))
    let own = try #require(identification.evidence.first { $0.kind == .remoteID })
    var airliner = bare
    airliner.callsign = Callsign("DLH123")
    let flight = try #require(identify(airliner)?.evidence.first { $0.kind == .callsign })
    #expect(own.tenths > 0 && own.tenths < flight.tenths)
    #expect(
      identification.reasons(for: drone)
        .contains("+0.3 says who it is by Remote ID, unauthenticated: 1581F4XFC229400A1B2C"))
    var nameless = drone
    nameless.aircraft.unmanned?.identifier = nil
    #expect(!kinds(nameless).contains(.remoteID))
  }

  @Test func remoteIDAloneNeverMakesATrackNeutral() {
    var track = drone
    track.lastUpdate = track.firstSeen.adding(seconds: 600)
    #expect(identify(track)?.identity == .unknown)
  }

  @Test func identifierGivenUpForAnotherSpeaksAgainstIt() throws {
    var track = drone
    track.aircraft.unmanned?.identifierChanges = 1
    let evidence = try #require(identify(track)?.evidence.first { $0.kind == .remoteIDChanged })
    #expect(evidence.tenths < 0)
  }

  @Test func reasonsAreSentencesWithTheirWeightStrongestFirst() throws {
    let identification = try #require(identify(civil))
    let reasons = identification.reasons(for: civil)
    #expect(reasons.count == identification.evidence.count)
    #expect(reasons.contains("+0.5 reports the identification DLH123"))
    #expect(reasons.contains("+0.3 answers with Mode S address 3C65AC"))
    let weights = identification.evidence.map(\.tenths.magnitude)
    #expect(weights == weights.sorted(by: >))
  }
}
