import ModeS
import ReceiverReports
import Surveillance
import TestSupport
import Testing

@testable import Feeds

/// What a connection's octets become, however the network cuts them.
@Suite struct ReceiverStreamTests {
  private static let time = SurveillanceTime(nanoseconds: 1)
  private static let feed = FeedNumber(rawValue: 9)

  private func datagrams(_ octets: [UInt8], _ receiver: ReceiverProtocol, chunk: Int) -> [FeedDatagram] {
    var stream = ReceiverStream(receiver, feed: Self.feed)
    return stride(from: 0, to: octets.count, by: chunk).flatMap { start in
      stream.take(Array(octets[start..<min(octets.count, start + chunk)]), at: Self.time)
    }
  }

  @Test(arguments: ReceiverProtocol.allCases)
  func givesTheSameDatagramsHoweverAStreamIsCut(receiver: ReceiverProtocol) throws {
    let octets = MadeStreams.octets(receiver)
    let whole = datagrams(octets, receiver, chunk: octets.count)
    #expect(whole.count == MadeStreams.units(receiver))
    #expect(whole.allSatisfy { $0.receiveTime == Self.time && $0.feed == Self.feed })
    for chunk in [1, 7, 64 << 10] { #expect(datagrams(octets, receiver, chunk: chunk) == whole, "\(chunk)") }
  }

  @Test func namesTheReceiverOfEveryBeastFrameThatFollows() throws {
    let frame = try MadeStreams.frame(ticks: 0x1A)
    var octets: [UInt8] = []
    frame.encode(into: &octets)
    BeastFrame.encode(receiverIdentifier: 0x1A1A_0000_0000_001A, into: &octets)
    frame.encode(into: &octets)
    frame.encode(into: &octets)
    BeastFrame.encode(receiverIdentifier: 7, into: &octets)
    frame.encode(into: &octets)
    let payloads = datagrams(octets, .beast, chunk: 5).map(\.payload)
    #expect(
      payloads.map { CanonicalBeast.receiverIdentifier(of: $0) } == [
        nil, 0x1A1A_0000_0000_001A, 0x1A1A_0000_0000_001A, 7,
      ])
    #expect(payloads.map { CanonicalBeast.frame(of: $0) } == Array(repeating: frame, count: 4))
    #expect(payloads[1].starts(with: [0xE3, 0x1A, 0x1A, 0, 0, 0, 0, 0, 0x1A, 0x33]))
    #expect(CanonicalBeast.frame(of: Array(payloads[1].prefix(9))) == nil)
    #expect(CanonicalBeast.receiverIdentifier(of: Array(payloads[1].prefix(9))) == nil)
  }

  @Test func givesAVRLinesAsBeastFrames() throws {
    let text = "*8D40621D58C382D690C8AC2863A7;\n@0000005B8D805D4840D6F87407;\r\n<0000005B8D815F0A1A;\n"
    let frames = datagrams(Array(text.utf8), .avr, chunk: 3).compactMap { CanonicalBeast.frame(of: $0.payload) }
    #expect(frames.map(\.timestamp) == [0, 0x5B8D80, 0x5B8D81])
    #expect(frames.map(\.signalLevel) == [0, 0, 0x5F])
    #expect(frames.map(\.kind) == [.modeSLong, .modeSShort, .modeAC])
  }

  @Test func givesSBSLinesAsTheyCame() throws {
    let lines = [
      "MSG,3,1,1,ABDF3F,1,2018/04/03,19:02:28.136,2018/04/03,19:02:28.200,,8525,,,59.9,30.1,,,0,0,0,0",
      "SEL,,496,2286,4CA4E5,27215,2010/02/19,18:06:07.710,2010/02/19,18:06:07.710,RYR1427", "MSG,9,,,ABDF3F", "\u{7}",
      "MSG,8,,,ABDF3F,,,,,,,,,,,,,,,,,",
    ]
    var stream = ReceiverStream(.sbs, feed: Self.feed)
    let found = stream.take(Array((lines.joined(separator: "\r\n") + "\r\nMSG,8,,,ABDF").utf8), at: Self.time)
    #expect(found.map(\.kind) == [.sbs, .sbs, .sbs])
    #expect(found.map { String(decoding: $0.payload, as: UTF8.self) } == [lines[0], lines[1], lines[4]])
    #expect(stream.refusals == [FeedRefusal(reason: "lines that are not SBS", count: 1)])
  }

  @Test func givesUATLinesAsTheyCame() throws {
    let lines = [MadeStreams.uatDownlink + "rssi=-20.1;t=1700000000.5;", "!fecfix=1;", "-00zz;", MadeStreams.uatUplink]
    var stream = ReceiverStream(.uat, feed: Self.feed)
    let found = stream.take(Array((lines.joined(separator: "\n") + "\n").utf8), at: Self.time)
    #expect(found.map { String(decoding: $0.payload, as: UTF8.self) } == [lines[0], lines[3]])
    #expect(found.allSatisfy { $0.kind == .uat })
    #expect(stream.refusals == [FeedRefusal(reason: "lines that are not UAT", count: 1)])
  }

  @Test(arguments: ReceiverProtocol.allCases)
  func tellsWhenAStreamIsSomethingElse(receiver: ReceiverProtocol) {
    for other in ReceiverProtocol.allCases where other != receiver {
      var stream = ReceiverStream(receiver, feed: Self.feed)
      let octets = MadeStreams.octets(other)
      var isRecognised = false
      for _ in 0...(20_000 / octets.count) where !isRecognised {
        #expect(stream.take(octets, at: Self.time).isEmpty)
        isRecognised = stream.isSomethingElse
      }
      #expect(isRecognised, "\(other) as \(receiver)")
    }
    // A quiet one is not: it may only just begin.
    var stream = ReceiverStream(receiver, feed: Self.feed)
    #expect(stream.take(Array(repeating: 0x41, count: 8192), at: Self.time).isEmpty)
    #expect(!stream.isSomethingElse)
  }

  @Test(arguments: ReceiverProtocol.allCases)
  func takesAnyOctetsWithinBounds(receiver: ReceiverProtocol) {
    for seed in 0..<40 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var octets = MadeStreams.octets(receiver)
      for _ in 0..<(octets.count / 20) {
        let place = Int.random(in: octets.indices, using: &generator)
        octets[place] = UInt8.random(in: 0...255, using: &generator)
      }
      let whole = datagrams(octets, receiver, chunk: octets.count)
      #expect(whole.count < MadeStreams.units(receiver) * 2)
      #expect(datagrams(octets, receiver, chunk: 11) == whole, "\(seed)")
    }
  }

  @Test(arguments: [1, 5, 10_000])
  func takesLinesOutOfPieces(chunk: Int) {
    let text =
      "one\n\r\n  \ntwo\r" + String(repeating: "x", count: 5000)
      + "\nthree\n\(String(repeating: "y", count: 4096))\nend"
    let octets = Array(text.utf8)
    var reader = LineReader()
    var lines: [LineReader.Line] = []
    for start in stride(from: 0, to: octets.count, by: chunk) {
      reader.append(Array(octets[start..<min(octets.count, start + chunk)]))
      while let line = reader.next() { lines.append(line) }
    }
    reader.finish()
    while let line = reader.next() { lines.append(line) }
    #expect(lines.map { $0.text.prefix(6) } == ["one", "two", "three", "yyyyyy", "end"])
    #expect(reader.tooLong == 1)
    for line in lines { #expect(Array(octets[line.offset...].prefix(line.octets.count)) == line.octets) }
  }
}
