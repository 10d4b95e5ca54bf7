import Foundation
import TestSupport
import Testing

/// A transponder whose surveyed place stands in the sensor file tells a radar its errors.
@Suite struct SurveyedTransponderTests {
  private static let sensors = """
    schema: vigie/sensors/1
    sensors:
      - sac: 20
        sic: 1
        name: North
        type: mode-s
        position: {latitude: 46 N, longitude: 6 E}
        antennaHeight: 100 m
        heightReference: ellipsoid
        scanPeriod: 4 s
        siteMonitors:
          - mode3A: 7777
            position: {latitude: 46.333225 N, longitude: 6 E}   # 20 NM due north, slant range
            height: 100 m
            heightReference: ellipsoid

    """

  /// A reply (I048/010, 140, 020, 040, 070) at 20.1 NM (5145.6 / 256) and 0.22 degrees (40 × 360 / 65536), every four
  /// seconds, one block after the other.
  private static let recording: [UInt8] = (0..<75).flatMap { turn -> [UInt8] in
    let time = (8 * 3600 + 4 * turn) * 128
    let record: [UInt8] = [
      0xF8, 20, 1, UInt8(time >> 16 & 0xFF), UInt8(time >> 8 & 0xFF), UInt8(time & 0xFF), 0x40, 0x14, 0x1A, 0, 40, 0x0F,
      0xFF,
    ]
    return [48, 0, UInt8(record.count + 3)] + record
  }

  private func quality(sensors: String) async throws -> [String: Any] {
    let folder = try ScratchFolder()
    let file = folder.file("north.ast")
    try Data(Self.recording).write(to: file)
    let outcome = try await Program.run(
      [
        "replay", "--headless", file.path, "--sensors", folder.write(sensors, to: "sensors.yaml"), "--track-quality",
        "--json",
      ], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let report = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    return try #require((report["sensors"] as? [[String: Any]])?.first)
  }

  @Test func aSurveyedTransponderInTheFileTellsTheRadarsErrors() async throws {
    let radar = try await quality(sensors: Self.sensors)
    // 20.102 NM less 20 NM, and 0.22 degrees.
    #expect(abs(try #require(radar["registration_range_m"] as? Double) - 188) < 25)
    #expect(abs(try #require(radar["registration_azimuth_deg"] as? Double) - 0.22) < 0.03)
    #expect(try #require(radar["registration_pairs"] as? Int) > 20)
  }

  @Test func oneThatIsNotInTheFileTellsNothing() async throws {
    let bare = Self.sensors.components(separatedBy: "    siteMonitors:")[0]
    let radar = try await quality(sensors: bare)
    #expect((radar["registration_pairs"] as? Int ?? 0) == 0)
  }
}
