import ArgumentParser
import ConfigurationFiles
import Console
import Engine
import Feeds
import Foundation
import Runtime
import ServiceLifecycle
import Surveillance

/// `vigie serve`: live feeds, recorded and shown.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Live: takes in feeds, records them and shows the picture.",
    discussion: """
      A feed is a receiver's program to connect to: beast://host:30005 or avr://host:30002 (Mode S: readsb, dump1090),
      sbs://host:30003 (decoded messages) uat://host:30978 (dump978) or
      remoteid://host:30970 (JSON lines); the usual port may be left out. With ?listen
      receivers connect to this machine instead: beast://0.0.0.0:30104?listen. Or it is ASTERIX by datagrams:
      udp://group:port?interface=address. vigie serve beast://localhost is enough to start.
      """)

  @Argument(help: "Feeds to take in.")
  var feeds: [String]

  @Option(help: "Sensor file: where the radars stand (see examples/sensors).")
  var sensors: String?

  @Option(help: "Where the receivers are, LATITUDE,LONGITUDE in degrees: places aircraft on the ground.")
  var at: ReceiverPlace?

  @OptionGroup var console: ConsoleOptions
  @OptionGroup var recording: RecordingOptions

  func run() async throws {
    let addresses = try feeds.map { text in
      do {
        return try FeedAddress.parse(text)
      } catch {
        throw Failure(.usage, "\(error)")
      }
    }
    let sensorFile = try sensors.map(SensorFile.reading)
    var sensors = sensorFile?.sensors ?? []
    sensors += at?.sensors(feeds: feeds, beside: sensors) ?? []
    let configuration = EngineConfiguration(
      title: feeds.joined(separator: ", "),
      feeds: FeedDescription.numbered(feeds),
      sensors: sensors)
    let host = PictureHost(LoggedEngine(recordingTo: try recording.writer(default: "live")))
    await host.take([LogInput(configuration, at: WallClock.now())])
    let live = try addresses.enumerated().map { index, address in
      try LiveFeedService(
        address, number: FeedNumber(rawValue: UInt16(truncatingIfNeeded: index + 1)), name: feeds[index], host: host)
    }
    let inputs: [any Service] = [TickService(host: host)] + live
    try await ConsoleRun(
      session: ConsoleSession(mode: .live, host: host, notes: sensorFile?.notes ?? []), options: console,
      inputs: inputs
    ).run()
  }
}

/// Lets the engine's clock run while nothing comes in.
private struct TickService: Service {
  let host: PictureHost

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        await host.take([LogInput(receiveTime: WallClock.now(), feed: .system, kind: .tick, payload: [])])
        try? await Task.sleep(for: .milliseconds(250))
      }
    }
  }
}

/// One live feed into the host.
private struct LiveFeedService: Service {
  private enum Receiver {
    case client(ReceiverClient)
    case server(ReceiverServer)
    case udp(UDPReceiver)
  }

  private let receiver: Receiver
  private let number: FeedNumber
  private let name: String
  private let host: PictureHost

  init(_ address: FeedAddress, number: FeedNumber, name: String, host: PictureHost) throws {
    self.number = number
    self.name = name
    self.host = host
    switch address {
    case .receiver(let endpoint) where endpoint.isListening:
      receiver = .server(ReceiverServer(endpoint, feed: number))
    case .receiver(let endpoint): receiver = .client(ReceiverClient(endpoint, feed: number))
    case .udp(let endpoint): receiver = .udp(UDPReceiver(endpoint, feed: number))
    case .file(let path):
      throw Failure(.usage, "\(path) is a file, and serve takes live feeds: play files with vigie replay")
    }
  }

  func run() async throws {
    let deliver: @Sendable ([FeedDatagram]) async -> Void = { batch in
      await host.take(
        batch.map {
          LogInput(
            receiveTime: $0.receiveTime ?? WallClock.now(), feed: $0.feed, kind: $0.kind, payload: $0.payload)
        })
    }
    let state: @Sendable (FeedState) async -> Void = { state in
      Terminal.say("\(name): \(state)")
      var writer = CanonicalWriter()
      writer.write(state)
      await host.take([
        LogInput(receiveTime: WallClock.now(), feed: number, kind: .feedState, payload: writer.bytes)
      ])
      await host.note("\(name): \(state)", of: number)
    }
    let note: @Sendable (String) async -> Void = { text in
      Terminal.say("\(name): \(text)")
      await host.note("\(name): \(text)", of: number)
    }
    try await cancelWhenGracefulShutdown {
      switch receiver {
      case .client(let client): try await client.run(deliver: deliver, state: state)
      case .server(let server): try await server.run(deliver: deliver, state: state, note: note)
      case .udp(let receiver): try await receiver.run(deliver: deliver, state: state)
      }
    }
  }
}
