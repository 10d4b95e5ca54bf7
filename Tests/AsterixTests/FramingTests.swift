import Asterix
import TestSupport
import Testing

@Suite struct FramingTests {
  // MARK: Making inputs

  private func finalFrame(_ payload: [UInt8], line: UInt8 = 3, centiseconds: Int = 3_435_742) -> [UInt8] {
    let length = payload.count + 12
    let time = [UInt8(centiseconds >> 16), UInt8(centiseconds >> 8 & 0xFF), UInt8(centiseconds & 0xFF)]
    return [UInt8(length >> 8), UInt8(length & 0xFF), 0, line, 0x1F] + time + payload + [0xA5, 0xA5, 0xA5, 0xA5]
  }

  private func oradisFrame(_ payload: [UInt8]) -> [UInt8] {
    let length = payload.count + 6
    return [UInt8(length >> 8), UInt8(length & 0xFF), 2, 0xBB, 0x40, 0x35] + payload
  }

  private func big(_ value: Int, _ octets: Int) -> [UInt8] {
    (0..<octets).map { UInt8(truncatingIfNeeded: value >> (8 * (octets - 1 - $0))) }
  }

  private func little(_ value: Int, _ octets: Int) -> [UInt8] { big(value, octets).reversed() }

  private func udp(_ payload: [UInt8]) -> [UInt8] {
    big(4001, 2) + big(8600, 2) + big(payload.count + 8, 2) + [0, 0] + payload
  }

  private func ipv4(_ content: [UInt8], identification: Int = 1, offset: Int = 0, hasMore: Bool = false) -> [UInt8] {
    [0x45, 0] + big(content.count + 20, 2) + big(identification, 2) + big((hasMore ? 0x2000 : 0) | offset / 8, 2)
      + [64, 17, 0, 0] + [10, 64, 98, 1] + [232, 1, 1, 12] + content
  }

  private func ethernet(_ packet: [UInt8], tags: Int = 0) -> [UInt8] {
    [UInt8](repeating: 2, count: 12) + (0..<tags).flatMap { _ in [0x81, 0x00, 0x00, 0x07] as [UInt8] } + [8, 0] + packet
  }

  private struct CaptureForm: Sendable, CustomTestStringConvertible {
    var isLittleEndian: Bool
    var isNanosecond: Bool
    var linkType: Int
    var testDescription: String { "\(isLittleEndian ? "little" : "big") endian, link type \(linkType)" }
  }

  private func pcap(_ packets: [[UInt8]], _ form: CaptureForm) -> [UInt8] {
    func word(_ value: Int, _ octets: Int) -> [UInt8] {
      form.isLittleEndian ? little(value, octets) : big(value, octets)
    }
    var bytes = word(form.isNanosecond ? 0xA1B2_3C4D : 0xA1B2_C3D4, 4) + word(2, 2) + word(4, 2) + word(0, 4)
    bytes += word(0, 4) + word(65535, 4) + word(form.linkType, 4)
    for (index, packet) in packets.enumerated() {
      bytes += word(1_700_000_000 + index, 4) + word(form.isNanosecond ? 500_000_000 : 500_000, 4)
      bytes += word(packet.count, 4) + word(packet.count, 4) + packet
    }
    return bytes
  }

  private let classic = CaptureForm(isLittleEndian: true, isNanosecond: false, linkType: 1)

  // MARK: Recognition

  @Test func recognisesEveryFraming() throws {
    let message = AsterixBlock.encode(category: 48, records: [try plotRecord()])
    let gps =
      [UInt8](repeating: 0xCD, count: 2200) + (0..<3).flatMap { _ in message + [UInt8](repeating: 0, count: 10) }
    let inputs: [(Framing, [UInt8], Int)] = [
      (.raw, message + message, 2),
      (.final, finalFrame(message) + finalFrame(message + message), 2),
      (.oradis, oradisFrame(message) + oradisFrame(message), 2),
      (.gps, gps, 3),
      (.pcap, pcap([ethernet(ipv4(udp(message)))], classic), 1),
    ]
    for (framing, bytes, count) in inputs {
      for chunkBytes in [1, 7, 65536] {
        let (datagrams, reader) = frames(bytes, chunkBytes: chunkBytes)
        #expect(reader.detected == framing)
        #expect(datagrams.count == count, "\(framing) in chunks of \(chunkBytes)")
        #expect(reader.counters.datagrams == count)
        #expect(reader.skippedBytes == 0)
        for datagram in datagrams { #expect(decode(datagram.payload).records.count >= 1) }
      }
    }
  }

  @Test func readsTheTimeAndLineOfAFinalFrame() throws {
    let datagram = try #require(frames(finalFrame(issue241)).datagrams.first)
    #expect(datagram.timeOfDaySeconds == 34357.42)
    #expect(datagram.line == 3)
    #expect(datagram.recordingDay == 31)
    #expect(datagram.byteOffset == 8)
    #expect(datagram.payload == issue241)
  }

  @Test func saysWhatARandomInputBeginsWith() {
    var random = SeededGenerator(seed: 3)
    for round in 0..<200 {
      let bytes = (0..<(round < 20 ? 100_000 : 500)).map { _ in UInt8.random(in: 0...255, using: &random) }
      let (datagrams, reader) = frames(bytes)
      #expect(reader.detected == nil && datagrams.isEmpty)
      #expect(
        reader.detectionFailure?.hasPrefix("expected ASTERIX data blocks") == true
          || reader.detectionFailure?.hasPrefix("the input may begin") == true)
      #expect(reader.skippedBytes == bytes.count)
    }
  }

  @Test func saysThatAnInputIsEmpty() {
    let reader = frames([]).reader
    #expect(reader.detected == nil)
    #expect(reader.detectionFailure == "the input is empty: expected ASTERIX data blocks or a recording of them")
  }

  @Test func saysThatASingleBlockIsCutShort() {
    let reader = frames(Array(issue241.prefix(20))).reader
    #expect(reader.detectionFailure?.contains("a block of category 48 and 36 octets, but ends after 20") == true)
  }

  // MARK: Bad input

  @Test func losesOnlyTheBadBlockOfARawFile() throws {
    let message = AsterixBlock.encode(category: 48, records: [try plotRecord()])
    let good = (0..<6).flatMap { _ in message }
    for bad in [octets("300002"), octets("30FFFF112233"), octets("000000000000"), octets("FFFFFFFFFF")] {
      let (datagrams, reader) = frames(good + bad + good, framing: .raw)
      let records = datagrams.reduce(0) { $0 + decode($1.payload).records.count }
      #expect(records == 12, "\(bad)")
      #expect(reader.skippedBytes == bad.count)
      #expect(reader.counters.resynchronisations == 1)
    }
  }

  @Test func readsARecordingCutAnywhere() throws {
    let message = AsterixBlock.encode(category: 48, records: [try plotRecord()])
    let inputs: [(Framing, [UInt8])] = [
      (.raw, message + message + message),
      (.final, finalFrame(message) + finalFrame(message) + finalFrame(message)),
      (.oradis, oradisFrame(message) + oradisFrame(message) + oradisFrame(message)),
      (.pcap, pcap((0..<3).map { _ in ethernet(ipv4(udp(message))) }, classic)),
    ]
    for (framing, bytes) in inputs {
      for length in 0..<bytes.count {
        let (datagrams, reader) = frames(Array(bytes.prefix(length)), framing: framing)
        let whole = datagrams.reduce(0) { $0 + decode($1.payload).records.count }
        #expect(whole <= 3)
        let isAtABoundary = reader.skippedBytes == 0
        #expect(isAtABoundary || reader.skippedBytes < bytes.count / 2)
        _ = frames(Array(bytes.prefix(length)))
      }
    }
  }

  @Test func readsSeededMutationsWithoutATrap() throws {
    var random = SeededGenerator(seed: 11)
    let message = AsterixBlock.encode(category: 48, records: [try plotRecord()])
    let fragmented = udp(message + message)
    let inputs = [
      message + message, finalFrame(message) + finalFrame(message), oradisFrame(message),
      pcap(
        [ethernet(ipv4(udp(message)), tags: 1), ethernet(ipv4(Array(fragmented.prefix(64)), hasMore: true))], classic),
      pcapng(ethernet(ipv4(udp(message))), resolution: 6),
    ]
    for _ in 0..<4000 * soakFactor {
      guard var bytes = inputs.randomElement(using: &random) else { return }
      for _ in 0..<3 {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      let framing = Bool.random(using: &random) ? nil : Framing.allCases.randomElement(using: &random)
      let (datagrams, reader) = frames(bytes, framing: framing, chunkBytes: Int.random(in: 1...200, using: &random))
      #expect(datagrams.reduce(0) { $0 + $1.payload.count } + reader.skippedBytes <= bytes.count)
      for datagram in datagrams { _ = decode(datagram.payload) }
    }
  }

  // MARK: Packet captures

  @Test(arguments: [true, false], [true, false])
  func readsClassicCapturesInEveryForm(isLittleEndian: Bool, isNanosecond: Bool) throws {
    let packet = ipv4(udp(issue241))
    let forms: [(Int, [UInt8])] = [
      (1, ethernet(packet)), (1, ethernet(packet, tags: 2)), (1, ethernet(packet) + [0, 0, 0]),
      (113, [UInt8](repeating: 0, count: 14) + [8, 0] + packet),
      (276, [8, 0] + [UInt8](repeating: 0, count: 18) + packet), (101, packet), (228, packet),
      (0, [2, 0, 0, 0] + packet),
    ]
    for (linkType, link) in forms {
      let form = CaptureForm(isLittleEndian: isLittleEndian, isNanosecond: isNanosecond, linkType: linkType)
      let (datagrams, reader) = frames(pcap([link], form))
      #expect(reader.detected == .pcap)
      let datagram = try #require(datagrams.first)
      #expect(datagram.payload == issue241)
      #expect(datagram.receiveTimeNanoseconds == 1_700_000_000_500_000_000)
      #expect(datagram.source?.description == "10.64.98.1:4001")
      #expect(datagram.destination?.description == "232.1.1.12:8600")
    }
  }

  private func ipv6(_ content: [UInt8], next: UInt8 = 17) -> [UInt8] {
    let group = big(0xFF02_0000, 4) + big(0, 8) + big(0x114, 4)
    return big(0x6000_0000, 4) + big(content.count, 2) + [next, 64] + big(0x2001_0DB8, 4) + big(0, 8) + big(0x1_0001, 4)
      + group + content
  }

  @Test func readsIPv6WithExtensionHeadersAndFragments() throws {
    let hops: [UInt8] = [17, 0, 5, 2, 0, 0, 1, 0]
    let content = udp((0..<40).flatMap { _ in issue241 })
    func fragment(_ range: Range<Int>, _ hasMore: Bool) -> [UInt8] {
      ipv6([17, 0] + big(range.lowerBound | (hasMore ? 1 : 0), 2) + big(77, 4) + content[range], next: 44)
    }
    let atomic = ipv6([17, 0, 0, 0] + big(5, 4) + udp(issue241), next: 44)
    let ethernet6 = [UInt8](repeating: 2, count: 12) + [0x86, 0xDD] as [UInt8]
    let packets = [
      ipv6(udp(issue241)), ipv6(hops + udp(issue241), next: 0), atomic, fragment(800..<content.count, false),
      fragment(0..<800, true), ipv6([UInt8](repeating: 0, count: 20), next: 58),
    ]
    let (datagrams, reader) = frames(pcap(packets.map { ethernet6 + $0 }, classic))
    #expect(datagrams.map { decode($0.payload).records.count } == [1, 1, 1, 40])
    #expect(datagrams.first?.source?.description == "[2001:db8::1:1]:4001")
    #expect(datagrams.first?.destination?.description == "[ff02::114]:8600")
    #expect(reader.counters.packetsWithoutUDP == 1)
    #expect(reader.counters.fragmentsRefused == 0)
  }

  @Test func leavesOutWhatARedundantLineRepeats() {
    var filter = DuplicateFilter()
    let messages = (0..<3000).map { number in issue241 + big(number, 4) }
    // Both lines, the second up to 100 messages behind the first.
    let both = messages.indices.flatMap { $0 < 100 ? [messages[$0]] : [messages[$0], messages[$0 - 100]] }
    let kept = both.filter { !filter.isDuplicate($0) }
    #expect(kept == messages)
    #expect(filter.duplicates == 2900)
    // What came long ago may come again.
    let isRemembered = filter.isDuplicate(messages[0])
    #expect(!isRemembered)
  }

  private func pcapng(_ packet: [UInt8], resolution: UInt8) -> [UInt8] {
    func block(_ type: Int, _ body: [UInt8]) -> [UInt8] {
      let padding = [UInt8](repeating: 0, count: (4 - body.count % 4) % 4)
      let length = body.count + padding.count + 12
      return little(type, 4) + little(length, 4) + body + padding + little(length, 4)
    }
    let ticks = resolution == 9 ? 1_700_000_000_500_000_000 : 1_700_000_000_500_000
    let section = block(0x0A0D_0D0A, little(0x1A2B_3C4D, 4) + little(1, 2) + little(0, 2) + big(-1, 8))
    let interface = block(
      1,
      little(1, 2) + little(0, 2) + little(65535, 4) + little(9, 2) + little(1, 2) + [resolution, 0, 0, 0]
        + little(0, 4))
    let body = little(0, 4) + little(ticks >> 32, 4) + little(ticks & 0xFFFF_FFFF, 4) + little(packet.count, 4)
    let enhanced = block(6, body + little(packet.count, 4) + packet)
    let simple = block(3, little(packet.count, 4) + packet)
    return section + interface + block(5, little(0, 12)) + enhanced + simple
  }

  @Test(arguments: [6, 9] as [UInt8]) func readsTheNextGenerationCapture(resolution: UInt8) throws {
    let (datagrams, reader) = frames(pcapng(ethernet(ipv4(udp(issue241))), resolution: resolution), chunkBytes: 5)
    #expect(reader.detected == .pcapng)
    #expect(datagrams.map(\.payload) == [issue241, issue241])
    #expect(datagrams.map(\.receiveTimeNanoseconds) == [1_700_000_000_500_000_000, nil])
  }

  @Test func putsFragmentsTogetherInAnyOrder() throws {
    let content = udp((0..<40).flatMap { _ in issue241 })
    let first = ethernet(ipv4(Array(content[0..<800]), offset: 0, hasMore: true))
    let second = ethernet(ipv4(Array(content[800..<1200]), offset: 800, hasMore: true))
    let third = ethernet(ipv4(Array(content[1200...]), offset: 1200))
    for order in [[first, second, third], [third, first, second], [second, third, first]] {
      let (datagrams, reader) = frames(pcap(order, classic))
      #expect(datagrams.count == 1)
      #expect(datagrams.first.map { decode($0.payload).records.count } == 40)
      #expect(reader.counters.fragmentsRefused == 0)
    }
  }

  @Test func boundsTheFragmentsUnderWay() {
    let packets = (0..<100).map { ethernet(ipv4([UInt8](repeating: 0, count: 64), identification: $0, hasMore: true)) }
    let (datagrams, reader) = frames(pcap(packets, classic))
    #expect(datagrams.isEmpty)
    #expect(reader.counters.fragmentsRefused == 84)
  }

  @Test func countsPacketsThatAreNoAsterix() {
    let query = octets("1A2B 0100 0001 0000 0000 0000 03777777 00 0001 0001")
    let arp = [UInt8](repeating: 2, count: 12) + [0x08, 0x06] + [UInt8](repeating: 0, count: 28)
    let (datagrams, reader) = frames(pcap([ethernet(ipv4(udp(query))), arp], classic))
    #expect(reader.detected == .pcap)
    #expect(datagrams.isEmpty)
    #expect(reader.counters.payloadsWithoutBlocks == 1)
    #expect(reader.counters.packetsWithoutUDP == 1)
  }

  @Test func saysWhereACaptureBreaks() {
    var bytes = pcap([ethernet(ipv4(udp(issue241))), ethernet(ipv4(udp(issue241)))], classic)
    bytes.replaceSubrange(bytes.count - 78 - 8..<bytes.count - 78 - 4, with: [0xFF, 0xFF, 0xFF, 0x7F])
    let (datagrams, reader) = frames(bytes)
    #expect(datagrams.count == 1)
    #expect(reader.brokenReason?.contains("claims 2147483647 octets") == true)
  }

  @Test(.enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"))
  func takesOradisFramesOutOfACapture() throws {
    let bytes = try #require(TestData.bytes("asterix/cat_001_002.pcap"))
    let (datagrams, reader) = frames(bytes)
    #expect(reader.hasInnerOradis)
    #expect(datagrams.count == 6)
    #expect(datagrams.allSatisfy { $0.receiveTimeNanoseconds != nil })
  }

  @Test(.enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"), arguments: [1000, 4096])
  func readsARecordingAlikeInAnyChunks(chunkBytes: Int) throws {
    for file in ["final_frame_062_065_large_packet_30min.ff", "decoderAsterix_260429.pcap", "parsegps.gps"] {
      let bytes = try #require(TestData.bytes("asterix/\(file)"))
      let whole = frames(bytes)
      let parts = frames(bytes, chunkBytes: chunkBytes)
      #expect(whole.datagrams.map(\.byteOffset) == parts.datagrams.map(\.byteOffset))
      #expect(whole.reader.counters == parts.reader.counters)
      for datagram in whole.datagrams {
        let range = datagram.byteOffset..<datagram.byteOffset + datagram.payload.count
        if range.upperBound > bytes.count || Array(bytes[range]) != datagram.payload {
          Issue.record("\(file): a payload is not where its offset says")
          break
        }
      }
    }
  }
}

/// The rarer framings, made in the test.
@Suite struct RareFramingTests {
  private func hdlc(_ payload: [UInt8]) -> [UInt8] {
    var frame: [UInt8] = [0xFF, 0x03] + payload
    var check: UInt16 = 0xFFFF
    for octet in frame {
      check ^= UInt16(octet)
      for _ in 0..<8 { check = check & 1 != 0 ? check >> 1 ^ 0x8408 : check >> 1 }
    }
    check = ~check
    frame += [UInt8(check & 0xFF), UInt8(check >> 8)]
    return [0x7E] + frame.flatMap { $0 == 0x7E || $0 == 0x7D ? [0x7D, $0 ^ 0x20] : [$0] } + [0x7E]
  }

  private func iossSequence(_ payload: [UInt8], number: UInt8) -> [UInt8] {
    let length = payload.count + 16
    return [UInt8(length >> 8), UInt8(length & 0xFF), 0, 0, 0, number, 0, 7, 21, 0x34, 0x6C, 0x8E] + payload
      + [0xA5, 0xA5, 0xA5, 0xA5]
  }

  private func rff(_ payloads: [[UInt8]]) -> [UInt8] {
    let dates = "21/11/2026 10:20:30 21/11/2026 10:30:00 "
    var file = Array(dates.utf8) + [UInt8](repeating: 0, count: 88)
    for (index, payload) in payloads.enumerated() {
      let time = index * 500
      file += [UInt8(time & 0xFF), UInt8(time >> 8), 0, 0, UInt8(payload.count & 0xFF), UInt8(payload.count >> 8)]
      file += payload
    }
    return file
  }

  private func payloads() throws -> [[UInt8]] {
    var random = SeededGenerator(seed: 8)
    let messages = try goldenMessages()
    return (0..<40).compactMap { _ in messages.randomElement(using: &random) }
  }

  private func streams() throws -> [(Framing, [UInt8])] {
    let payloads = try payloads()
    return [
      (.hdlc, payloads.flatMap { hdlc($0) }),
      (.iossSequence, payloads.enumerated().flatMap { iossSequence($1, number: UInt8($0)) }),
      (.rff, rff(payloads)),
    ]
  }

  @Test func recognisesAndReadsEach() throws {
    let wanted = try payloads()
    for (framing, stream) in try streams() {
      for chunk in [1, 7, 4096, stream.count] {
        let (datagrams, reader) = frames(stream, chunkBytes: chunk)
        #expect(reader.detected == framing, "\(framing) in chunks of \(chunk)")
        #expect(datagrams.map(\.payload) == wanted, "\(framing) in chunks of \(chunk)")
        #expect(reader.skippedBytes == 0 && reader.counters.truncatedFrames == 0, "\(framing)")
      }
    }
  }

  @Test func takesTimeAndLineFromTheirHeaders() throws {
    let sequence = frames(iossSequence(issue241, number: 3) + iossSequence(issue241, number: 4)).datagrams
    #expect(sequence.map(\.line) == [7, 7])
    #expect(sequence.first?.timeOfDaySeconds == 34356.62)
    let recording = frames(rff([issue241, issue241])).datagrams
    #expect(recording.map(\.timeOfDaySeconds) == [37230, 37230.5])
  }

  @Test func costsADamagedFrameItselfAlone() throws {
    var stream = hdlc(issue241) + hdlc(issue241) + hdlc(issue241)
    let middle = stream.count / 2
    stream[middle] ^= 0x11
    let (datagrams, reader) = frames(stream)
    #expect(datagrams.count == 2)
    #expect(reader.counters.badCheckSequences == 1)
  }

  @Test func readsEveryCutAndSeededMutationWithoutATrap() throws {
    var random = SeededGenerator(seed: 13)
    for (framing, stream) in try streams() {
      for length in stride(from: 0, to: min(stream.count, 700), by: 3) {
        _ = frames(Array(stream.prefix(length)), framing: framing)
      }
      for _ in 0..<200 * soakFactor {
        var damaged = stream
        for _ in 0..<4 {
          damaged[Int.random(in: 0..<damaged.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        let datagrams = frames(damaged, framing: Bool.random(using: &random) ? framing : nil).datagrams
        for datagram in datagrams { _ = decode(datagram.payload) }
      }
    }
  }

  @Test func readsFramesWithoutCopiesAsItReadsThemWithCopies() throws {
    let messages = try payloads()
    var capture = FramingReader()
    let stream: [UInt8] = Array(messages.joined()) + [0x30, 0x00]
    capture.append(stream)
    capture.finish()
    var batch = AsterixBatch()
    while let frame = capture.nextFrame() { capture.copyPayload(of: frame, to: &batch) }
    let (datagrams, reader) = frames(stream)
    #expect(batch.datagrams.map { Array(batch.bytes[$0.byteRange]) } == datagrams.map(\.payload))
    #expect(batch.datagrams.map(\.byteOffset) == datagrams.map(\.byteOffset))
    #expect(capture.counters == reader.counters)
  }
}
