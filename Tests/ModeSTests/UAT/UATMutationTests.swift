import Testing
import ModeS

@Suite struct UATMutationTests {
  /// Reads everything there is to read; true where all physical values keep to their ranges.
  private func isSane(_ message: UATMessage) -> Bool {
    var isSane = message.address <= 0xFF_FFFF && message.payloadTypeCode <= 31
    func check(_ value: Double?, _ range: ClosedRange<Double>) {
      if let value, !range.contains(value) { isSane = false }
    }
    if let state = message.stateVector {
      check(state.latitudeDegrees, -90...90)
      check(state.longitudeDegrees, -180...180)
      check(state.altitudeFeet.map { Double($0) }, -1_000...101_350)
      check(state.groundspeedKnots, 0...5_800)
      check(state.trackDegrees, 0...359.9999)
      check(state.headingDegrees, 0...359.9999)
      check(state.verticalRateFeetPerMinute.map { Double($0) }, -32_640...32_640)
      check(state.lengthMeters, 15...85)
      check(state.widthMeters, 23...90)
      if state.isOnGround && (state.northKnots != nil || state.verticalRateSource != nil) { isSane = false }
      if state.isAirborne && (state.sizeCode != nil || state.surfaceAngleKind != nil) { isSane = false }
      if (state.verticalRateSource == nil) != (state.verticalRateFeetPerMinute == nil) { isSane = false }
      if state.isUTCCoupled != nil && state.tisBSiteIdentifier != nil { isSane = false }
    }
    if let mode = message.modeStatus {
      if mode.callsign != nil && mode.squawk != nil { isSane = false }
      if let squawk = mode.squawk, squawk > 0o7777 { isSane = false }
      if mode.identification.description.utf8.count > 8 { isSane = false }
      if mode.identification.isWellFormed == mode.identification.description.contains("#") { isSane = false }
      if let category = mode.emitterCategoryCode, category > 39 { isSane = false }
      if (mode.headingReference == nil) != (mode.receivesUAT != nil) { isSane = false }
      if (mode.emergency == nil) != (mode.emergencyCode == 7) { isSane = false }
      _ = (mode.emitterCategory, mode.hasTrafficDisplay, mode.isTCASOperational, mode.isResolutionAdvisoryActive)
      _ = (mode.isIdentActive, mode.isReceivingATCServices, mode.isIntegrityPerSample, mode.hasSingleAntenna)
      _ = (mode.geometricVerticalAccuracy, mode.hasIntegritySupplement, mode.systemDesignAssurance)
    }
    check(message.barometricAltitudeFeet.map { Double($0) }, -1_000...101_350)
    check(message.geometricAltitudeFeet.map { Double($0) }, -1_000...101_350)
    return isSane
  }

  @Test func randomOctets() throws {
    var random = SeededGenerator(state: 978)
    for round in 0..<20_000 {
      var octets = (0..<(round % 2 == 0 ? 18 : 34)).map { _ in UInt8.random(in: 0...255, using: &random) }
      if round % 2 == 0 {
        octets[0] &= 7
      } else if round % 3 != 0 {
        octets[0] = octets[0] & 7 | UInt8.random(in: 1...10, using: &random) << 3
      }
      let frame = try #require(UATFrame(octets))
      if let message = try? UATMessage(frame), !isSane(message) { Issue.record("\(frame.hexadecimal)") }
    }
  }

  private func mutated(_ line: String, _ random: inout SeededGenerator) -> String {
    let alphabet = Array("0123456789abcdefABCDEFxyz-+!*;;;==..rst \t\n\u{0}\u{7F}é".utf8)
    var text = Array(line.utf8)
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = text.isEmpty ? 0 : Int.random(in: 0..<text.count, using: &random)
      let character = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      switch Int.random(in: 0..<8, using: &random) {
      case 0: if !text.isEmpty { text.remove(at: place) }
      case 1: text.insert(character, at: place)
      case 2: if !text.isEmpty { text[place] = UInt8.random(in: 0...255, using: &random) }
      case 3: text = Array(text.prefix(place))
      case 4: text += Array("rs=\(UInt64.random(in: 0...20, using: &random));".utf8)
      case 5: text.append(character)
      default:
        if !text.isEmpty { text[place] = Array("0123456789abcdef".utf8)[Int(text[place] ^ character) & 15] }
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  @Test func mutatedLines() {
    var random = SeededGenerator(state: 20_260_978)
    let downlinks = UATSamples.all.filter { $0.hasPrefix("-") }
    let uplinks = UATSamples.dump978.filter { $0.hasPrefix("+") }
    var kinds: [String: Int] = [:]
    for round in 0..<20_000 {
      let source = round % 10 == 9 ? uplinks : downlinks
      guard let line = source.randomElement(using: &random) else { continue }
      let text = mutated(line, &random)
      do throws(UATLine.Refusal) {
        switch try UATLine(text) {
        case .metadata: kinds["metadata", default: 0] += 1
        case .uplink: kinds["uplink", default: 0] += 1
        case .downlink(let frame, _):
          do throws(UATMessage.Refusal) {
            let message = try UATMessage(frame)
            if !isSane(message) { Issue.record("\(text)") }
            kinds["message", default: 0] += 1
          } catch {
            kinds["lengthContradictsType", default: 0] += 1
          }
        }
      } catch {
        let kind =
          switch error {
          case .empty: "empty"
          case .unknownMark: "unknownMark"
          case .badDigit: "badDigit"
          case .badLength: "badLength"
          case .notTerminated: "notTerminated"
          case .badField: "badField"
          }
        kinds[kind, default: 0] += 1
      }
    }
    #expect(kinds.values.reduce(0, +) == 20_000)
    let expected = [
      "message", "uplink", "lengthContradictsType", "empty", "unknownMark", "badDigit", "badLength", "notTerminated",
      "badField",
    ]
    for kind in expected { #expect(kinds[kind, default: 0] > 0, "\(kind)") }
    print(kinds.sorted { $0.key < $1.key })
  }
}
