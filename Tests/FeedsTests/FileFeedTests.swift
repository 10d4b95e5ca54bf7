import Asterix
import Foundation
import Surveillance
import TestSupport
import Testing

@testable import Feeds

@Suite struct FileFeedTests {
  @Test func takesTheTimeOfDayOfTheRecordsOnTheRecordingDate() throws {
    let file = try ScratchFile([28800.0, 28801.5, 28801, 28802].flatMap { block048(secondsOfDay: $0) })
    let (feed, datagrams) = try readAll(file.path, recordingDate: may2)
    #expect(feed.format == .asterix(.raw))
    #expect(datagrams.map { $0.receiveTime?.seconds(since: may2) } == [28800, 28801.5, 28801.5, 28802])
    #expect(datagrams.map(\.fileOffset) == [0, 9, 18, 27])
    #expect(datagrams.allSatisfy { $0.kind == .asterix && $0.payload.count == 9 })
    #expect(feed.datagrams == 4)
    #expect(feed.bytesRead == 36)
    #expect(feed.refusals.isEmpty)
  }

  @Test func goesOnThroughMidnight() throws {
    let file = try ScratchFile([86398.0, 86399.5, 0.5, 2].flatMap { block048(secondsOfDay: $0) })
    let (_, datagrams) = try readAll(file.path, recordingDate: may2)
    #expect(datagrams.map { $0.receiveTime?.seconds(since: may2) } == [86398, 86399.5, 86400.5, 86402])
  }

  @Test func isNotCarriedAwayByOneStrayTime() throws {
    let times = [1000.0, 1001, 30000, 1002, 1003]
    let file = try ScratchFile(times.flatMap { block048(secondsOfDay: $0) })
    let (_, datagrams) = try readAll(file.path)
    #expect(datagrams.map { $0.receiveTime?.secondsOfDay } == [1000, 1001, 1001, 1002, 1003])
  }

  @Test func followsARealGap() throws {
    let times = [1000.0, 1001, 30000, 30001, 30002]
    let file = try ScratchFile(times.flatMap { block048(secondsOfDay: $0) })
    let (_, datagrams) = try readAll(file.path)
    #expect(datagrams.map { $0.receiveTime?.secondsOfDay } == [1000, 1001, 1001, 30001, 30002])
  }

  @Test func datagramsBeforeTheFirstTimeGetIt() throws {
    let file = try ScratchFile(opaqueBlock + opaqueBlock + block048(secondsOfDay: 4000) + opaqueBlock)
    let (_, datagrams) = try readAll(file.path)
    #expect(datagrams.map { $0.receiveTime?.secondsOfDay } == [4000, 4000, 4000, 4000])
  }

  @Test func aFileWithoutAnyTimeStandsAtTheStartOfItsDay() throws {
    let file = try ScratchFile(opaqueBlock + opaqueBlock)
    let (_, datagrams) = try readAll(file.path, recordingDate: may2)
    #expect(datagrams.map(\.receiveTime) == [may2, may2])
  }

  @Test func mergesFilesByTime() throws {
    let one = try ScratchFile([10.0, 20, 30].flatMap { block048(secondsOfDay: $0) })
    let two = try ScratchFile([5.0, 20, 25, 40].flatMap { block048(secondsOfDay: $0) })
    var merged = try MergedFileFeed(paths: [one.path, two.path])
    var found: [String] = []
    while let datagram = try merged.next() {
      found.append("\(datagram.feed.rawValue):\(datagram.receiveTime?.secondsOfDay ?? -1)")
    }
    #expect(found == ["2:5.0", "1:10.0", "1:20.0", "2:20.0", "2:25.0", "1:30.0", "2:40.0"])
    #expect(merged.datagrams == 7)
  }

  @Test func copiesAreIndependent() throws {
    let file = try ScratchFile((0..<20_000).flatMap { block048(secondsOfDay: Double($0) / 10) })
    var feed = try FileFeed(path: file.path)
    for _ in 0..<5000 { _ = try feed.next() }
    var copy = feed
    var left: [FeedDatagram] = []
    var right: [FeedDatagram] = []
    while let datagram = try feed.next() { left.append(datagram) }
    while let datagram = try copy.next() { right.append(datagram) }
    #expect(left.count == 15_000)
    #expect(left == right)
  }

  @Test func readsFromAPipe() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("feeds-\(UUID().uuidString)").path
    #expect(mkfifo(path, 0o600) == 0)
    defer { unlink(path) }
    let blocks = (0..<20_000).flatMap { block048(secondsOfDay: Double($0) / 10) }
    Thread.detachNewThread {
      guard let handle = FileHandle(forWritingAtPath: path) else { return }
      try? handle.write(contentsOf: Data(blocks))
      try? handle.close()
    }
    let (_, datagrams) = try readAll(path)
    #expect(datagrams.count == 20_000)
  }

  // MARK: Beast and AVR

  private func beastFrame(_ ticks: UInt64) -> [UInt8] {
    var bytes: [UInt8] = [0x1A, 0x33]
    let body = stride(from: UInt64(40), through: 0, by: -8).map { UInt8(truncatingIfNeeded: ticks >> $0) } + [0x1A]
    for octet in body + [0x8D, 0x40, 0x62, 0x1D, 0x58, 0xC3, 0x82, 0xD6, 0x90, 0xC8, 0xAC, 0x28, 0x63, 0x1A] {
      bytes.append(octet)
      if octet == 0x1A { bytes.append(octet) }
    }
    return bytes
  }

  private func beastSeconds(_ ticks: [UInt64]) throws -> [Double?] {
    let file = try ScratchFile(ticks.flatMap(beastFrame))
    let (feed, datagrams) = try readAll(file.path, recordingDate: may2)
    #expect(feed.format == .beast)
    return datagrams.map { $0.receiveTime?.seconds(since: may2) }
  }

  @Test func countsBeastTimeFromTheRecordingDate() throws {
    let tick: UInt64 = 12_000_000
    #expect(try beastSeconds([5 * tick, 6 * tick, 5 * tick, 8 * tick]) == [0, 1, 1, 3])
  }

  @Test func followsTheBeastCounterThroughItsEnd() throws {
    let tick: UInt64 = 12_000_000
    let end: UInt64 = 1 << 48
    #expect(try beastSeconds([end - tick, 0, tick, 2 * tick]) == [0, 1, 2, 3])
  }

  @Test func goesOnWhenTheReceiverStartedAnew() throws {
    let tick: UInt64 = 12_000_000
    #expect(try beastSeconds([5000 * tick, 5001 * tick, 7 * tick, 8 * tick, 10 * tick]) == [0, 1, 1, 1, 3])
  }

  @Test func passesOverOneStrayBeastTime() throws {
    let tick: UInt64 = 12_000_000
    #expect(try beastSeconds([1 * tick, 2 * tick, 90_000 * tick, 3 * tick, 4 * tick]) == [0, 1, 1, 2, 3])
  }

  @Test func givesBeastFramesWithoutEscapes() throws {
    let file = try ScratchFile(beastFrame(0x0000_1A1A_0001))
    let (_, datagrams) = try readAll(file.path)
    let expected: [UInt8] = [
      0x33, 0, 0, 0x1A, 0x1A, 0, 1, 0x1A, 0x8D, 0x40, 0x62, 0x1D, 0x58, 0xC3, 0x82, 0xD6, 0x90, 0xC8, 0xAC, 0x28, 0x63,
      0x1A,
    ]
    #expect(datagrams.map(\.payload) == [expected])
    #expect(datagrams.map(\.fileOffset) == [0])
    #expect(datagrams.first?.kind == .beast)
    let frame = try #require(CanonicalBeast.frame(of: expected))
    #expect(CanonicalBeast.bytes(of: frame) == expected)
    #expect(CanonicalBeast.frame(of: Array(expected.dropLast())) == nil)
    #expect(CanonicalBeast.frame(of: []) == nil)
    #expect(CanonicalBeast.frame(of: [0x32] + expected.dropFirst()) == nil)
  }

  @Test func readsAVRText() throws {
    let file = try ScratchFile(
      text: """
        *8D40621D58C382D690C8AC2863A7;
        @0000005B8D80*02E197B00179C3;
        @0000005B8D808D40621D58C386435CC412692AD6;
        @00000112A8808D40621D58C386435CC412692AD6;
        not a message

        """)
    let (feed, datagrams) = try readAll(file.path)
    #expect(feed.format == .avr)
    #expect(datagrams.count == 3)
    #expect(datagrams.map { $0.receiveTime?.secondsOfDay } == [0, 0, 1])
    #expect(feed.refusals == [FeedRefusal(reason: "lines that are not AVR", count: 2)])
  }

  // MARK: Bad input

  private func refusal(_ path: String) -> String {
    do {
      _ = try readAll(path)
      return "read"
    } catch {
      return "\(error)"
    }
  }

  @Test func saysInOneSentenceWhatIsWrongWithAFile() throws {
    #expect(refusal("/no/such/file") == "cannot read /no/such/file: there is no such file")
    let folder = FileManager.default.temporaryDirectory.path
    #expect(refusal(folder) == "cannot read \(folder): expected a file, found a directory")
    let empty = try ScratchFile([])
    #expect(refusal(empty.path) == "cannot read \(empty.path): the file is empty (0 bytes)")
    let text = try ScratchFile(text: "hello, world\nthis is text\n")
    #expect(refusal(text.path).hasSuffix("found text that begins \"hello, world\""))
    let gzip = try ScratchFile([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0])
    #expect(refusal(gzip.path).hasSuffix("found a gzip archive: unpack it first"))
  }

  @Test func saysThatACaptureHoldsNoAsterix() throws {
    // A classic pcap, Ethernet, one UDP packet with eight octets of text.
    let header: [UInt8] =
      [0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0] + [UInt8](repeating: 0, count: 8) + [0xFF, 0xFF, 0, 0, 1, 0, 0, 0]
    let payload = Array("textonly".utf8)
    let udp: [UInt8] = [0x1F, 0x90, 0x1F, 0x91, 0, 16, 0, 0] + payload
    let ip: [UInt8] = [0x45, 0, 0, 36, 0, 0, 0, 0, 64, 17, 0, 0, 127, 0, 0, 1, 127, 0, 0, 1] + udp
    let frame: [UInt8] = [UInt8](repeating: 0, count: 12) + [8, 0] + ip
    let packet: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 0, UInt8(frame.count), 0, 0, 0, UInt8(frame.count), 0, 0, 0] + frame
    let file = try ScratchFile(header + packet)
    #expect(
      refusal(file.path) == "cannot use \(file.path): pcap without usable data: 1 UDP payloads that are not ASTERIX")
    let bare = try ScratchFile(header)
    #expect(refusal(bare.path) == "cannot use \(bare.path): pcap without usable data: it holds no datagram")
  }

  @Test func refusesOrReadsRandomOctetsWithoutATrap() throws {
    for seed in 0..<60 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let count = Int.random(in: 1...100_000, using: &generator)
      var bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      // Some begin like a file that is read, so that the readers behind recognition see garbage too.
      switch seed % 4 {
      case 0: bytes = block048(secondsOfDay: 1) + block048(secondsOfDay: 2) + bytes
      case 1: bytes = (0..<40).flatMap { beastFrame(UInt64($0)) } + bytes
      case 2: bytes = [0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0] + bytes
      default: break
      }
      let file = try ScratchFile(bytes)
      let outcome = refusal(file.path)
      if seed % 4 == 3 { #expect(outcome.contains("found"), "\(seed): \(outcome)") }
      #expect(!outcome.contains("\n"))
    }
  }
}
