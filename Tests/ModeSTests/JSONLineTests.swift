import Foundation
import ModeS
import TestSupport
import Testing

@Suite struct JSONLineTests {
  /// The documented members of a line, read from the schema beside the documentation.
  private struct Schema {
    struct Member {
      var type: String?
      var values: [String]?
      var pattern: String?
      var minimum: Double?
      var maximum: Double?
      var below: Double?
    }

    var members: [String: Member] = [:]
    var required: [String] = []

    init() throws {
      let url = TestData.packageFolder.appendingPathComponent("docs/formats/modes-record.schema.json")
      let object = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any]
      let properties = try #require(object?["properties"] as? [String: [String: Any]])
      // A message has its octets; only reports have none.
      required = try #require(object?["required"] as? [String]) + ["hex"]
      for (name, rules) in properties {
        members[name] = Member(
          type: rules["type"] as? String, values: rules["enum"] as? [String], pattern: rules["pattern"] as? String,
          minimum: (rules["minimum"] as? NSNumber)?.doubleValue, maximum: (rules["maximum"] as? NSNumber)?.doubleValue,
          below: (rules["exclusiveMaximum"] as? NSNumber)?.doubleValue)
      }
    }

    /// What is wrong with a line; empty for a good one.
    func faults(_ line: some StringProtocol) -> [String] {
      guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
        return ["no JSON object"]
      }
      var faults = required.filter { object[$0] == nil }.map { "\($0) is missing" }
      for (name, value) in object {
        guard let member = members[name] else {
          faults.append("\(name) is not documented")
          continue
        }
        faults += self.faults(name, value, member)
      }
      // A member that stands twice hides behind the last one.
      let count = line.components(separatedBy: "\":").count - 1
      if count != object.count { faults.append("\(count) members, \(object.count) of them different") }
      return faults
    }

    private func faults(_ name: String, _ value: Any, _ member: Member) -> [String] {
      if let text = value as? String {
        guard member.type == "string" || member.values != nil else { return ["\(name) is a text"] }
        if let values = member.values, !values.contains(text) { return ["\(name) is \(text)"] }
        if let pattern = member.pattern, text.range(of: pattern, options: .regularExpression) == nil {
          return ["\(name) is \(text)"]
        }
        return []
      }
      guard let number = value as? NSNumber else { return ["\(name) is \(value)"] }
      switch member.type {
      case "boolean": return value is Bool ? [] : ["\(name) is \(number)"]
      case "integer" where number.doubleValue.rounded() != number.doubleValue: return ["\(name) is \(number)"]
      case "integer", "number": break
      default: return ["\(name) is \(number)"]
      }
      let isInside =
        number.doubleValue >= member.minimum ?? -.infinity && number.doubleValue <= member.maximum ?? .infinity
        && number.doubleValue < member.below ?? .infinity
      return isInside ? [] : ["\(name) is \(number)"]
    }
  }

  private func line(_ write: (inout ModeSJSONWriter) -> Void) -> String {
    var writer = ModeSJSONWriter()
    write(&writer)
    return String(decoding: writer.output, as: UTF8.self)
  }

  /// The line of a message decoded by itself.
  private func line(_ text: String, timeNanoseconds: Int64 = 1_717_666_875_418_501_000) -> String {
    var decoder = ModeSDecoder(isStateless: true)
    let frame = Frames.hex(text)
    let reading = decoder.decode(frame, timeNanoseconds: timeNanoseconds)
    return line { $0.write(reading, received: frame) }
  }

  // MARK: Golden lines, recorded messages

  @Test func aVelocityHasItsLine() {
    // Toulouse 2024; groundspeed 140, track 143.13, +128 ft/min, 275 ft by both peers, the source by pyModeS.
    #expect(
      line("8d3985a79908558e300c0c995bb2") == """
        {"t":1717666875.418501,"hex":"8d3985a79908558e300c0c995bb2","df":17,"icao":"3985a7","crc":"ok","typecode":19,\
        "bds":"0,9","bds_confidence":1,"groundspeed_kt":140.0,"track_deg":143.13010235415598,"vertical_rate_fpm":128,\
        "vertical_rate_source":"baro","gnss_minus_baro_ft":275,"nac_v":1,"on_ground":false,"accepted":true}

        """)
  }

  @Test func anIdentificationHasItsLine() {
    // Toulouse 2024; EIN5GV by jet1090, wake category "< 136,000 kg".
    #expect(
      line("8f4ca216231493b51d6820ac7532", timeNanoseconds: 0) == """
        {"t":0.0,"hex":"8f4ca216231493b51d6820ac7532","df":17,"icao":"4ca216","crc":"ok","typecode":4,"bds":"0,8",\
        "bds_confidence":1,"callsign":"EIN5GV","category":"A3","accepted":true}

        """)
  }

  @Test func aTargetStateHasItsLine() {
    #expect(
      line("8d3461ceea0dc870013c0028c2c4", timeNanoseconds: -1) == """
        {"t":-0.000000001,"hex":"8d3461ceea0dc870013c0028c2c4","df":17,"icao":"3461ce","crc":"ok","typecode":29,\
        "bds":"6,2","bds_confidence":1,"selected_altitude_ft":7008,"selected_altitude_source":"mcp","qnh_hpa":1015.2,\
        "acas_operational":false,"nac_p":9,"nic_baro":1,"sil":3,"on_ground":false,"accepted":true}

        """)
  }

  @Test func aCommBReplyHasItsLine() {
    // The example of the format's page.
    #expect(
      line("a0000a93ffbeb32dfffcbb44bf45") == """
        {"t":1717666875.418501,"hex":"a0000a93ffbeb32dfffcbb44bf45","df":20,"icao":"400f99","crc":"address",\
        "altitude_ft":15875,"altitude_kind":"baro","bds":"5,0","bds_confidence":1.0,"roll_deg":-0.52734375,\
        "track_deg":330.64453125,"groundspeed_kt":366,"track_rate_dps":-0.03125,"tas_kt":374,"on_ground":false,\
        "accepted":true}

        """)
  }

  @Test func aHeldReplyAndARepairedMessageSaySo() {
    var decoder = ModeSDecoder()
    let reply = Frames.reply(0x45AC33, format: 5, status: 2, code: ModeACode(0o7700).identityField)
    let held = decoder.decode(reply, timeNanoseconds: second)
    #expect(
      line { $0.write(held, received: reply) } == """
        {"t":1.0,"hex":"\(reply.hexadecimal)","df":5,"icao":"45ac33","crc":"address","squawk":"7700","alert":true,\
        "on_ground":false,"accepted":false,"rejected":"unknown_address"}

        """)
    let original = Frames.hex("8f4ca216231493b51d6820ac7532")
    let damaged = Frames.flipping(original, 112)
    _ = decoder.decode(original, timeNanoseconds: 0)
    let repaired = decoder.decode(damaged, timeNanoseconds: second)
    #expect(
      line { $0.write(repaired, received: damaged, signalLevel: 200) } == """
        {"t":1.0,"hex":"8f4ca216231493b51d6820ac7533","signal":200,"df":17,"icao":"4ca216","crc":"repaired",\
        "repaired_bit":112,"typecode":4,"bds":"0,8","bds_confidence":1,"callsign":"EIN5GV","category":"A3",\
        "accepted":true}

        """)
  }

  // MARK: Every line

  @Test func textThatIsNoMessageIsWrittenAsValidJSON() throws {
    let schema = try Schema()
    for text in [
      "", "\"", "\\", "\\\"", "a\u{0}b\nc\td\u{7F}", "é🛩\u{2028}", "{}[],:", String(repeating: "\\", count: 99),
    ] {
      let line = line { $0.write(refused: text, timeNanoseconds: nil, reason: "not_a_message") }
      #expect(schema.faults(line.dropLast()) == [])
      #expect(line.hasSuffix("\n") && line.dropLast().allSatisfy { $0 != "\n" })
    }
  }

  @Test func linesFollowOneAnotherAndAreForgotten() throws {
    let schema = try Schema()
    var writer = ModeSJSONWriter()
    for _ in 0..<3 { writer.write(refused: "x", timeNanoseconds: .min, reason: "not_a_message") }
    let lines = String(decoding: writer.output, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 3 && lines.allSatisfy { schema.faults($0) == [] })
    writer.removeOutput()
    #expect(writer.output.isEmpty)
  }

  @Test(.enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"), arguments: PeerRecording.all)
  func everyLineOfARecordingIsDocumentedJSON(recording: PeerRecording) throws {
    let schema = try Schema()
    var decoder = ModeSDecoder(receiverPosition: recording.receiverPosition, isStateless: recording.isStateless)
    var writer = ModeSJSONWriter()
    var faults: [String] = []
    for (index, message) in try recording.messages().enumerated() {
      let reading = decoder.decode(message.frame, timeNanoseconds: message.timeNanoseconds)
      if index % (soakFactor > 1 ? 1 : 5) > 0 { continue }
      writer.removeOutput()
      writer.write(reading, received: message.frame, signalLevel: UInt8(index & 0xFF))
      let line = String(decoding: writer.output, as: UTF8.self)
      for fault in schema.faults(line.dropLast()) { faults.append("\(fault): \(line)") }
      if line.contains("nan") || line.contains("inf") { faults.append("no number: \(line)") }
    }
    #expect(faults == [])
    #expect(decoder.counters.messages > 900)
  }

  @Test func everyLineOfRandomIntactMessagesIsDocumentedJSON() throws {
    let schema = try Schema()
    var numbers = SeededNumbers(seed: 7400)
    var decoder = ModeSDecoder(receiverPosition: CPRPosition(latitudeDegrees: 43.6, longitudeDegrees: 1.4))
    var stateless = ModeSDecoder(isStateless: true)
    var writer = ModeSJSONWriter()
    var accepted = 0
    for _ in 0..<4000 * soakFactor {
      var bytes = numbers.bytes(numbers.next() & 7 == 0 ? 7 : 14)
      let formats: [UInt8] = bytes.count == 7 ? [0, 4, 5, 11] : [16, 17, 18, 20, 21]
      bytes[0] = formats[Int(numbers.next() % UInt64(formats.count))] << 3 | bytes[0] & 7
      // Few addresses, so that halves meet and replies agree.
      (bytes[1], bytes[2], bytes[3]) = (0x40, 0, bytes[3] & 3)
      let format = bytes[0] >> 3
      let overlay = [11, 17, 18].contains(format) ? 0 : 0x40_0000 | UInt32(bytes[3])
      let frame = ModeSCRC.sealed(Frames.frameOf(bytes), overlay: overlay)
      let time = Int64(truncatingIfNeeded: numbers.next() >> 30)
      for reading in [
        decoder.decode(frame, timeNanoseconds: time), stateless.decode(frame, timeNanoseconds: time),
      ] {
        if reading.rejection == nil { accepted += 1 }
        writer.removeOutput()
        writer.write(reading, received: frame)
        let line = String(decoding: writer.output, as: UTF8.self)
        #expect(schema.faults(line.dropLast()) == [], "\(line)")
      }
    }
    #expect(accepted > 4000 * soakFactor)
  }
}
