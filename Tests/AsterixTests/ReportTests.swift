import Asterix
import TestSupport
import Testing

/// The typed reports against the generic walk: two readings of the same bytes.
@Suite(.enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"))
struct ReportTests {
  private func sampled(_ file: String, count: Int = 500) throws -> [DecodedDatagram] {
    let bytes = try #require(TestData.bytes("asterix/\(file)"))
    let datagrams = frames(bytes).datagrams
    let step = max(1, datagrams.count / count)
    return stride(from: 0, to: datagrams.count, by: step).map { decode(datagrams[$0].payload) }
  }

  private func expectEqual(
    _ typed: Double?, _ path: String, _ record: AsterixRecord, _ datagram: DecodedDatagram, factor: Double = 1
  ) {
    let generic = datagram.leaf(path, in: record)?.quantity.map { $0 * factor }
    if let typed, let generic {
      #expect(abs(typed - generic) <= 1e-12 * max(1, abs(generic)), "\(path)")
    } else {
      #expect(typed == nil && generic == nil, "\(path)")
    }
  }

  private func expectEqual<Value: BinaryInteger>(
    _ typed: Value?, _ path: String, _ record: AsterixRecord, _ datagram: DecodedDatagram
  ) {
    #expect(typed.map { UInt64($0) } == datagram.leaf(path, in: record)?.raw, "\(path)")
  }

  private func expectEqual(_ typed: Bool?, _ path: String, _ record: AsterixRecord, _ datagram: DecodedDatagram) {
    #expect(typed == datagram.leaf(path, in: record).map { $0.raw == 1 }, "\(path)")
  }

  @Test(arguments: [
    "230502-est-080001_BCN_60MN_08_09.ast", "decoderAsterix_260429.pcap", "cat_034_048.pcap",
    "NATS_CAT048_119bytes_TCAS.ff", "jasterix_cat048ed1.23.bin",
  ])
  func readsPlotsAsTheWalkDoes(_ file: String) throws {
    for datagram in try sampled(file) {
      for record in datagram.records {
        guard let report = Category048Report(record, in: datagram) else { continue }
        expectEqual(report.source?.sac, "010/SAC", record, datagram)
        expectEqual(report.source?.sic, "010/SIC", record, datagram)
        expectEqual(report.timeOfDaySeconds, "140", record, datagram)
        expectEqual(report.descriptor?.detection.rawValue, "020/TYP", record, datagram)
        expectEqual(report.descriptor?.isFieldMonitor, "020/RAB", record, datagram)
        expectEqual(report.descriptor?.hasSPI, "020/SPI", record, datagram)
        expectEqual(report.rhoNauticalMiles, "040/RHO", record, datagram)
        expectEqual(report.thetaDegrees, "040/THETA", record, datagram)
        expectEqual(report.mode3A?.code, "070/MODE3A", record, datagram)
        expectEqual(report.mode3A?.isNotValidated, "070/V", record, datagram)
        expectEqual(report.mode3A?.isGarbled, "070/G", record, datagram)
        expectEqual(report.mode3A?.isNotExtracted, "070/L", record, datagram)
        #expect(report.mode3A?.description == datagram.leaf("070/MODE3A", in: record)?.string)
        expectEqual(report.flightLevel?.flightLevel, "090/FL", record, datagram)
        expectEqual(report.flightLevel?.isGarbled, "090/G", record, datagram)
        expectEqual(report.modeSAddress, "220", record, datagram)
        #expect(report.callsign?.description == trimmed(datagram.leaf("240", in: record)?.string))
        expectEqual(report.trackNumber, "161/TRN", record, datagram)
        expectEqual(report.positionNauticalMiles?.x, "042/X", record, datagram)
        expectEqual(report.positionNauticalMiles?.y, "042/Y", record, datagram)
        expectEqual(report.groundSpeedNauticalMilesPerSecond, "200/GSP", record, datagram)
        expectEqual(report.headingDegrees, "200/HDG", record, datagram)
        expectEqual(report.trackStatus?.isTentative, "170/CNF", record, datagram)
        expectEqual(report.trackStatus?.sensors, "170/RAD", record, datagram)
        expectEqual(report.trackStatus?.verticalMode, "170/CDM", record, datagram)
        expectEqual(report.plot?.secondaryAmplitudeDBm, "130/SAM", record, datagram)
        expectEqual(report.plot?.primaryRunLengthDegrees, "130/PRL", record, datagram)
        expectEqual(report.plot?.azimuthDifferenceDegrees, "130/APD", record, datagram)
        expectEqual(report.heightFeet, "110/3DH", record, datagram)
        expectEqual(report.communications?.capability, "230/COM", record, datagram)
        expectEqual(report.communications?.flightStatus, "230/STAT", record, datagram)
        expectEqual(report.communications?.b1b, "230/B1B", record, datagram)
        expectEqual(report.communications?.reportsAltitudeIn25Feet, "230/ARC", record, datagram)
        #expect(report.commB?.register(0, in: datagram)?.message == datagram.leaf("250/0/MBDATA", in: record)?.raw)
        let warning = datagram.leaf("030/0", in: record)?.raw
        #expect(warning.map { report.warnings.contains(UInt8($0)) } ?? report.warnings.isEmpty)
      }
    }
  }

  @Test(arguments: ["decoderAsterix_260429.pcap", "cat_034_048.pcap", "jasterix_cat034ed1.26.bin", "parsegps.gps"])
  func readsServiceMessagesAsTheWalkDoes(_ file: String) throws {
    for datagram in try sampled(file) {
      for record in datagram.records {
        guard let report = Category034Report(record, in: datagram) else { continue }
        expectEqual(report.messageTypeNumber, "000", record, datagram)
        expectEqual(report.timeOfDaySeconds, "030", record, datagram)
        expectEqual(report.sectorDegrees, "020", record, datagram)
        expectEqual(report.rotationPeriodSeconds, "041", record, datagram)
        expectEqual(report.heightMetres, "120/HGT", record, datagram)
        expectEqual(report.position?.latitudeDegrees, "120/LAT", record, datagram)
        expectEqual(report.position?.longitudeDegrees, "120/LON", record, datagram)
        expectEqual(report.collimationRangeNauticalMiles, "090/RNG", record, datagram)
        expectEqual(report.status?.isInhibited, "050/COM/NOGO", record, datagram)
        expectEqual(report.status?.isTimeSourceInvalid, "050/COM/TSV", record, datagram)
        expectEqual(report.status?.secondary?.channels, "050/SSR/CHAB", record, datagram)
        expectEqual(report.status?.modeS?.isMonitoringDisconnected, "050/MDS/MSC", record, datagram)
        expectEqual(report.status?.primary?.isOverloaded, "050/PSR/OVL", record, datagram)
      }
    }
  }

  @Test(arguments: [
    "final_frame_062_065_large_packet_30min.ff", "axs_cat062-all-1.bin", "cat062cat065.raw",
    "jasterix_cat062ed1.16.bin",
    "cat062_crashes_asterix_decoder_0.7.11.raw",
  ])
  func readsSystemTracksAsTheWalkDoes(_ file: String) throws {
    for datagram in try sampled(file) {
      for record in datagram.records {
        guard let report = Category062Report(record, in: datagram) else { continue }
        expectEqual(report.trackNumber, "040", record, datagram)
        expectEqual(report.serviceID, "015", record, datagram)
        expectEqual(report.timeOfDaySeconds, "070", record, datagram)
        expectEqual(report.position?.latitudeDegrees, "105/LAT", record, datagram)
        expectEqual(report.position?.longitudeDegrees, "105/LON", record, datagram)
        expectEqual(report.positionMetres?.x, "100/X", record, datagram)
        expectEqual(report.velocityMetresPerSecond?.y, "185/VY", record, datagram)
        expectEqual(report.accelerationMetresPerSecondSquared?.x, "210/AX", record, datagram)
        expectEqual(report.mode3A?.code, "060/MODE3A", record, datagram)
        #expect(
          report.targetIdentification?.callsign.description == trimmed(datagram.leaf("245/CHR", in: record)?.string))
        expectEqual(report.aircraft?.address, "380/ADR", record, datagram)
        #expect(report.aircraft?.callsign?.description == trimmed(datagram.leaf("380/ID", in: record)?.string))
        expectEqual(report.aircraft?.magneticHeadingDegrees, "380/MHG", record, datagram)
        expectEqual(report.aircraft?.selectedAltitudeFeet, "380/SAL/ALT", record, datagram)
        expectEqual(report.aircraft?.flightStatus, "380/COM/STAT", record, datagram)
        expectEqual(report.aircraft?.barometricVerticalRateFeetPerMinute, "380/BVR", record, datagram)
        expectEqual(report.aircraft?.rollDegrees, "380/RAN", record, datagram)
        expectEqual(report.aircraft?.turnRateDegreesPerSecond, "380/TAR/ROT", record, datagram)
        expectEqual(report.aircraft?.trackAngleDegrees, "380/TAN", record, datagram)
        expectEqual(report.aircraft?.groundSpeedKnots, "380/GS", record, datagram, factor: 3600)
        expectEqual(report.aircraft?.emitterCategory, "380/EMC", record, datagram)
        expectEqual(report.aircraft?.indicatedAirspeedKnots, "380/IAR", record, datagram)
        expectEqual(report.aircraft?.mach, "380/MAC", record, datagram)
        expectEqual(report.aircraft?.pressureSettingHectopascals, "380/BPS/BPS", record, datagram)
        expectEqual(report.status?.isMonosensor, "080/MON", record, datagram)
        expectEqual(report.status?.altitudeSource, "080/SRC", record, datagram)
        #expect(report.status.map(\.isEnd) ?? false == (datagram.leaf("080/TSE", in: record)?.raw == 1))
        #expect(report.status.map(\.isADSBOld) ?? false == (datagram.leaf("080/ADS", in: record)?.raw == 1))
        #expect(report.status.map(\.isPrimaryOld) ?? false == (datagram.leaf("080/PSR", in: record)?.raw == 1))
        expectEqual(report.ages?.primary, "290/PSR", record, datagram)
        expectEqual(report.ages?.adsc, "290/ADS", record, datagram)
        expectEqual(report.ages?.multilateration, "290/MLT", record, datagram)
        expectEqual(report.dataAges?.ageSeconds(.measuredFlightLevel, in: datagram), "295/MFL", record, datagram)
        expectEqual(report.dataAges?.ageSeconds(.mode3A, in: datagram), "295/MDA", record, datagram)
        expectEqual(report.dataAges?.ageSeconds(.trackAngle, in: datagram), "295/TAN", record, datagram)
        expectEqual(report.movement?.vertical, "200/VERT", record, datagram)
        expectEqual(report.measuredFlightLevel, "136", record, datagram)
        expectEqual(report.geometricAltitudeFeet, "130", record, datagram)
        expectEqual(report.barometricAltitude, "135/CTB", record, datagram)
        expectEqual(report.isQNHApplied, "135/QNH", record, datagram)
        expectEqual(report.verticalRateFeetPerMinute, "220", record, datagram)
        expectEqual(report.measured?.sensor?.sic, "340/SID/SIC", record, datagram)
        expectEqual(report.measured?.flightLevel?.flightLevel, "340/MDC/LMC", record, datagram)
        expectEqual(report.measured?.detection?.rawValue, "340/TYP/TYP", record, datagram)
        #expect(report.flightPlan?.callsign?.description == trimmed(datagram.leaf("390/CS", in: record)?.string))
        #expect(report.flightPlan?.departure?.description == trimmed(datagram.leaf("390/DEP", in: record)?.string))
        #expect(report.flightPlan?.aircraftType?.description == trimmed(datagram.leaf("390/TAC", in: record)?.string))
        expectEqual(report.flightPlan?.clearedFlightLevel, "390/CFL", record, datagram)
        expectEqual(report.accuracy?.positionMetres?.x, "500/APC/X", record, datagram)
        expectEqual(report.accuracy?.velocityMetresPerSecond?.x, "500/ATV/X", record, datagram)
        expectEqual(report.accuracy?.verticalRateFeetPerMinute, "500/ARC", record, datagram)
        expectEqual(report.composedTracks?.entry(0, in: datagram)?.trackNumber, "510/0/TRACK", record, datagram)
      }
    }
  }

  @Test(arguments: ["cat21_re.ast", "jasterix_cat021ed2.1.bin"])
  func readsADSBReportsAsTheWalkDoes(_ file: String) throws {
    for datagram in try sampled(file) {
      for record in datagram.records {
        let report = try #require(Category021Report(record, in: datagram))
        expectEqual(report.targetAddress, "080", record, datagram)
        expectEqual(report.descriptor?.addressType, "040/ATP", record, datagram)
        #expect(report.descriptor?.isOnGround == (datagram.leaf("040/GBS", in: record)?.raw == 1))
        if datagram.leaf("131/LAT", in: record) == nil {
          expectEqual(report.position?.latitudeDegrees, "130/LAT", record, datagram)
        } else {
          expectEqual(report.position?.latitudeDegrees, "131/LAT", record, datagram)
        }
        expectEqual(report.flightLevel, "145", record, datagram)
        expectEqual(report.geometricHeightFeet, "140", record, datagram)
        expectEqual(report.groundSpeedKnots, "160/GS", record, datagram, factor: 3600)
        expectEqual(report.barometricVerticalRateFeetPerMinute, "155/BVR", record, datagram)
        #expect(report.callsign?.description == trimmed(datagram.leaf("170", in: record)?.string))
        expectEqual(report.emitterCategory, "020", record, datagram)
        expectEqual(report.quality?.nucpOrNIC, "090/NUCPNIC", record, datagram)
        expectEqual(report.version?.linkTechnology, "210/LTT", record, datagram)
        expectEqual(report.amplitudeDBm, "132", record, datagram)
      }
    }
  }

  @Test(arguments: ["201002-lebl-080001_smr.ast", "asterix_cat10", "fixmpts_cat010Report.bin"])
  func readsSurfaceReportsAsTheWalkDoes(_ file: String) throws {
    for datagram in try sampled(file) {
      for record in datagram.records {
        let report = try #require(Category010Report(record, in: datagram))
        expectEqual(report.timeOfDaySeconds, "140", record, datagram)
        expectEqual(report.rhoMetres, "040/RHO", record, datagram)
        expectEqual(report.positionMetres?.y, "042/Y", record, datagram)
        expectEqual(report.position?.latitudeDegrees, "041/LAT", record, datagram)
        expectEqual(report.velocityMetresPerSecond?.x, "202/VX", record, datagram)
        expectEqual(report.accelerationMetresPerSecondSquared?.y, "210/AY", record, datagram)
        expectEqual(report.groundSpeedKnots, "200/GSP", record, datagram, factor: 3600)
        expectEqual(report.flightLevel?.flightLevel, "090/FL", record, datagram)
        expectEqual(report.heightFeet, "091", record, datagram)
        expectEqual(report.targetAddress, "220", record, datagram)
        #expect(report.callsign?.description == trimmed(datagram.leaf("245/CHR", in: record)?.string))
      }
    }
  }

  @Test func readsSensorAndServiceStatus() throws {
    for datagram in try sampled("final_frame_062_065_large_packet_30min.ff") + sampled("fixmpts_cat063.bin") {
      for record in datagram.records {
        if let report = Category063Report(record, in: datagram) {
          expectEqual(report.sensor?.sic, "050/SIC", record, datagram)
          expectEqual(report.connection, "060/CON", record, datagram)
          expectEqual(report.secondaryRangeBiasNauticalMiles, "080/SRB", record, datagram)
          expectEqual(report.secondaryAzimuthBiasDegrees, "081", record, datagram)
          expectEqual(report.timeBiasSeconds, "070", record, datagram, factor: 0.001)
        }
        if let report = Category065Report(record, in: datagram) {
          expectEqual(report.messageType?.rawValue, "000", record, datagram)
          expectEqual(report.systemStatus, "040/NOGO", record, datagram)
          expectEqual(report.batchNumber, "020", record, datagram)
        }
      }
    }
  }

  private func trimmed(_ text: String?) -> String? {
    guard let text else { return nil }
    var characters = Array(text.unicodeScalars.map { $0.value < 0x20 && $0.value != 0 ? "?" : Character($0) })
    characters = characters.map { $0 == "\0" ? " " : $0 }
    while characters.last == " " { characters.removeLast() }
    return String(characters.drop { $0 == " " })
  }
}
