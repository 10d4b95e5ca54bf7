import Foundation
import TestSupport
import Testing

/// `vigie serve`: live data from the network, sent by the tests.
@Suite(.enabled(if: TestData.isAvailable, "the shared test data is absent"))
struct LiveFeedTests {
  @Test func showsWhatAReceiverHearsAndFindsItAgain() async throws {
    let folder = try ScratchFolder()
    let bytes = try #require(TestData.bytes("modes/ulss7.a.beast"))
    let server = try LoopbackSocket.listening()
    let console = try await RunningConsole.start(
      ["serve", "beast://127.0.0.1:\(server.port)", "--no-record"], in: folder)
    let picture = try await console.openPicture()
    let receiver = try #require(try await server.accept(within: .seconds(15)))

    // Half a minute of traffic, at the pace it was received: 18 octets in 5 ms.
    var isTracking = false
    let began = ContinuousClock.now
    var sent = 0
    while sent < bytes.count, !isTracking {
      let due = min(bytes.count, max(4000, Int((ContinuousClock.now - began) / .milliseconds(1) * 3.66)))
      if due > sent { try await receiver.send(Array(bytes[sent..<due])) }
      sent = due
      isTracking = try await picture.read(within: .milliseconds(50)) { $0.callsigns.count >= 3 }
    }
    #expect(isTracking, "\(picture.callsigns)")
    #expect(picture.status?.mode == "LIVE")
    #expect(picture.status?.fictional == nil)
    let named = picture.tracks.values.filter { !$0.callsign.isEmpty }
    // All round the receiver near St Petersburg.
    #expect(named.allSatisfy { (54...65).contains($0.latitudeDegrees) && (20...40).contains($0.longitudeDegrees) })
    #expect(named.allSatisfy { $0.modeSAddress != nil && $0.page == 0 && !$0.isExercise })
    #expect(named.allSatisfy { $0.sources & 1 << 3 != 0 })

    // The receiver goes away and comes back.
    receiver.end()
    let again = try await server.accept(within: .seconds(15))
    #expect(again != nil)
    if let again {
      let rest = min(bytes.count, sent + 4000)
      try await again.send(Array(bytes[sent..<rest]))
    }
    #expect(try await picture.read { !$0.tracks.isEmpty })
    #expect(console.program.isRunning)
  }

  @Test func showsWhatARadarSendsByDatagrams() async throws {
    let folder = try ScratchFolder()
    let port = try LoopbackSocket.freeDatagramPort()
    let recording = PublicRecording.barcelona
    let console = try await RunningConsole.start(
      ["serve", "udp://127.0.0.1:\(port)", "--sensors", recording.sensorFile, "--record", "kept"], in: folder)
    let picture = try await console.openPicture()
    let radar = try LoopbackSocket.datagrams(to: port)
    let blocks = PublicRecording.blocks(of: try recording.whole)
    let times = blocks.map { secondsOfDay($0) }
    let first = try #require(times.first ?? nil)

    // The radar turns in four seconds, so tracks take some turns; the recording's day and hour are not today's.
    var isTracking = false
    let began = ContinuousClock.now
    var next = 0
    while !isTracking, ContinuousClock.now - began < .seconds(30) {
      let due = first + (ContinuousClock.now - began) / .seconds(1)
      while next < blocks.count, times[next] ?? 0 <= due {
        try await radar.send(Array(blocks[next]))
        next += 1
      }
      isTracking = try await picture.read(within: .milliseconds(100)) {
        $0.tracks.values.filter { !$0.isTentative }.count >= 10
      }
    }
    #expect(isTracking)
    #expect(picture.status?.mode == "LIVE")
    let confirmed = picture.tracks.values.filter { !$0.isTentative }
    #expect(confirmed.allSatisfy { (38...45).contains($0.latitudeDegrees) && (-2...6).contains($0.longitudeDegrees) })
    #expect(confirmed.contains { !$0.callsign.isEmpty } && confirmed.contains { $0.levelKind == 1 })
    // The picture's time is the time of receipt.
    #expect(abs(Double(picture.timeNanoseconds) / 1e9 - Date().timeIntervalSince1970) < 20)
    let sensor = try #require(picture.sensors.first { $0.id == "20/129" })
    #expect(sensor.state == "up" && sensor.name == "Barcelona")

    console.program.terminate()
    #expect(try await console.program.waitForEnd(within: .seconds(10)))
    let replayed = try await Program.run(["replay", "--headless", "--digest", "kept"], in: folder)
    #expect(replayed.status == 0 && replayed.digest != nil)
  }

  @Test func showsWhatReceiversSendAsText() async throws {
    let folder = try ScratchFolder()
    let bytes = try #require(TestData.bytes("modes/ulss7.a.beast"))
    let lines = avrLines(of: bytes)
    let spokenServer = try LoopbackSocket.listening()
    let reserved = try LoopbackSocket.listening()
    let port = reserved.port
    reserved.end()
    let console = try await RunningConsole.start(
      ["serve", "sbs://127.0.0.1:\(spokenServer.port)", "avr://127.0.0.1:\(port)?listen", "--no-record"], in: folder)
    let picture = try await console.openPicture()
    let spoken = try #require(try await spokenServer.accept(within: .seconds(15)))
    #expect(try await wait(within: .seconds(10)) { console.program.errorText.contains("listen: up") })
    let receiver = try await LoopbackSocket.connected(to: port)

    // 220 frames a second, as they were received, and an aircraft that flies north at 240 knots in words.
    var isTracking = false
    let began = ContinuousClock.now
    var sent = 0
    while sent < lines.count, !isTracking {
      let seconds = (ContinuousClock.now - began) / .seconds(1)
      let due = min(lines.count, Int(seconds * 220) + 1)
      try await receiver.send(Array(lines[sent..<due].joined().utf8))
      sent = due
      try await spoken.send(spokenLines(afterSeconds: seconds))
      isTracking = try await picture.read(within: .milliseconds(250)) {
        $0.callsigns.count >= 3 && $0.callsigns.contains("SPOKEN1")
      }
    }
    #expect(isTracking, "\(picture.callsigns)")
    let said = try #require(picture.tracks.values.first { $0.callsign == "SPOKEN1" })
    #expect(abs(said.latitudeDegrees - 58) < 0.2 && abs(said.longitudeDegrees - 30) < 0.01)
    let heard = picture.tracks.values.filter { !$0.callsign.isEmpty && $0.callsign != "SPOKEN1" }
    // All round the receiver near St Petersburg.
    #expect(heard.allSatisfy { (54...65).contains($0.latitudeDegrees) && (20...40).contains($0.longitudeDegrees) })
    #expect(console.program.errorText.contains("avr://127.0.0.1:\(port)?listen: 127.0.0.1:"))
  }

  /// What a receiver in words says of one aircraft: who, where, how fast.
  private func spokenLines(afterSeconds seconds: Double) -> [UInt8] {
    let latitude = 58 + seconds / 3600 * 240 / 60
    let lines = [
      "MSG,1,1,1,4CA4E5,1,,,,,SPOKEN1,,,,,,,,,,,", "MSG,3,1,1,4CA4E5,1,,,,,,30000,,,\(latitude),30.0,,,0,0,0,0",
      "MSG,4,1,1,4CA4E5,1,,,,,,,240,0,,,0,,,,,0",
    ]
    return Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
  }

  /// The Mode S messages of a Beast recording as AVR lines.
  private func avrLines(of beast: [UInt8]) -> [String] {
    var lines: [String] = []
    var index = beast.startIndex
    while index + 1 < beast.endIndex {
      let count = beast[index + 1] == 0x31 ? 9 : beast[index + 1] == 0x32 ? 14 : 21
      index += 2
      var content: [UInt8] = []
      while content.count < count, index < beast.endIndex {
        content.append(beast[index])
        index += beast[index] == 0x1A ? 2 : 1
      }
      let digits = content.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
      lines.append("@\(digits.prefix(6).joined())\(digits.dropFirst(7).joined());\n")
    }
    return lines
  }

  @Test func keepsTryingAReceiverThatIsNotThere() async throws {
    let folder = try ScratchFolder()
    let server = try LoopbackSocket.listening()
    let port = server.port
    server.end()
    let console = try await RunningConsole.start(["serve", "beast://127.0.0.1:\(port)", "--no-record"], in: folder)
    #expect(try await wait(within: .seconds(10)) { console.program.errorText.contains("beast://127.0.0.1:\(port): ") })
    let late = try LoopbackSocket.listening(on: port)
    #expect(try await late.accept(within: .seconds(20)) != nil)
    #expect(console.program.isRunning)
  }

  /// I048/140 of a block whose first record has I048/010 before it.
  private func secondsOfDay(_ block: ArraySlice<UInt8>) -> Double? {
    var index = block.startIndex + 3
    guard index < block.endIndex, block[index] & 0xC0 == 0xC0 else { return nil }
    while index < block.endIndex, block[index] & 1 == 1 { index += 1 }
    guard index + 5 < block.endIndex else { return nil }
    let ticks = block[(index + 3)...(index + 5)].reduce(0) { $0 << 8 | Int($1) }
    return Double(ticks) / 128
  }
}
