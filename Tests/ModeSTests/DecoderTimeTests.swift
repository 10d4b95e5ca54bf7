import ModeS
import TestSupport
import Testing

/// Time is that of the messages: it may repeat, run backwards and start anywhere.
@Suite struct DecoderTimeTests {
  private static let start = CPRPosition(latitudeDegrees: 43, longitudeDegrees: 1)

  /// An aircraft that flies north at 480 kt and sends a position every half second on alternating grids.
  private func flight(_ steps: Range<Int>, from time: Int64 = 0)
    -> [(frame: ModeSFrame, time: Int64, place: CPRPosition)]
  {
    let encoder = ExtendedSquitterEncoder(address: 0x400F99)
    return steps.map { step in
      var place = Self.start
      place.latitudeDegrees += 480.0 / 3600 / 60 * Double(step) / 2
      let altitude = ADSBAltitude(feet: 35_000, kind: .barometric)
      let frame = encoder.airbornePosition(place, isOdd: step % 2 == 1, altitude: altitude)
      return (frame, time + Int64(step) * second / 2, place)
    }
  }

  private func outcome(_ reading: ModeSReading) -> [String] {
    [
      "\(String(describing: reading.report?.position))", "\(String(describing: reading.report?.positionRejection))",
      "\(String(describing: reading.rejection))", "\(String(describing: reading.commB))", "\(reading.parity)",
      "\(String(describing: reading.navigationIntegrity))",
    ]
  }

  @Test(
    .enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"),
    arguments: [1_717_664_319 * second, -86_400 * second, 1, -4_000_000_000 * second])
  func aRecordingWithOtherTimesGivesTheSame(shift: Int64) throws {
    let messages = ReferenceData.messages(beast: "modes/ulss7.a.beast")
    var plain = ModeSDecoder()
    var shifted = ModeSDecoder()
    for message in messages {
      let expected = plain.decode(message.frame, timeNanoseconds: message.timeNanoseconds)
      let reading = shifted.decode(message.frame, timeNanoseconds: message.timeNanoseconds + shift)
      #expect(outcome(reading) == outcome(expected))
    }
    #expect(plain.counters == shifted.counters && plain.counters.messages == 4464)
  }

  @Test func midnightAndTheBeginningOfAnEpochAreTimesLikeOthers() {
    for start in [-10 * second, 86_390 * second, -86_410 * second] {
      var decoder = ModeSDecoder()
      var placed = 0
      for step in flight(0..<40, from: start) {
        let reading = decoder.decode(step.frame, timeNanoseconds: step.time)
        guard let position = reading.report?.position else { continue }
        placed += 1
        #expect(position.roughDistanceMetres(to: step.place) < 5)
      }
      #expect(placed == 39)
    }
  }

  @Test func repeatsGiveTheSamePositionAgain() {
    var decoder = ModeSDecoder()
    for (index, step) in flight(0..<60).enumerated() {
      let first = decoder.decode(step.frame, timeNanoseconds: step.time)
      for later: Int64 in [0, 1000, second / 10] {
        let again = decoder.decode(step.frame, timeNanoseconds: step.time + later)
        #expect(again.report?.position == first.report?.position)
        #expect((again.report?.position != nil) == (index > 0))
      }
    }
  }

  @Test func disorderMovesNoPosition() {
    var numbers = SeededNumbers(seed: 7300)
    var steps = flight(0..<400)
    // Each message is up to two seconds late.
    steps = steps.map { (key: $0.time + Int64(numbers.uniform(0, 2e9)), step: $0) }
      .sorted { $0.key < $1.key }.map(\.step)
    var decoder = ModeSDecoder()
    var placed = 0
    for step in steps {
      let reading = decoder.decode(step.frame, timeNanoseconds: step.time)
      guard let position = reading.report?.position else { continue }
      placed += 1
      #expect(position.roughDistanceMetres(to: step.place) < 5)
    }
    #expect(placed >= 397)
  }

  @Test func timeMayGoBackByHours() {
    var decoder = ModeSDecoder()
    for step in flight(0..<40, from: 36_000 * second) {
      _ = decoder.decode(step.frame, timeNanoseconds: step.time)
    }
    // The same flight an hour's flying further on, but ten hours earlier by its times: a new pair is needed.
    var placed = 0
    for step in flight(7200..<7240, from: -3600 * second) {
      let reading = decoder.decode(step.frame, timeNanoseconds: step.time)
      guard let position = reading.report?.position else { continue }
      placed += 1
      #expect(position.roughDistanceMetres(to: step.place) < 5)
    }
    #expect(placed == 39)
  }

  @Test func aJumpOfHoursForgetsWhatConfirmedReplies() {
    var decoder = ModeSDecoder()
    let reply = Frames.reply(0x45AC33, code: Frames.altitudeCode(38_000))
    _ = decoder.decode(Frames.allCall(0x45AC33), timeNanoseconds: 36_000 * second)
    _ = decoder.decode(reply, timeNanoseconds: 36_000 * second)
    #expect(decoder.decode(reply, timeNanoseconds: 36_001 * second).rejection == nil)
    #expect(decoder.decode(reply, timeNanoseconds: 0).rejection == .unknownAddress)
  }

  @Test func theEndsOfTimeDoNotTrap() {
    var decoder = ModeSDecoder()
    let times: [Int64] = [.min, .max, 0, .min + 1, .max - 1, -1, 1, .max, .min]
    let position = flight(0..<2)
    var frames = position.map(\.frame)
    frames.append(Frames.reply(0x400F99, code: Frames.altitudeCode(35_000)))
    frames.append(Frames.reply(0x400F99, format: 5, code: ModeACode(0o7700).identityField))
    frames.append(Frames.allCall(0x400F99, interrogator: 3))
    frames.append(Frames.commB(0x400F99, code: Frames.altitudeCode(35_000), field: 0xFE_3169_20FF_D480))
    let velocity = ExtendedSquitterEncoder(address: 0x400F99)
      .velocity(eastKnots: 10, northKnots: 400, verticalRateFeetPerMinute: 0)
    frames.append(velocity)
    var writer = ModeSJSONWriter()
    for time in times {
      for other in times {
        for frame in frames {
          _ = decoder.decode(frame, timeNanoseconds: other)
          let reading = decoder.decode(frame, timeNanoseconds: time)
          #expect(reading.timeNanoseconds == time)
          writer.write(reading, received: frame)
        }
      }
    }
    #expect(decoder.counters.messages == times.count * times.count * frames.count * 2)
    #expect(String(decoding: writer.output, as: UTF8.self).contains(#""t":-9223372036.854775808"#))
  }

  @Test(.enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"))
  func aStreamGivesTheSameReadingsHoweverItIsCut() throws {
    let bytes = Array(try #require(TestData.bytes("modes/ulss7.a.beast")).prefix(30_000 * soakFactor))
    func lines(_ cut: (inout SeededNumbers) -> Int, seed: UInt64) -> [UInt8] {
      var numbers = SeededNumbers(seed: seed)
      var reader = BeastReader()
      var decoder = ModeSDecoder()
      var writer = ModeSJSONWriter()
      var offset = 0
      while offset < bytes.count {
        let end = min(bytes.count, offset + cut(&numbers))
        reader.append(bytes[offset..<end])
        offset = end
        while let frame = reader.next() {
          let reading = decoder.decode(frame.message, timeNanoseconds: frame.counterNanoseconds)
          writer.write(reading, received: frame.message, signalLevel: frame.signalLevel)
        }
      }
      return writer.output
    }
    let whole = lines({ _ in .max / 2 }, seed: 0)
    #expect(whole.count > 100_000)
    #expect(lines({ _ in 1 }, seed: 0) == whole)
    for seed in 1...UInt64(4 * soakFactor) {
      #expect(lines({ 1 + Int($0.next() % 70) }, seed: seed) == whole)
    }
  }
}
