import ModeS
import TestSupport
import Testing

/// Recorded messages against rs1090 and pyModeS: what the two agree on is taken for true.
@Suite(.enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"))
struct PeerAgreementTests {
  /// How often both peers say the same of one thing, and where this library says something else.
  private struct Tally {
    var compared: [String: Int] = [:]
    var differing: [String] = []

    mutating func compare(
      _ name: String, _ rs1090: Any?, _ pyModeS: Any?, ours: Double?, peersWithin: Double = 1e-6,
      within: Double = 1e-6, at hexadecimal: String
    ) {
      guard let first = rs1090 as? Double, let second = pyModeS as? Double,
        (first - second).magnitude <= peersWithin
      else { return }
      compared[name, default: 0] += 1
      if let ours, (ours - first).magnitude <= within { return }
      differing.append("\(name) of \(hexadecimal): \(ours.map { "\($0)" } ?? "nothing"), peers \(first)")
    }

    mutating func compare(_ name: String, _ rs1090: Any?, _ pyModeS: Any?, ours: String?, at hexadecimal: String) {
      guard let first = rs1090 as? String, let second = pyModeS as? String,
        first.trimmed.lowercased() == second.trimmed.lowercased(), !first.trimmed.isEmpty
      else { return }
      compared[name, default: 0] += 1
      if ours?.lowercased() == first.trimmed.lowercased() { return }
      differing.append("\(name) of \(hexadecimal): \(ours ?? "nothing"), peers \(first)")
    }
  }

  /// How many values both peers agree on in each recording, at least: a comparison of nothing proves nothing.
  private static let leastCompared = [
    "toulouse2024": 155_000, "ulss7": 13_000, "delft2015": 6800, "adsb2016": 4000, "opensky_stripped": 27_000,
    "commb20": 14_000, "commb21": 15_000, "ehs2016": 5400,
  ]

  @Test(arguments: PeerRecording.all) func saysWhatBothPeersSay(recording: PeerRecording) throws {
    var tally = Tally()
    for (reading, peers) in try recording.readings() where reading.parity != .bad {
      compareCommonFields(reading, peers, &tally)
      compareSquitterFields(reading, peers, &tally)
      compareRegisterFields(reading, peers, &tally)
    }
    let compared = tally.compared.values.reduce(0, +)
    #expect(compared >= Self.leastCompared[recording.name] ?? .max, "\(tally.compared)")
    #expect(tally.differing == [])
  }

  private func compareCommonFields(_ reading: ModeSReading, _ peers: PeerDecode, _ tally: inout Tally) {
    let (a, b, hex) = (peers.rs1090, peers.pyModeS, peers.hexadecimal)
    let content = reading.report?.message.content
    tally.compare("address", a["icao24"], b["icao"], ours: reading.address?.sixDigits, at: hex)
    let altitude = reading.reply?.altitudeFeet ?? reading.report?.altitude?.feet
    tally.compare("altitude", a["altitude"], b["altitude"], ours: altitude.map(Double.init), at: hex)
    let squawk = reading.reply?.squawk ?? reading.report?.squawk
    tally.compare("squawk", a["squawk"], b["squawk"], ours: squawk?.description, at: hex)
    tally.compare("typecode", a["tc"], b["typecode"], ours: reading.report.map { Double($0.typeCode) }, at: hex)
    if case .identification(let identification) = content {
      // Characters that the code does not define are '#' in all three.
      tally.compare("callsign", a["callsign"], b["callsign"], ours: identification.callsign.description, at: hex)
    }
  }

  private func compareSquitterFields(_ reading: ModeSReading, _ peers: PeerDecode, _ tally: inout Tally) {
    let (a, b, hex) = (peers.rs1090, peers.pyModeS, peers.hexadecimal)
    switch reading.report?.message.content {
    case .airbornePosition(let position):
      tally.compare("CPR latitude", a["lat_cpr"], b["cpr_lat"], ours: Double(position.cpr.latitude), at: hex)
      tally.compare("CPR longitude", a["lon_cpr"], b["cpr_lon"], ours: Double(position.cpr.longitude), at: hex)
    case .velocity(let velocity):
      // pyModeS cuts the speed down to whole knots.
      tally.compare(
        "groundspeed", a["groundspeed"], b["groundspeed"], ours: velocity.groundspeedKnots, peersWithin: 1, at: hex)
      tally.compare("track", a["track"], b["track"], ours: velocity.trackDegrees, at: hex)
      tally.compare(
        "vertical rate", a["vertical_rate"], b["vertical_rate"],
        ours: velocity.verticalRateFeetPerMinute.map(Double.init), at: hex)
      tally.compare(
        "GNSS less barometric", a["geo_minus_baro"], b["geo_minus_baro"],
        ours: velocity.geometricMinusBarometricFeet.map(Double.init), at: hex)
      tally.compare("NACv", a["NACv"], b["nac_v"], ours: Double(velocity.navigationAccuracyCategory), at: hex)
    case .surfacePosition(let position):
      tally.compare("groundspeed", a["groundspeed"], b["groundspeed"], ours: position.groundspeedKnots, at: hex)
      tally.compare("track", a["track"], b["track"], ours: position.trackDegrees, at: hex)
      tally.compare("CPR latitude", a["lat_cpr"], b["cpr_lat"], ours: Double(position.cpr.latitude), at: hex)
      tally.compare("CPR longitude", a["lon_cpr"], b["cpr_lon"], ours: Double(position.cpr.longitude), at: hex)
    case .targetState(let state): compare(state, peers, &tally)
    case .operationalStatus(let status): compare(status, peers, &tally)
    default: break
    }
  }

  private func compare(_ state: TargetState, _ peers: PeerDecode, _ tally: inout Tally) {
    let (a, b, hex) = (peers.rs1090, peers.pyModeS, peers.hexadecimal)
    tally.compare("NACp", a["NACp"], b["nac_p"], ours: Double(state.navigationAccuracyCategory), at: hex)
    tally.compare(
      "selected heading", a["selected_heading"], b["selected_heading"], ours: state.selectedHeadingDegrees, at: hex)
    // rs1090 rounds to hundreds of feet.
    tally.compare(
      "selected altitude", a["selected_altitude"], b["selected_altitude"],
      ours: state.selectedAltitudeFeet.map(Double.init), peersWithin: 50, within: 50, at: hex)
    tally.compare(
      "selected altitude unrounded", b["selected_altitude"], b["selected_altitude"],
      ours: state.selectedAltitudeFeet.map(Double.init), at: hex)
    tally.compare(
      "pressure setting", a["barometric_setting"], b["baro_pressure_setting"],
      ours: state.pressureSettingHectopascals, peersWithin: 0.001, within: 0.001, at: hex)
  }

  private func compare(_ status: OperationalStatus, _ peers: PeerDecode, _ tally: inout Tally) {
    let (a, b, hex) = (peers.rs1090, peers.pyModeS, peers.hexadecimal)
    tally.compare("NACp", a["NACp"], b["nac_p"], ours: status.navigationAccuracyCategory.map(Double.init), at: hex)
    tally.compare("version", a["version"], b["version"], ours: Double(status.version), at: hex)
    tally.compare("SIL", a["SIL"], b["sil"], ours: status.sourceIntegrityLevel.map(Double.init), at: hex)
    tally.compare(
      "NIC supplement A", a["NICa"] ?? a["NICs"], b["nic_supplement_a"],
      ours: status.supplementA.map { $0 ? 1 : 0 }, at: hex)
    tally.compare(
      "NICbaro", a["BAI"], b["nic_baro"], ours: status.isBarometricAltitudeCrossChecked.map { $0 ? 1 : 0 }, at: hex)
    tally.compare("HRD", a["HRD"], b["hrd"], ours: status.isHeadingMagnetic.map { $0 ? 1 : 0 }, at: hex)
    tally.compare(
      "SIL supplement", a["SILs"], b["sil_supplement"], ours: status.isIntegrityPerSample.map { $0 ? 1 : 0 }, at: hex)
  }

  private func compareRegisterFields(_ reading: ModeSReading, _ peers: PeerDecode, _ tally: inout Tally) {
    guard let choice = reading.commB, let field = reading.commBField, choice.register.number == peers.chosen,
      peers.candidates.contains(choice.register.number)
    else { return }
    let (a, b, hex) = (peers.fields(of: choice.register.number), peers.pyModeS, peers.hexadecimal)
    switch choice.register {
    case .identification:
      tally.compare("2,0 callsign", a["callsign"], b["callsign"], ours: field.callsign.description, at: hex)
    case .selectedVerticalIntention:
      // rs1090 rounds to hundreds of feet.
      tally.compare(
        "4,0 altitude", a["selected_mcp"], b["selected_altitude_mcp"],
        ours: field.selectedAltitudeFeet.map(Double.init), peersWithin: 50, within: 50, at: hex)
      tally.compare(
        "4,0 altitude unrounded", b["selected_altitude_mcp"], b["selected_altitude_mcp"],
        ours: field.selectedAltitudeFeet.map(Double.init), at: hex)
      tally.compare(
        "4,0 pressure", a["barometric_setting"], b["baro_pressure_setting"],
        ours: field.pressureSettingHectopascals, peersWithin: 0.001, within: 0.001, at: hex)
    case .trackAndTurn:
      tally.compare("5,0 roll", a["roll"], b["roll"], ours: field.rollDegrees, at: hex)
      tally.compare("5,0 track", a["track"], b["true_track"], ours: field.trackDegrees, at: hex)
      tally.compare(
        "5,0 groundspeed", a["groundspeed"], b["groundspeed"], ours: field.groundspeedKnots.map(Double.init), at: hex)
      tally.compare("5,0 turn", a["track_rate"], b["track_rate"], ours: field.trackRateDegreesPerSecond, at: hex)
      tally.compare(
        "5,0 airspeed", a["TAS"], b["true_airspeed"], ours: field.trueAirspeedKnots.map(Double.init), at: hex)
    case .headingAndSpeed:
      tally.compare("6,0 heading", a["heading"], b["magnetic_heading"], ours: field.magneticHeadingDegrees, at: hex)
      tally.compare(
        "6,0 airspeed", a["IAS"], b["indicated_airspeed"], ours: field.indicatedAirspeedKnots.map(Double.init),
        at: hex)
      tally.compare("6,0 mach", a["Mach"], b["mach"], ours: field.mach, peersWithin: 5e-4, within: 5e-4, at: hex)
      tally.compare(
        "6,0 vertical rate", a["vrate_barometric"], b["baro_vertical_rate"],
        ours: field.barometricRateFeetPerMinute.map(Double.init), at: hex)
      tally.compare(
        "6,0 inertial rate", a["vrate_inertial"], b["inertial_vertical_rate"],
        ours: field.inertialRateFeetPerMinute.map(Double.init), at: hex)
    default: break
    }
  }

  /// Replies where both peers' choice was looked into and found wrong, or cannot be told from the data.
  private struct Adjudication {
    /// How the Comm-B field starts.
    var field: String
    var ours: String
    var peers: String
    var reason: String
  }

  private static let adjudications = [
    Adjudication(
      field: "901a2f2b21", ours: "6,0", peers: "5,0",
      reason:
        "4ca6e3: 279 kt at 26,400 ft is Mach 0.69 as 6,0 says, climbing as its altitudes do; its 5,0 says track 45"),
    Adjudication(field: "903a2f2b", ours: "6,0", peers: "5,0", reason: "4ca6e3, the same, seconds later"),
    Adjudication(field: "903a312b", ours: "6,0", peers: "5,0", reason: "4ca6e3, the same, seconds later"),
    Adjudication(
      field: "8af9b718e3c474", ours: "6,0", peers: "5,0",
      reason:
        "484f07: both read 6,0 with heading 30 and the same speeds a second before and after; its 5,0 says track 32"),
    Adjudication(field: "8ab9b919234462", ours: "6,0", peers: "5,0", reason: "484f07, the same"),
    Adjudication(field: "8a99bb1962cc50", ours: "6,0", peers: "5,0", reason: "484f07, the same"),
    Adjudication(field: "8a99bd19628448", ours: "6,0", peers: "5,0", reason: "484f07, the same"),
    Adjudication(
      field: "be800000000000", ours: "4,0", peers: "1,7",
      reason: "c01755: undecided; 32,000 ft selected while climbing through 29,225 ft, or seven register bits"),
  ]

  @Test func choosesTheRegisterThatBothPeersChoose() throws {
    var (compared, differing) = (0, 0)
    for recording in PeerRecording.replies {
      for (reading, peers) in try recording.readings() where reading.commBField != nil {
        guard let chosen = peers.chosen, peers.candidates.contains(chosen) else { continue }
        compared += 1
        let ours = reading.commB?.register.number
        if ours == chosen { continue }
        // Where rs1090 has one candidate alone nothing is left to judge.
        #expect(peers.candidates.count > 1, "\(peers.hexadecimal)")
        let field = peers.hexadecimal.dropFirst(8)
        let isKnown = Self.adjudications.contains {
          field.hasPrefix($0.field) && $0.ours == ours && $0.peers == chosen
        }
        #expect(isKnown, "\(recording) \(peers.hexadecimal): \(ours ?? "none"), peers \(chosen)")
        if !isKnown || field.hasPrefix("be8") { differing += 1 }
      }
    }
    #expect(compared > 25_000)
    #expect(Double(differing) <= 0.001 * Double(compared))
  }

  /// The register that an independent decoder wrote beside each reply of a recording.
  @Test func choosesTheRegisterThatAThirdDecoderNames() throws {
    let labels = try ReferenceData.textLines("modes/ref/ehs2016.a.delft.csv.gz").map { line in
      line.firstRange(of: " BDS").map {
        "\(line[$0.upperBound...].prefix(1)),\(line[$0.upperBound...].dropFirst().prefix(1))"
      }
    }
    let readings = try PeerRecording(name: "ehs2016", isStateless: true).readings()
    #expect(labels.count == readings.count)
    var (agreeing, overruled) = (0, 0)
    for (label, (reading, peers)) in zip(labels, readings) {
      guard let label else { continue }
      let ours = reading.commB?.register.number
      if ours == label {
        agreeing += 1
      } else {
        // That decoder calls 5,0 what can be 5,0 at all; pyModeS weighs it against 6,0 and takes 6,0 as we do.
        #expect(label == "5,0" && ours == "6,0" && peers.chosen == "6,0", "\(peers.hexadecimal)")
        overruled += 1
      }
    }
    #expect(agreeing == 787 && overruled == 165)
  }

  /// Positions that each stream gives, and those of rs1090 among them.
  private static let positions: [String: (ours: Int, peers: Int)] = [
    "toulouse2024": (ours: 7265, peers: 5901), "ulss7": (760, 724), "delft2015": (109, 103), "adsb2016": (391, 385),
  ]

  @Test(arguments: PeerRecording.streams + [PeerRecording(name: "adsb2016")])
  func placesEveryFrameThatRs1090Places(recording: PeerRecording) throws {
    var (positions, refused, shared) = (0, 0, 0)
    for (reading, peers) in try recording.readings() {
      guard let report = reading.report, let code = report.message.code else { continue }
      if report.position == nil {
        refused += 1
        #expect(report.positionRejection != nil, "\(peers.hexadecimal) has neither position nor reason")
      }
      guard let position = report.position else {
        #expect(peers.rs1090["latitude"] as? Double == nil, "\(peers.hexadecimal) is placed by rs1090 alone")
        continue
      }
      positions += 1
      #expect(report.positionRejection == nil)
      // A nanodegree is a tenth of a millimetre: the position is what this very frame says.
      let own = CPR.local(code.cpr, near: position, isSurface: code.isSurface)
      #expect(own.map { position.isEqual(to: $0, degrees: 1e-9) } == true, "\(peers.hexadecimal)")
      guard let latitude = peers.rs1090["latitude"] as? Double, let longitude = peers.rs1090["longitude"] as? Double
      else { continue }
      shared += 1
      let theirs = CPRPosition(latitudeDegrees: latitude, longitudeDegrees: longitude)
      #expect(position.isEqual(to: theirs, degrees: 1e-9), "\(peers.hexadecimal)")
      // The one flight that leaves the region is still within 600 km at the end.
      #expect(recording.receiverPosition.map { position.roughDistanceMetres(to: $0) < 600_000 } != false)
    }
    let expected = try #require(Self.positions[recording.name])
    #expect(positions >= expected.ours && shared >= expected.peers, "\(positions), \(shared)")
    if recording.name == "toulouse2024" { #expect(Double(positions) >= 0.995 * Double(positions + refused)) }
  }
}

extension ExtendedSquitter {
  /// The position code of a position message.
  fileprivate var code: (cpr: CPRCode, isSurface: Bool)? {
    switch content {
    case .airbornePosition(let position): (position.cpr, false)
    case .surfacePosition(let position): (position.cpr, true)
    default: nil
    }
  }
}

extension CPRPosition {
  fileprivate func isEqual(to other: CPRPosition, degrees: Double) -> Bool {
    (latitudeDegrees - other.latitudeDegrees).magnitude < degrees
      && (longitudeDegrees - other.longitudeDegrees).magnitude < degrees
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0 == " " || $0 == "_" }.reversed().drop { $0 == " " || $0 == "_" }.reversed())
  }
}

extension UInt32 {
  fileprivate var sixDigits: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }
}
