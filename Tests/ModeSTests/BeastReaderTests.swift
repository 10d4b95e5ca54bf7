import ModeS
import TestSupport
import Testing

@Suite struct BeastReaderTests {
  private func read(_ bytes: [UInt8], chunk: Int) -> (frames: [BeastFrame], reader: BeastReader) {
    var reader = BeastReader()
    var frames: [BeastFrame] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + chunk)
      reader.append(bytes[start..<end])
      while let frame = reader.next() { frames.append(frame) }
      start = end
    }
    return (frames, reader)
  }

  private func sample(_ escapes: Int = 3) throws -> BeastFrame {
    let bytes = [UInt8](repeating: 0x1A, count: escapes) + [UInt8](repeating: 0x42, count: 14 - escapes)
    let message = try #require(ModeSFrame(bytes))
    return try #require(BeastFrame(timestamp: 0x1A00_001A_1A55, signalLevel: 0x1A, message: message))
  }

  @Test func aFrameSurvivesEncodingWithEveryEscape() throws {
    let frame = try sample()
    var bytes: [UInt8] = []
    frame.encode(into: &bytes)
    // Escape, kind, 21 octets, and seven of them doubled.
    #expect(bytes.count == 2 + 21 + 3 + 1 + 3)
    #expect(frame.encodedByteCount == bytes.count)
    #expect(read(bytes, chunk: 1).frames == [frame])
  }

  @Test func shortMessagesAndModeACAreRead() throws {
    let short = try #require(ModeSFrame(hexadecimal: "5D4840D6F87407"))
    let reply = try #require(ModeSFrame([0x0A, 0x1A]))
    var bytes: [UInt8] = []
    for message in [short, reply] {
      try #require(BeastFrame(timestamp: 5, signalLevel: 9, message: message)).encode(into: &bytes)
    }
    let frames = read(bytes, chunk: 64).frames
    #expect(frames.map(\.kind) == [.modeSShort, .modeAC])
    #expect(frames.map(\.message) == [short, reply])
    #expect(frames.map(\.timestamp) == [5, 5])
  }

  @Test func readsbsReceiverAndTimeFramesAreReadBesideTheMessages() throws {
    let frame = try sample()
    var bytes: [UInt8] = [0x1A, 0xE8, 0x39, 0x30, 0, 0, 0, 0, 0, 0, 0x1A, 0xE3, 1, 2, 3, 4, 5, 6, 7, 0x1A, 0x1A]
    frame.encode(into: &bytes)
    bytes += [0x1A, 0x34] + [UInt8](repeating: 7, count: 21)
    frame.encode(into: &bytes)
    var reader = BeastReader()
    reader.append(bytes)
    #expect(reader.next() == frame)
    #expect(reader.receiverIdentifier == 0x0102_0304_0506_071A)
    #expect(reader.recordedTimeMilliseconds == 12_345)
    #expect(reader.next() == frame)
    // The name stands until another is given.
    #expect(reader.receiverIdentifier == 0x0102_0304_0506_071A)
    #expect(reader.counters.otherFrames == 3)
    #expect(reader.counters.garbageBytes == 0)
  }

  @Test(arguments: [1, 3, 64])
  func receiverNamesAndTimesComeBackHoweverTheStreamIsCut(chunk: Int) throws {
    let frame = try sample()
    let names: [UInt64] = [0, 0x1A, 0x1A1A_1A1A_1A1A_1A1A, 0x0102_0304_0506_0708, .max]
    let times: [Int64] = [0, 0x1A, 1_700_513_836_875, .max, -1]
    var bytes: [UInt8] = []
    for (name, time) in zip(names, times) {
      BeastFrame.encode(receiverIdentifier: name, into: &bytes)
      BeastFrame.encode(recordedTimeMilliseconds: time, into: &bytes)
      frame.encode(into: &bytes)
    }
    var reader = BeastReader()
    var found: [(name: UInt64?, time: Int64?)] = []
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      reader.append(bytes[start..<min(bytes.count, start + chunk)])
      while reader.next() != nil { found.append((reader.receiverIdentifier, reader.recordedTimeMilliseconds)) }
    }
    #expect(found.map(\.name) == names)
    #expect(found.map(\.time) == times)
    #expect(reader.counters.garbageBytes == 0)
    #expect(reader.counters.otherFrames == 2 * names.count)
  }

  @Test func findsTheNextFrameAfterGarbageAndAfterABrokenFrame() throws {
    let frame = try sample()
    var bytes: [UInt8] = [1, 2, 0x1A, 0x1A, 0x33, 0x1A, 0x99, 3]
    frame.encode(into: &bytes)
    bytes += [0x1A, 0x33, 1, 2, 3]
    frame.encode(into: &bytes)
    let result = read(bytes, chunk: 5)
    #expect(result.frames == [frame, frame])
    #expect(result.reader.counters.brokenFrames == 1)
    #expect(result.reader.counters.garbageBytes == 8 + 5)
  }

  @Test func waitsForTheRestOfAFrame() throws {
    let frame = try sample()
    var bytes: [UInt8] = []
    frame.encode(into: &bytes)
    for cut in 0..<bytes.count {
      var reader = BeastReader()
      reader.append(bytes[..<cut])
      #expect(reader.next() == nil)
      reader.append(bytes[cut...])
      #expect(reader.next() == frame)
    }
  }

  @Test(arguments: [1, 7, 64, 4096])
  func cutsMakeNoDifferenceToRandomBytes(chunk: Int) throws {
    var numbers = SeededNumbers(seed: 11)
    var bytes: [UInt8] = []
    let likely: [UInt8] = [0x1A, 0x1A, 0x31, 0x32, 0x33, 0x34, 0xE3, 0xE8]
    for _ in 0..<40_000 {
      let draw = numbers.next()
      bytes.append(draw & 3 == 0 ? likely[Int((draw >> 8) & 7)] : UInt8(truncatingIfNeeded: draw >> 16))
      if draw & 0xFFF == 9 { try sample(Int((draw >> 20) & 7)).encode(into: &bytes) }
    }
    let whole = read(bytes, chunk: bytes.count)
    let cut = read(bytes, chunk: chunk)
    #expect(whole.frames.count > 100)
    #expect(cut.frames == whole.frames)
    #expect(cut.reader.counters == whole.reader.counters)
    #expect(cut.reader.unreadByteCount == whole.reader.unreadByteCount)
  }

  @Test(
    .enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"), arguments: [1, 7, 65_536])
  func cutsMakeNoDifferenceToARecording(chunk: Int) throws {
    let bytes = try #require(TestData.bytes("modes/ulss7.a.beast"))
    let whole = read(bytes, chunk: bytes.count)
    let cut = read(bytes, chunk: chunk)
    #expect(whole.frames.count == 6723)
    #expect(whole.reader.counters.garbageBytes == 0)
    #expect(cut.frames == whole.frames)
    #expect(reports(cut.frames) == reports(whole.frames))
    var again: [UInt8] = []
    for frame in whole.frames { frame.encode(into: &again) }
    #expect(again == bytes)
  }

  private func reports(_ frames: [BeastFrame]) -> [ADSBReport] {
    var decoder = ADSBDecoder()
    return frames.compactMap { decoder.decode($0.message, timeNanoseconds: $0.counterNanoseconds) }
  }
}
