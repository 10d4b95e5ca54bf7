import Airspace
import Geodesy
import Simulation
import Surveillance
import Testing

@Test func theStepsDoNotChangeAByte() throws {
  let scenario = try Demo.scenario()
  var whole = try SimulationRun(scenario: scenario)
  let expected = whole.advance(toSeconds: 40)
  var state: UInt64 = 99
  for _ in 0..<3 {
    var run = try SimulationRun(scenario: scenario)
    var messages: [SimulatedMessage] = []
    var seconds = 0.0
    while seconds < 40 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      seconds = min(40, seconds + Double(state >> 40) / 16_777_216 * 3)
      messages += run.advance(toSeconds: seconds)
    }
    #expect(messages == expected)
  }
}

@Test func anotherSeedGivesOtherMessages() throws {
  var scenario = try Demo.scenario()
  var run = try SimulationRun(scenario: scenario)
  let first = run.advance(toSeconds: 10)
  scenario.seed += 1
  run = try SimulationRun(scenario: scenario)
  #expect(run.advance(toSeconds: 10) != first)
}

@Test func messagesComeInOrderOfTimeWithTheirWayBehindThem() throws {
  let story = try Demo.story.get()
  var last = SurveillanceTime.distantPast
  for message in story.messages {
    #expect(message.time >= last)
    #expect(message.kind == .asterix)
    #expect((1...6).contains(message.feed.rawValue))
    #expect(!message.payload.isEmpty && message.payload.count <= 3000)
    last = message.time
  }
}

@Test func noMessageIsHandedOutBeforeItsTime() throws {
  var run = try SimulationRun(scenario: Demo.scenario())
  for step in 1...40 {
    let seconds = Double(step) * 0.25
    for message in run.advance(toSeconds: seconds) {
      let received = message.time.seconds(since: run.scenario.start)
      #expect(received <= seconds && received > seconds - 0.25 - 1e-6)
    }
  }
  #expect(run.advance(toSeconds: .nan).isEmpty)
  #expect(run.advance(toSeconds: 1).isEmpty)
}

@Test func midnightPassesInsideAScenario() throws {
  var scenario = try Demo.scenario()
  scenario.start = SurveillanceTime(nanoseconds: 1_772_323_195_000_000_000)  // 23:59:55
  let story = try Story(scenario, seconds: 12)
  #expect(story.refusals.isEmpty)
  // Seconds after the start, from a time of day that began anew.
  let wrapped = story.targets.filter { $0.seconds < -80_000 }
  #expect(wrapped.count > 100)
  #expect(story.targets.allSatisfy { $0.seconds.isFinite })
}

@Test func aScenarioThatCannotRunSaysWhy() throws {
  var scenario = try Demo.scenario()
  scenario.injects.append(
    Inject(number: 9, atSeconds: 5, action: .sensorFailure(sensor: "nowhere", durationSeconds: 5)))
  #expect(throws: SimulationError.unknownSensor("nowhere", inject: 9)) { try SimulationRun(scenario: scenario) }
  scenario = try Demo.scenario()
  scenario.durationSeconds = .nan
  #expect(throws: SimulationError.self) { try SimulationRun(scenario: scenario) }
}
