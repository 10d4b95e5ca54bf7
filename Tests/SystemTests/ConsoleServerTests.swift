import Foundation
import Testing

/// The console's web server as any program on this machine reaches it.
@Suite(.serialized) struct ConsoleServerTests {
  /// One demonstration serves the tests that change nothing.
  private static func withConsole(_ test: (RunningConsole) async throws -> Void) async throws {
    let folder = try ScratchFolder()
    let console = try await RunningConsole.start(["demo", "--no-record"], in: folder)
    try await test(console)
    #expect(console.program.isRunning)
    // Beside its address it says nothing.
    #expect(console.program.errorText.split(separator: "\n").count == 1, "\(console.program.errorText)")
  }

  @Test func servesThePageAndItsFiles() async throws {
    try await Self.withConsole { console in
      let page = try await console.get("/")
      #expect(page.status == 200)
      #expect(page["Content-Type"]?.hasPrefix("text/html") == true)
      #expect(page.text.contains("VIGIE") || page.text.contains("Vigie"))
      #expect(!page.text.contains("<script>") && !page.text.contains(" style=") && !page.text.contains(" onclick="))
      let scripts = page.text.matches(of: /src="([^"]+\.js)"/).map { String($0.1) }
      #expect(!scripts.isEmpty)
      for script in scripts {
        let answer = try await console.get(script.hasPrefix("/") ? script : "/" + script)
        #expect(answer.status == 200 && answer["Content-Type"]?.hasPrefix("text/javascript") == true, "\(script)")
      }
    }
  }

  @Test func guardsEveryAnswerWithHeaders() async throws {
    try await Self.withConsole { console in
      let paths = [
        "/", "/index.html", "/missing.js", "/api/v1/airspace", "/api/v1/tracks/4000000", "/api/v1/missing",
        "/../secret",
      ]
      for path in paths {
        let answer = try await console.get(path)
        let policy = try #require(answer["Content-Security-Policy"], "\(path)")
        #expect(policy.hasPrefix("default-src 'self'"))
        #expect(policy.contains("object-src 'none'") && policy.contains("frame-ancestors 'none'"))
        #expect(!policy.contains("unsafe") && !policy.contains("*") && !policy.contains("http"))
        #expect(answer["X-Content-Type-Options"] == "nosniff", "\(path)")
        #expect(answer["Referrer-Policy"] == "no-referrer", "\(path)")
        #expect(answer["Cache-Control"] != nil, "\(path)")
        #expect(answer["Access-Control-Allow-Origin"] == nil)
      }
    }
  }

  @Test func servesNothingOutsideItsFolder() async throws {
    try await Self.withConsole { console in
      let paths = [
        "/../WebAssets.swift", "/../../Package.swift", "/%2e%2e/WebAssets.swift", "/%2e%2e/%2e%2e/Package.swift",
        "/..%2f..%2fPackage.swift", "/app/../../Package.swift", "/%252e%252e/Package.swift", "//etc/passwd",
        "/....//....//etc/passwd", "/..\\..\\Package.swift", "/%00", "/index.html%00.js",
        "/fonts/../../WebAssets.swift",
      ]
      for path in paths {
        let answer = try await console.get(path)
        #expect((400..<500).contains(answer.status), "\(path)")
        #expect(!answer.text.contains("import ") && !answer.text.contains("root:"), "\(path)")
      }
    }
  }

  @Test func answersWithASentenceWhereThereIsNothing() async throws {
    try await Self.withConsole { console in
      for path in ["/api/v1/tracks/4000000", "/api/v1/missing", "/missing"] {
        let answer = try await console.get(path)
        #expect(answer.status == 404, "\(path)")
        #expect(answer["Content-Type"]?.hasPrefix("application/json") == true, "\(path)")
        #expect(answer.errorSentence?.isEmpty == false, "\(path)")
      }
      let unnamed = try await console.get("/api/v1/tracks/first")
      #expect(unnamed.status == 400 && unnamed.errorSentence != nil)
    }
  }

  @Test func refusesCommandsThatAnotherSiteSends() async throws {
    try await Self.withConsole { console in
      let command = #"{"command":"setQNH","hectopascals":1011}"#
      let json = "application/json"
      let foreign = try await console.post(
        "/api/v1/commands", command, headers: ["Content-Type": json, "Origin": "http://example.org"])
      #expect(foreign.status == 403 && foreign.errorSentence != nil)
      let otherPort = try await console.post(
        "/api/v1/commands", command, headers: ["Content-Type": json, "Origin": "http://127.0.0.1:1"])
      #expect(otherPort.status == 403)
      let null = try await console.post("/api/v1/commands", command, headers: ["Content-Type": json, "Origin": "null"])
      #expect(null.status == 403)
      // A form needs no permission to be sent anywhere.
      for type in ["text/plain", "application/x-www-form-urlencoded"] {
        let form = try await console.post("/api/v1/commands", command, headers: ["Content-Type": type])
        #expect(form.status == 415 && form.errorSentence != nil)
      }
      #expect(try await console.post("/api/v1/commands", command, headers: [:]).status == 415)
      let own = try await console.post(
        "/api/v1/commands", command,
        headers: ["Content-Type": json, "Origin": "http://127.0.0.1:\(console.port)"])
      #expect(own.status == 200)
    }
  }

  @Test func refusesANameThatIsNotThisMachine() async throws {
    try await Self.withConsole { console in
      for host in ["example.org", "127.example.org:80", "127.0.0.1.example.org"] {
        let answer = try await console.get("/api/v1/tracks", headers: ["Host": host])
        #expect(answer.status == 403 && answer.errorSentence != nil, "\(host)")
      }
      for host in ["localhost:\(console.port)", "127.0.0.1", "[::1]:80"] {
        #expect(try await console.get("/api/v1/tracks", headers: ["Host": host]).status == 200, "\(host)")
      }
    }
  }

  @Test func refusesCommandsThatAreNone() async throws {
    try await Self.withConsole { console in
      let bodies = [
        "", "null", "[]", "\"setQNH\"", "{}", #"{"command":"launch"}"#, #"{"command":"acknowledge"}"#,
        #"{"command":"acknowledge","alert":-1}"#, #"{"command":"acknowledge","alert":99}"#,
        #"{"command":"acknowledge","alert":1e99}"#, #"{"command":"setQNH","hectopascals":1e999}"#,
        #"{"command":"setQNH","hectopascals":"high"}"#, #"{"command":"setQNH","hectopascals":849.9}"#,
        #"{"command":"setQNH","hectopascals":1100.1}"#, #"{"command":"setQNH","hectopascals":-1}"#,
        #"{"command":"setQNH","hectopascals":1011,"transitionAltitudeFeet":-1}"#,
        String(repeating: "[", count: 4000),
      ]
      for body in bodies {
        let answer = try await console.post("/api/v1/commands", body)
        #expect((400..<500).contains(answer.status), "\(body.prefix(60))")
        #expect(answer.errorSentence?.isEmpty == false, "\(body.prefix(60))")
      }
      let huge = try await console.post("/api/v1/commands", String(repeating: " ", count: 100_000) + "{}")
      #expect(huge.status == 413)
      let replay = try await console.post("/api/v1/replay", #"{"paused":true}"#)
      #expect(replay.status == 409 && replay.errorSentence != nil)
    }
  }

  @Test func tellsTheAirspaceOfTheExercise() async throws {
    struct Airspace: Decodable {
      struct Volume: Decodable {
        var name: String
        var kind: String
        var lower: String
        var upper: String
        var ring: [[Double]]
        var fictional: Bool
      }
      struct Aerodrome: Decodable {
        var icao: String
        var lat: Double
        var lon: Double
      }
      struct Named: Decodable {
        var name: String
        var fictional: Bool
      }
      var volumes: [Volume]
      var aerodromes: [Aerodrome]
      var fixes: [Named]
      var routes: [Named]
    }
    try await Self.withConsole { console in
      let airspace = try await console.get("/api/v1/airspace").decoded(Airspace.self)
      let volume = try #require(airspace.volumes.first { $0.kind == "protected" })
      #expect(volume.lower == "GND" && volume.upper == "FL095" && volume.ring.count >= 3)
      #expect(volume.ring.allSatisfy { (12...15).contains($0[0]) && (6...9).contains($0[1]) })
      #expect(airspace.aerodromes.contains { $0.icao == "DRRN" && abs($0.lat - 13.4815) < 1e-6 })
      #expect(airspace.volumes.allSatisfy(\.fictional) && airspace.fixes.allSatisfy(\.fictional))
      #expect(!airspace.fixes.isEmpty && !airspace.routes.isEmpty && airspace.routes.allSatisfy(\.fictional))
    }
  }
}
