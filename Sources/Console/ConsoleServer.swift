import AirPicture
import Foundation
import HTTPTypes
import Hummingbird
public import Logging
import NIOCore
import Runtime
import Sensors
public import ServiceLifecycle
import Surveillance
import WebAssets

/// The console's web server: the page, the picture stream, commands.
public struct ConsoleServer: Sendable {
  private let session: ConsoleSession
  private let hub: FrameHub
  private let address: String
  private let port: Int
  private let logger: Logger
  private let onReady: @Sendable (Int) -> Void

  /// Prepares a server.
  /// - Parameters:
  ///   - address: Where it listens; loopback unless a person says otherwise.
  ///   - port: 0 lets the system choose.
  ///   - onReady: Called with the port once requests are answered.
  public init(
    _ session: ConsoleSession, address: String = "127.0.0.1", port: Int, logger: Logger,
    onReady: @escaping @Sendable (Int) -> Void
  ) {
    self.session = session
    hub = FrameHub(session)
    self.address = address
    self.port = port
    self.logger = logger
    self.onReady = onReady
  }

  /// The services to run, in this order: they are shut down in the opposite one, and the encoder must end the streams before
  /// the server can close its connections.
  public var services: [any Service] {
    [application, hub]
  }

  private var application: some ApplicationProtocol {
    Application(
      router: router,
      configuration: ApplicationConfiguration(address: .hostname(address, port: port), serverName: "vigie"),
      onServerRunning: { [onReady] channel in onReady(channel.localAddress?.port ?? 0) },
      logger: logger)
  }

  private var router: Router<ConsoleRequestContext> {
    let router = Router(context: ConsoleRequestContext.self)
    router.addMiddleware {
      SecurityHeaders()
      ErrorAnswers()
      PathGuard()
      SameOriginGuard(address: address)
      FileMiddleware(WebAssets.folder.path, searchForIndexHtml: true, logger: logger)
    }
    let api = router.group("api/v1")
    api.get("picture/stream") { _, context in stream(to: context.channel) }
    api.get("tracks") { _, _ in await tracks() }
    api.get("tracks/:number") { _, context in await track(context.parameters.get("number")) }
    api.get("tracks/:number/explanation") { _, context in await explanation(context.parameters.get("number")) }
    api.get("sensors") { _, _ in JSONAnswer.ok(SensorsJSON(await session.host.snapshot())) }
    api.get("alerts") { _, _ in JSONAnswer.ok(AlertsJSON(await session.host.snapshot())) }
    api.get("airspace") { _, _ in JSONAnswer.ok(AirspaceJSON(await session.host.snapshot().picture.airspace)) }
    api.post("commands") { request, _ in try await command(request) }
    api.post("replay") { request, _ in try await replay(request) }
    return router
  }

  private func stream(to channel: any Channel) -> Response {
    let body = ResponseBody { [hub] writer in
      let (id, frames) = await hub.join(channel)
      do {
        var welcome = await hub.welcome()
        try await writer.write(welcome.bytes)
        var held = welcome.sequence
        for await frame in frames where frame.sequence > held {
          await hub.taken(by: id)
          if frame.sequence == held + 1 {
            try await writer.write(frame.bytes)
            held = frame.sequence
          } else {
            welcome = await hub.welcome()
            try await writer.write(welcome.bytes)
            held = welcome.sequence
          }
        }
        try await writer.finish(nil)
      } catch {
        await hub.leave(id)
        throw error
      }
      await hub.leave(id)
    }
    return Response(
      status: .ok, headers: [.contentType: "application/octet-stream", .cacheControl: "no-store"], body: body)
  }

  private func tracks() async -> Response {
    let snapshot = await session.host.snapshot()
    return JSONAnswer.ok(
      snapshot.picture.tracks.map { TrackDetail($0, in: snapshot, facts: session.facts, history: []) })
  }

  private func track(_ text: String?) async -> Response {
    guard let number = text.flatMap(UInt32.init) else {
      return JSONAnswer.error(.badRequest, "a track is named by its number")
    }
    let (snapshot, estimate) = await session.host.detail(of: TrackNumber(rawValue: number))
    guard let entry = snapshot.picture[TrackNumber(rawValue: number)] else {
      return JSONAnswer.error(.notFound, "there is no track \(number) in the picture now")
    }
    let history = await hub.history(of: entry.track.number)
    return JSONAnswer.ok(TrackDetail(entry, in: snapshot, estimate: estimate, facts: session.facts, history: history))
  }

  private func explanation(_ text: String?) async -> Response {
    guard let number = text.flatMap(UInt32.init).map(TrackNumber.init(rawValue:)) else {
      return JSONAnswer.error(.badRequest, "a track is named by its number")
    }
    let snapshot = await session.host.snapshot()
    guard snapshot.picture[number] != nil else {
      return JSONAnswer.error(.notFound, "there is no track \(number.rawValue) in the picture now")
    }
    let explanations = await session.host.explanations(of: number)
    return JSONAnswer.ok(
      TrackExplanation(number, explanations) { sensor in
        let configuration = snapshot.sensors.first { $0.number == sensor }?.configuration
        guard let configuration, !configuration.name.isEmpty else {
          return configuration.map { "\($0.id)" } ?? "sensor \(sensor.rawValue)"
        }
        return configuration.name
      })
  }

  private func command(_ request: Request) async throws -> Response {
    do {
      let asked: CommandRequest = try await decode(request)
      let command = try asked.operatorCommand(by: "operator")
      try await session.host.command(command)
      return JSONAnswer.ok(["ok": true])
    } catch let problem as CommandProblem {
      return JSONAnswer.error(.badRequest, problem.sentence)
    } catch let refusal as CommandRefusal {
      return JSONAnswer.error(.conflict, refusal.description)
    }
  }

  private func replay(_ request: Request) async throws -> Response {
    guard let player = session.player else {
      return JSONAnswer.error(.conflict, "this is no replay: nothing can be paused or sped up")
    }
    do {
      let asked: ReplayRequest = try await decode(request)
      if let speed = try asked.replaySpeed() { await player.set(speed: speed) }
      if let paused = asked.paused { await player.set(paused: paused) }
      return JSONAnswer.ok(["ok": true])
    } catch let problem as CommandProblem {
      return JSONAnswer.error(.badRequest, problem.sentence)
    }
  }

  /// Reads a small JSON body.
  private func decode<Value: Decodable>(_ request: Request) async throws -> Value {
    let body = try await request.body.collect(upTo: 4096)
    do {
      return try JSONDecoder().decode(Value.self, from: Data(body.readableBytesView))
    } catch {
      throw CommandProblem("the request's body is not the JSON object it should be")
    }
  }
}
